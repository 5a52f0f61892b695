import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallActRefusal, TalkAct } from "../../call-control/index.ts";
import type { TalkState } from "../../cdr/index.ts";
import {
  type Call,
  type Consultation,
  type Destination,
  type Instant,
  isTest,
  legOf,
  otherThan,
  phoneOf,
  withEvents,
  withLeg,
} from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { hungUp } from "../hanging-up.ts";
import { addTargets, dropped, releaseLegs } from "../legs.ts";
import { recordedWith } from "../recording/recording-consent.ts";
import { GAIN_TABLE, isHeld, nextTalk, PLAYED, type TalkNext, type TalkRole } from "./talk-state.ts";
import { TRANSFERS_MAX, transferByAct } from "./transfer.ts";

/** Maximum legs that one call may request for consultations, so that the agent desktop cannot be used as a dialler. */
const CONSULTATIONS_MAX = TRANSFERS_MAX;

/** The state of the talk between the agent and the other parties of a call. */
export function talkStateOf({ consultation }: Call): TalkState {
  return consultation?.state ?? "talking";
}

/** Command of the agent desktop for a talk. */
export interface TalkCommand {
  readonly phoneId: string | null;
  readonly act: TalkAct;
}

/** A permitted action and the state that it leads to. */
interface JudgedAct {
  readonly agentLegId: string;
  readonly next: TalkNext;
}

/** Decides whether an action is valid in the present state of a call. */
export function judgeAct(call: Call, { phoneId, act }: TalkCommand): Result<JudgedAct, CallActRefusal> {
  const agentLegId = agentLegOf(call, phoneId);
  if (agentLegId === null || isTest(call)) return refuse("call-not-open");
  // An emergency call stays with the called emergency service: its caller may only end it.
  if (call.arrival.isEmergency && act.act !== "hang-up") return refuse("call-act-barred");
  if (call.transfer !== null) return refuse("call-act-not-now");
  const next = nextTalk(talkStateOf(call), act.act);
  if (!next.ok) return next;
  const isAsking = act.act === "consult" || act.act === "transfer";
  if (isAsking && handedOver(call) >= CONSULTATIONS_MAX) return refuse("call-act-barred");
  return ok({ agentLegId, next: next.value });
}

function handedOver({ events }: Call): number {
  return events.filter(
    ({ body }) => body.kind === "transfer.asked" || (body.kind === "talk.changed" && body.state === "ringing"),
  ).length;
}

/** The leg of the agent: the named phone, otherwise the agent of a queue, otherwise the called phone. */
export function agentLegOf(call: Call, phoneId: string | null): string | null {
  if (call.phase !== "talking" || call.talking === null) return null;
  if (call.consultation !== null) {
    const { agentLegId } = call.consultation;
    return phoneId === null || phoneAt(call, agentLegId) === phoneId ? agentLegId : null;
  }
  const led = call.tasks?.talk?.legId ?? call.callback?.accepted?.legId ?? null;
  const own = call.talking.filter((id) => phoneAt(call, id) !== null && (led === null || id === led));
  const named = phoneId === null ? own : own.filter((id) => phoneAt(call, id) === phoneId);
  return named.find((id) => id !== call.arrival.legId) ?? named[0] ?? null;
}

function phoneAt(call: Call, legId: string): string | null {
  const leg = legOf(call, legId);
  return leg === undefined || leg.state === "gone" ? null : phoneOf(leg.party);
}

/** Handles a command of the agent desktop; a command that is no longer valid when it arrives has no effect. */
export function handleTalkCommand(call: Call, now: Instant, command: TalkCommand): CallStep {
  const judged = judgeAct(call, command);
  if (!judged.ok) return { call, effects: [] };
  const { agentLegId, next } = judged.value;
  const { act } = command;
  switch (next) {
    case "left":
      return left(call, now);
    case "gone":
      return agentGone(call, now, agentLegId);
    case "handed-on": {
      const stand = { ...base(call, agentLegId), state: "talking" } as const;
      const back = call.consultation === null ? { call, effects: [] } : entered(call, now, stand);
      const step = transferByAct(back.call, now, { legId: agentLegId, target: "number" in act ? act.number : "" });
      return { call: step.call, effects: [...back.effects, ...step.effects] };
    }
    case "ringing": {
      const number = "number" in act ? act.number : "";
      const asked = { ...base(call, agentLegId), state: next, target: number };
      const step = entered(call, now, asked);
      const phoneId = phoneAt(call, agentLegId);
      return { call: step.call, effects: [...step.effects, { effect: "resolve-consult", number, phoneId }] };
    }
    case "talking": {
      const freed = released(call, now);
      const step = entered(freed.call, now, { ...base(call, agentLegId), state: next });
      return { call: step.call, effects: [...freed.effects, ...step.effects] };
    }
    case "held":
    case "consulting":
    case "conference":
      return entered(call, now, { ...(call.consultation ?? base(call, agentLegId)), state: next });
  }
}

function base(call: Call, agentLegId: string): Omit<Consultation, "state"> {
  return {
    agentLegId,
    customerLegId: otherThan(call, agentLegId) ?? "",
    target: null,
    legIds: [],
    colleagueLegId: null,
  };
}

function agentGone(call: Call, now: Instant, agentLegId: string): CallStep {
  const step = hungUp(call, now, { legId: agentLegId, cause: 16 });
  return { call: step.call, effects: [{ effect: "hang-up", legId: agentLegId, cause: 16 }, ...step.effects] };
}

type Stand = Omit<Consultation, "state"> & { readonly state: TalkState };

/** Enters a state: sets the audible pairs, the played sounds and the recording, and records the event. */
function entered(call: Call, now: Instant, stand: Stand, status: number | null = null): CallStep {
  const before = talkStateOf(call);
  const { state, agentLegId, target } = stand;
  const consultation = state === "talking" ? null : { ...stand, state };
  const told = recordedWith(call, now, state === "conference" ? [stand.colleagueLegId ?? ""] : []);
  const said = withEvents({ ...told.call, consultation }, now, [
    { kind: "talk.changed", legId: agentLegId, state, target, status },
  ]);
  const sounds = soundOf(said, { before, stand });
  return {
    call: said,
    effects: [...told.effects, { effect: "write" }, ...sounds, ...recordingOf(said, before, stand)],
  };
}

const ROLES: readonly TalkRole[] = ["customer", "agent", "colleague"];

/** The audible pairs of a state, and the audio for legs that hear no party. */
function soundOf(
  call: Call,
  { before, stand }: { readonly before: TalkState; readonly stand: Stand },
): readonly CallEffect[] {
  const { agentLegId, state } = stand;
  const ids = idsOf(stand);
  const played = ROLES.flatMap((role): readonly CallEffect[] => {
    const [was, is] = [PLAYED[before][role], PLAYED[state][role]];
    const legId = ids[role];
    if (was === is || !isThere(call, legId)) return [];
    const isPhoneHolding = role === "customer" && state === "talking" && legOf(call, agentLegId)?.isHolding === true;
    return [{ effect: "play", legId, sound: is ?? (isPhoneHolding ? "music" : "silence") }];
  });
  return [{ effect: "hear", ...audioRoutingIn(call, stand) }, ...played];
}

/** Parties and audible pairs: the first of each pair speaks, the second hears. */
export interface AudioRouting {
  readonly legIds: readonly string[];
  readonly heard: readonly (readonly [string, string])[];
}

/** The audible pairs in the present talk of this agent. */
export function audioRoutingOf(call: Call, agentLegId: string): AudioRouting {
  return audioRoutingIn(call, call.consultation ?? { ...base(call, agentLegId), state: "talking" });
}

function audioRoutingIn(call: Call, stand: Stand): AudioRouting {
  const ids = idsOf(stand);
  const isHere = (id: string | null): id is string => isThere(call, id);
  const heard = GAIN_TABLE[stand.state].flatMap(([from, to]) => {
    const [fromId, toId] = [ids[from], ids[to]];
    return isHere(fromId) && isHere(toId) ? [[fromId, toId] as const] : [];
  });
  return { legIds: ROLES.map((role) => ids[role]).filter(isHere), heard };
}

function idsOf({ customerLegId, agentLegId, colleagueLegId }: Stand): Readonly<Record<TalkRole, string | null>> {
  return { customer: customerLegId, agent: agentLegId, colleague: colleagueLegId };
}

function isThere(call: Call, legId: string | null): legId is string {
  return legId !== null && ![undefined, "gone"].includes(legOf(call, legId)?.state);
}

/** Pauses the recording while the caller does not hear the agent: a consultation does not belong to it. */
function recordingOf({ recordingId, talking }: Call, before: TalkState, stand: Stand): readonly CallEffect[] {
  if (recordingId === null || isHeld(before) === isHeld(stand.state)) return [];
  if (isHeld(stand.state)) return [{ effect: "pause-recording", recordingId }];
  return talking === null ? [] : [{ effect: "begin-recording", recordingId, legIds: talking }];
}

/** The directory has resolved the number of the consultation. */
export function consultResolved(call: Call, now: Instant, destination: Destination): CallStep {
  const { consultation } = call;
  if (consultation?.state !== "ringing" || consultation.legIds.length > 0) return { call, effects: [] };
  if (destination.kind !== "targets" || destination.targets.length === 0)
    return notReached(call, now, destination.kind === "nowhere" ? 404 : 480);
  const legIds = destination.targets.map(({ legId }) => legId);
  const rung = addTargets({ ...call, consultation: { ...consultation, legIds } }, now, destination.targets);
  return { call: rung.call, effects: [...rung.effects, { effect: "arm", timer: "transfer", ms: destination.ringMs }] };
}

/** Whether a leg rings for a consultation. */
export function isConsulted({ consultation }: Call, legId: string): boolean {
  return consultation?.legIds.includes(legId) === true;
}

/** The consulted party answers: the agent talks with them, and the caller stays on hold. */
export function consultAccepted(call: Call, now: Instant, legId: string): CallStep {
  const { consultation } = call;
  if (consultation?.state !== "ringing")
    return { call: withLeg(call, legId, { state: "gone" }), effects: dropped(legId, 16) };
  const others = consultation.legIds.filter((id) => id !== legId);
  const freed = releaseLegs(call, now, { legIds: others, cause: 26 });
  const up = withLeg(freed.call, legId, { state: "up" });
  const step = entered(up, now, { ...consultation, state: "consulting", legIds: [legId], colleagueLegId: legId });
  return {
    call: step.call,
    effects: [
      { effect: "disarm", timer: "transfer" },
      ...freed.effects,
      { effect: "connect-media", legId },
      ...step.effects,
    ],
  };
}

/** The consulted party does not answer in time. */
export function consultTimedOut(call: Call, now: Instant): CallStep {
  if (call.consultation?.state !== "ringing") return { call, effects: [] };
  const freed = released(call, now);
  const step = notReached(freed.call, now, 408);
  return { call: step.call, effects: [...freed.effects, ...step.effects] };
}

/** The caller still waits; the agent can return to the caller at any time. */
function notReached(call: Call, now: Instant, status: number): CallStep {
  const { consultation } = call;
  if (consultation === null) return { call, effects: [] };
  const { agentLegId, target } = consultation;
  const step = entered(call, now, { ...base(call, agentLegId), state: "held", target }, status);
  return { call: step.call, effects: [{ effect: "disarm", timer: "transfer" }, ...step.effects] };
}

/** The consulted party is released. */
function released(call: Call, now: Instant): CallStep {
  const { consultation } = call;
  if (consultation === null) return { call, effects: [] };
  const freed = releaseLegs(call, now, { legIds: consultation.legIds, cause: 16 });
  return { call: freed.call, effects: [{ effect: "disarm", timer: "transfer" }, ...freed.effects] };
}

/** The agent leaves: caller and colleague continue to talk. */
function left(call: Call, now: Instant): CallStep {
  const { consultation } = call;
  const colleague = legOf(call, consultation?.colleagueLegId ?? "");
  if (consultation === null || colleague === undefined) return { call, effects: [] };
  const { agentLegId, customerLegId } = consultation;
  const isThere = legOf(call, agentLegId)?.state !== "gone";
  const pair: readonly [string, string] =
    call.talking?.[0] === customerLegId ? [customerLegId, colleague.id] : [colleague.id, customerLegId];
  const gone = withLeg(call, agentLegId, { state: "gone" });
  const told = recordedWith(gone, now, pair);
  const said = withEvents({ ...told.call, consultation: null, talking: pair }, now, [
    { kind: "transfer.done", legId: colleague.id, phoneId: phoneOf(colleague.party) },
  ]);
  const { recordingId } = said;
  const hears = [pair, [pair[1], pair[0]]] as const;
  return {
    call: said,
    effects: [
      ...told.effects,
      { effect: "write" },
      { effect: "hear", legIds: pair, heard: hears },
      { effect: "play", legId: customerLegId, sound: "silence" },
      ...(recordingId === null ? [] : [{ effect: "begin-recording", recordingId, legIds: pair } as const]),
      { effect: "stand-in", legId: customerLegId, forLegId: agentLegId },
      ...(isThere ? dropped(agentLegId, 16) : []),
    ],
  };
}

/** Follows the legs of a consultation after each step, so that no leg remains without a second party. */
export function followConsultation(step: CallStep, now: Instant): CallStep {
  const { call } = step;
  const { consultation } = call;
  if (consultation === null || call.phase === "ended") return step;
  const next = followed(call, consultation, now);
  return { call: next.call, effects: [...step.effects, ...next.effects] };
}

function followed(call: Call, consultation: Consultation, now: Instant): CallStep {
  const isGone = (legId: string): boolean => ["gone", undefined].includes(legOf(call, legId)?.state);
  const { agentLegId, customerLegId, colleagueLegId, legIds, state } = consultation;
  if (isGone(customerLegId) || isGone(agentLegId)) {
    const goOn = state === "conference" && [customerLegId, colleagueLegId ?? ""].every((id) => !isGone(id));
    if (goOn) return left(call, now);
    const freed = released(call, now);
    const quiet: readonly CallEffect[] = isGone(customerLegId)
      ? []
      : [{ effect: "play", legId: customerLegId, sound: "silence" }];
    return { call: { ...freed.call, consultation: null }, effects: [...freed.effects, ...quiet] };
  }
  if (legIds.length === 0 || !legIds.every(isGone)) return { call, effects: [] };
  if (state !== "conference") return notReached(call, now, state === "consulting" ? 200 : lastStatus(call, legIds));
  return entered(call, now, { ...base(call, agentLegId), state: "talking" });
}

function lastStatus({ events }: Call, legIds: readonly string[]): number {
  const failed = events.flatMap(({ body }) =>
    body.kind === "leg.failed" && legIds.includes(body.legId) ? [body] : [],
  );
  return failed.at(-1)?.status ?? 480;
}
