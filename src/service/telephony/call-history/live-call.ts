import type { SupervisionMode } from "../call-control/index.ts";
import type { CallDirection, CallEvent, CallEventBody } from "../cdr/index.ts";
import type { LiveState } from "./live-board.shared.ts";

/** A leg that is being called or talks. */
interface LiveLeg {
  readonly phoneId: string | null;
  readonly trunkId: string | null;
}

/** A supervisor at a call: who, at which phone, how, and whether he has taken it up. */
export interface LiveSupervision {
  readonly personId: string;
  readonly phoneId: string;
  readonly mode: SupervisionMode;
  readonly isThere: boolean;
}

/** A call in progress, as far as its events tell. Instants in milliseconds since 1970. */
export interface LiveCall {
  readonly direction: CallDirection;
  readonly code: string | null;
  readonly caller: string;
  readonly called: string;
  /** The caller's own side. */
  readonly from: LiveLeg;
  /** The sides that are being called, or the one that talks. */
  readonly to: ReadonlyMap<string, LiveLeg>;
  readonly phase: "arriving" | "ringing" | "guided" | "waiting" | "talking";
  /** Whether a flow leads it: it is answered by the flow, and goes back to it. */
  readonly hasFlow: boolean;
  readonly held: readonly string[];
  readonly isSilent: boolean;
  /** The browser of somebody who talks is lost, and the other one waits for it. */
  readonly isAway: boolean;
  /** A supervisor who takes part, or whose phone rings for it; null for none. */
  readonly supervision: LiveSupervision | null;
  readonly beganAtMs: number;
  /** Since when the state is what it is. */
  readonly sinceMs: number;
  /** The last event that was read. */
  readonly sequence: number;
}

/** A call as its first event tells it; undefined when that is something else. */
export function beginLive({ sequence, atMs, body }: CallEvent): LiveCall | undefined {
  if (body.kind !== "call.received") return undefined;
  const { direction, code, caller, called, phoneId, trunkId } = body;
  return {
    direction,
    code,
    caller,
    called,
    sequence,
    from: { phoneId, trunkId },
    to: new Map(),
    phase: "arriving",
    hasFlow: false,
    held: [],
    isSilent: false,
    isAway: false,
    supervision: null,
    beganAtMs: atMs,
    sinceMs: atMs,
  };
}

/** The state of a call. */
export function liveState({ phase, held, isSilent, isAway }: LiveCall): LiveState {
  if (phase === "arriving" || phase === "ringing") return phase;
  if (isSilent || isAway) return "silent";
  if (phase !== "talking") return phase;
  return held.length > 0 ? "held" : "talking";
}

/** The call after one more event. */
export function withLiveEvent(call: LiveCall, { sequence, atMs, body }: CallEvent): LiveCall {
  const next = { ...changed(call, body), sequence };
  return liveState(next) === liveState(call) ? next : { ...next, sinceMs: atMs };
}

/** Tasks in which calls talk with each other. */
const MEETINGS: ReadonlySet<string> = new Set(["confer", "take-caller", "enqueue"]);

function changed(call: LiveCall, body: CallEventBody): LiveCall {
  if (isBeside(body)) return call;
  switch (body.kind) {
    case "leg.invited":
      return { ...call, to: new Map([...call.to, [body.legId, { phoneId: body.phoneId, trunkId: body.trunkId }]]) };
    case "leg.ringing":
      return call.phase === "arriving" ? { ...call, phase: "ringing" } : call;
    case "leg.failed":
      return { ...call, to: without(call, [body.legId]) };
    case "call.answered":
      return call.hasFlow ? { ...call, phase: "guided" } : { ...call, phase: "talking", to: only(call, body.legId) };
    case "transfer.done":
      return { ...call, to: only(call, body.legId), held: [] };
    case "leg.taken":
      return { ...call, to: new Map([[body.legId, { phoneId: body.phoneId, trunkId: body.trunkId }]]), held: [] };
    case "talk.began":
      return { ...call, phase: "talking", to: only(call, body.legId), held: [] };
    case "talk.ended":
      return { ...call, phase: "guided", to: without(call, [body.legId]), held: [], isAway: false };
    case "flow.began":
    case "application.began":
      return { ...call, hasFlow: true };
    case "queue.joined":
    case "conference.joined":
      return { ...call, phase: body.kind === "queue.joined" ? "waiting" : "talking" };
    case "task.ended":
      return call.phase === "waiting" || MEETINGS.has(body.task) ? { ...call, phase: "guided" } : call;
    case "legs.released":
      return { ...call, to: without(call, body.legIds) };
    case "hold.began":
      return { ...call, held: [...call.held.filter((legId) => legId !== body.legId), body.legId] };
    case "hold.ended":
      return { ...call, held: call.held.filter((legId) => legId !== body.legId) };
    case "talk.changed":
      return { ...call, held: heldAfter(call, body) };
    case "device.away":
      return { ...call, isAway: true };
    case "device.back":
      return { ...call, isAway: false, to: body.byLegId === null ? call.to : without(call, [body.legId]) };
    case "supervision.asked":
    case "supervision.began":
    case "supervision.changed":
    case "supervision.ended":
      return supervisedBy(call, body);
    case "media.lost":
    case "media.back":
      return { ...call, isSilent: body.kind === "media.lost" };
    case "call.received":
    case "call.permitted":
    case "call.refused":
    case "digits.received":
    case "transfer.asked":
    case "transfer.failed":
    case "leg.given":
    case "flow.entered":
    case "flow.decided":
    case "flow.chose":
    case "flow.looked-up":
    case "flow.ended":
    case "application.failed":
    case "agent.missed":
    case "message.began":
    case "message.ended":
    case "call.ended":
      return call;
  }
}

/** What an application hears, and what is kept of it, leaves a call where it stands. */
function isBeside(
  body: CallEventBody,
): body is Extract<
  CallEventBody,
  { readonly kind: `stream.${string}` | `recording.${string}` | "conference.recorded" }
> {
  return body.kind === "conference.recorded" || /^(?:stream|recording)\./.test(body.kind);
}

function heldAfter({ held }: LiveCall, body: Extract<CallEventBody, { readonly kind: "talk.changed" }>) {
  const others = held.filter((legId) => legId !== body.legId);
  return body.state === "talking" || body.state === "conference" ? others : [...others, body.legId];
}

type SupervisionBody = Extract<CallEventBody, { readonly kind: `supervision.${string}` }>;

/** A supervisor comes, takes part in another way, or leaves; he is nobody's other side. */
function supervisedBy(call: LiveCall, body: SupervisionBody): LiveCall {
  switch (body.kind) {
    case "supervision.asked": {
      const { personId, phoneId, mode, legIds } = body;
      return { ...call, to: without(call, legIds), supervision: { personId, phoneId, mode, isThere: false } };
    }
    case "supervision.began": {
      const { personId, phoneId, mode } = body;
      return { ...call, supervision: { personId, phoneId, mode, isThere: true } };
    }
    case "supervision.changed":
      return call.supervision === null ? call : { ...call, supervision: { ...call.supervision, mode: body.mode } };
    case "supervision.ended":
      return { ...call, supervision: null };
  }
}

/** Who has answered is the other side; the other phones that rang are let go. */
function only({ to }: LiveCall, legId: string): ReadonlyMap<string, LiveLeg> {
  const leg = to.get(legId);
  return leg === undefined ? to : new Map([[legId, leg]]);
}

function without({ to }: LiveCall, legIds: readonly string[]): ReadonlyMap<string, LiveLeg> {
  return new Map([...to].filter(([legId]) => !legIds.includes(legId)));
}

/** Channels in use by line: each leg over a line takes one. */
export function channelsInUse(calls: Iterable<LiveCall>): ReadonlyMap<string, number> {
  const inUse = new Map<string, number>();
  for (const { from, to } of calls) {
    for (const { trunkId } of [from, ...to.values()]) {
      if (trunkId !== null) inUse.set(trunkId, (inUse.get(trunkId) ?? 0) + 1);
    }
  }
  return inUse;
}
