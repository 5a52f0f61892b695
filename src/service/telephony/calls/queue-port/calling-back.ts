import { type Clip, promptIn, readDigits } from "../../prompts/index.ts";
import { type Call, type Instant, legOf, phoneOf, withEvents, withLeg } from "../call.ts";
import type { CallEffect, CallInput, CallStep, CallTimer } from "../call-step.ts";
import { endCall } from "../ending.ts";
import { dropped } from "../legs.ts";
import { STATUS_OF_OUTCOME } from "../outcome-status.ts";
import type { Callback } from "../tasks/call-tasks.ts";
import { costOf } from "../transfer/party.ts";
import { agentAccepted, agentsTimedOut, followRung, isRung, ringAgents, stopRinging, telling } from "./agent-rings.ts";
import { callbackEnded } from "./callback-farewell.ts";
import type { QueueOrder } from "./queue-port.ts";

/** The language of announcements to the agent; the caller's language is no longer known. */
const AGENT_LANGUAGE = "id";

const stepOf = ({ call, effects }: CallStep): CallStep => ({ call, effects });

function andNext(first: CallStep, next: (call: Call) => CallStep): CallStep {
  const second = next(first.call);
  return { call: second.call, effects: [...first.effects, ...second.effects] };
}

function withCallback(call: Call, change: Partial<Callback>): Call {
  return call.callback === null ? call : { ...call, callback: { ...call.callback, ...change } };
}

/** The code permits the call: the agents ordered so far are rung. */
export function beginCallback(asked: Call, now: Instant): CallStep {
  const orders = asked.callback?.early ?? [];
  const begun: Call = withCallback({ ...asked, phase: "ringing" }, { early: [] });
  return orders.reduce<CallStep>(
    (step, order) => (step.call.phase === "ended" ? step : andNext(step, (call) => callbackOrdered(call, now, order))),
    { call: begun, effects: [] },
  );
}

/** Handles the inputs that only a callback has. */
export function handleCallbackInput(call: Call, now: Instant, input: CallInput): CallStep {
  if (input.input === "queue-order") return callbackOrdered(call, now, input.order);
  if (input.input === "play-ended" || input.input === "play-failed") return callbackPlayed(call, now, input);
  return input.input === "timer" ? callbackTimedOut(call, now, input.timer) : { call, effects: [] };
}

/** Maximum number of orders held until the permit is decided. */
const EARLY_MAX = 20;

/** Handles an order of the queue to a callback. An order for a past state has no effect. */
function callbackOrdered(call: Call, now: Instant, order: QueueOrder): CallStep {
  const { callback } = call;
  if (callback === null) return { call, effects: [] };
  if (call.phase === "asking")
    return { call: withCallback(call, { early: [...callback.early, order].slice(-EARLY_MAX) }), effects: [] };
  const isRinging = callback.stage === "ringing";
  switch (order.order) {
    case "ring":
      return isRinging ? stepOf(ringAgents(call, now, order)) : { call, effects: [] };
    case "stop-ringing":
      return callback.stage === "talking" ? { call, effects: [] } : stepOf(stopRinging(call, now, order.agentId));
    case "connect":
      return isRinging ? announceCallback(call, order.agentId) : { call, effects: [] };
    case "over":
      // The queue has ordered the end itself and needs no event.
      return givenUp(withCallback(call, { stage: "over" }), now);
    case "end-talk":
      return callback.stage === "talking" || callback.stage === "over" ? talkOver(call, now) : { call, effects: [] };
    case "taken":
    case "say-place":
    case "callback-refused":
      return { call, effects: [] };
  }
}

function talkOver(call: Call, now: Instant): CallStep {
  return endCall(call, now, { outcome: "answered", by: "system", status: null, cause: 16 });
}

/** Cancels a callback that is not connected yet; a talk continues. */
function givenUp(call: Call, now: Instant): CallStep {
  if (call.phase !== "ringing") return { call, effects: [] };
  return endCall(call, now, {
    outcome: "cancelled",
    by: "system",
    status: STATUS_OF_OUTCOME.cancelled.status,
    cause: 16,
  });
}

/** How long the announcement of the customer's number to the agent may take. */
const ANNOUNCEMENT_MS_MAX = 8_000;

/** The agent has answered and the one attempt is on disk: the agent hears the customer's number, which is dialled afterwards. */
function announceCallback(call: Call, agentId: string): CallStep {
  const accepted = call.callback?.accepted ?? null;
  if (accepted?.agentId !== agentId)
    return { call, effects: [telling({ news: "bridge-failed", agentId, fault: "agent" })] };
  return {
    call: withCallback(call, { stage: "dialling" }),
    effects: [
      { effect: "play-clips", legId: accepted.legId, play: playOf(call), clips: callbackAnnouncement(call), times: 1 },
      { effect: "arm", timer: "dial", ms: ANNOUNCEMENT_MS_MAX },
    ],
  };
}

/** The customer is dialled, and the agent hears ringback. */
function dialCustomer(call: Call, now: Instant): CallStep {
  const { destination, legId, party } = call.arrival;
  const accepted = call.callback?.accepted ?? null;
  const isPlanned = legOf(call, legId)?.state === "planned" && call.phase === "ringing";
  if (destination.kind !== "callback" || accepted === null || !isPlanned) return { call, effects: [] };
  const trunkId = party.kind === "trunk" ? party.trunkId : null;
  const said = withEvents(withLeg(call, legId, { state: "preparing" }), now, [
    { kind: "leg.invited", legId, phoneId: null, trunkId, ...costOf(party) },
  ]);
  return {
    call: said,
    effects: [
      { effect: "write" },
      { effect: "open-media", legId, party },
      { effect: "play", legId: accepted.legId, sound: "ringing" },
      { effect: "arm", timer: "dial", ms: destination.ringMs },
    ],
  };
}

function playOf({ arrival }: Call): string {
  return `task.callback.${arrival.legId}`;
}

/** How many last digits of the number the agent hears; the phone shows the whole number. */
const ANNOUNCED_DIGITS = 4;

function callbackAnnouncement({ arrival }: Call): readonly Clip[] {
  const number = readDigits(arrival.called.slice(-ANNOUNCED_DIGITS), AGENT_LANGUAGE) ?? [];
  return [{ kind: "prompt", prompt: promptIn(AGENT_LANGUAGE, "calling-back") }, ...number];
}

/** An agent or the customer of a callback accepts. */
export function callbackAccepted(call: Call, now: Instant, legId: string): CallStep {
  const { callback, arrival } = call;
  if (callback?.stage === "ringing" && isRung(call, legId)) return stepOf(agentAccepted(call, now, legId));
  if (callback?.stage !== "dialling" || legId !== arrival.legId || callback.accepted === null)
    return { call: withLeg(call, legId, { state: "gone" }), effects: dropped(legId, 16) };
  const agentLegId = callback.accepted.legId;
  const agent = legOf(call, agentLegId);
  const said = withEvents({ ...call, phase: "answering", talking: [legId, agentLegId] }, now, [
    { kind: "call.answered", legId, phoneId: agent === undefined ? null : phoneOf(agent.party) },
  ]);
  return {
    call: said,
    effects: [{ effect: "disarm", timer: "dial" }, { effect: "write-answer" }, { effect: "connect-media", legId }],
  };
}

/** The answer is on disk: the two are connected, and recording starts with the first word. */
export function callbackAnswered(call: Call, now: Instant): CallStep {
  const { callback, talking, recordingId } = call;
  const accepted = callback?.accepted ?? null;
  if (call.phase !== "answering" || talking === null || accepted === null) return { call, effects: [] };
  const up = talking.reduce((rest, legId) => withLeg(rest, legId, { state: "up" }), call);
  const joined = withCallback({ ...up, phase: "talking" }, { stage: "talking" });
  const { agentId } = accepted;
  const bodies = recordingId === null ? [] : [{ kind: "recording.began", recordingId } as const];
  const recording: readonly CallEffect[] =
    recordingId === null
      ? []
      : [
          { effect: "begin-recording", recordingId, legIds: talking },
          ...talking.map((legId): CallEffect => ({ effect: "play", legId, sound: "notice" })),
        ];
  return {
    call: withEvents(joined, now, bodies),
    effects: [
      { effect: "play", legId: accepted.legId, sound: "silence" },
      { effect: "bridge", legIds: talking },
      ...(bodies.length === 0 ? [] : [{ effect: "write" } as const]),
      ...recording,
      telling({ news: "bridged", agentId }),
    ],
  };
}

/** The announcement to the agent is over, or could not be played. */
function callbackPlayed(
  call: Call,
  now: Instant,
  told: Extract<CallInput, { readonly input: "play-ended" | "play-failed" }>,
): CallStep {
  if (call.callback?.stage !== "dialling" || told.play !== playOf(call)) return { call, effects: [] };
  return dialCustomer(call, now);
}

/** The agents or the customer did not answer in time. */
function callbackTimedOut(call: Call, now: Instant, timer: CallTimer): CallStep {
  if (timer === "agents") return stepOf(agentsTimedOut(call, now));
  if (timer !== "dial" || call.callback?.stage !== "dialling" || call.phase !== "ringing") return { call, effects: [] };
  if (legOf(call, call.arrival.legId)?.state === "planned") return dialCustomer(call, now);
  return endCall(call, now, { outcome: "no-answer", by: "system", ...STATUS_OF_OUTCOME["no-answer"] });
}

/** Follows the legs of a callback after each of its steps. */
export function followCallback(step: CallStep, now: Instant): CallStep {
  const { call } = step;
  const { callback } = call;
  if (callback === null || call.phase === "ended") return step;
  return andNext(step, () => followed(call, callback, now));
}

function followed(call: Call, { stage, accepted }: Callback, now: Instant): CallStep {
  const isThere = accepted !== null && legOf(call, accepted.legId)?.state !== "gone";
  switch (stage) {
    case "ringing": {
      const rung = stepOf(followRung(call, now));
      if (accepted === null || isThere) return rung;
      // The agent who accepted has left before the announcement.
      const news = telling({ news: "bridge-failed", agentId: accepted.agentId, fault: "agent" });
      return { call: withCallback(rung.call, { accepted: null }), effects: [...rung.effects, news] };
    }
    case "dialling": {
      if (!isThere) return withoutAgent(call, now);
      const isLost = legOf(call, call.arrival.legId)?.state === "gone";
      const failed = { outcome: "far-end-failed", by: "called", ...STATUS_OF_OUTCOME["far-end-failed"] } as const;
      return isLost ? endCall(call, now, failed) : { call, effects: [] };
    }
    case "talking": {
      // The agent has transferred the call: the agent's part of it is over.
      if (isThere) return { call, effects: [] };
      return { call: withCallback(call, { stage: "over" }), effects: callbackEnded(call, now) };
    }
    case "over":
      return { call, effects: [] };
  }
}

/** The agent left while the customer was dialled: the dialling is cancelled. */
function withoutAgent(call: Call, now: Instant): CallStep {
  return endCall(call, now, { outcome: "cancelled", by: "caller", status: 487, cause: 16 });
}
