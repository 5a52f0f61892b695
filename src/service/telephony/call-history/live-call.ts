import type { SupervisionMode } from "../call-control/index.ts";
import type { CallDirection, CallEvent, CallEventBody } from "../cdr/index.ts";
import type { LiveState } from "./live-board.shared.ts";

/** A leg that is called or talks. */
interface LiveLeg {
  readonly phoneId: string | null;
  readonly trunkId: string | null;
}

/** A supervisor in a call: the person, the phone, the mode, and whether the phone was answered. */
export interface LiveSupervision {
  readonly personId: string;
  readonly phoneId: string;
  readonly mode: SupervisionMode;
  readonly isThere: boolean;
}

/** A call in progress according to its events. Instants in milliseconds since 1970. */
export interface LiveCall {
  readonly direction: CallDirection;
  readonly code: string | null;
  readonly caller: string;
  readonly called: string;
  /** The caller's side. */
  readonly from: LiveLeg;
  /** The called sides, or the one that talks. */
  readonly to: ReadonlyMap<string, LiveLeg>;
  readonly phase: "arriving" | "ringing" | "guided" | "waiting" | "talking";
  /** Whether a flow controls it: the flow answers it, and continues after a talk. */
  readonly hasFlow: boolean;
  readonly held: readonly string[];
  readonly isSilent: boolean;
  /** The browser of a talking party is disconnected, and the other party waits for it. */
  readonly isAway: boolean;
  /** A supervisor in the call, or whose phone rings for it; null without one. */
  readonly supervision: LiveSupervision | null;
  readonly beganAtMs: number;
  /** Since when the state applies. */
  readonly sinceMs: number;
  /** The last event that was read. */
  readonly sequence: number;
}

/** A call after its first event; undefined when that is another kind. */
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

/** Media streams and recordings do not change the state of a call. */
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

/** A supervisor joins, changes the mode, or leaves; the supervisor's leg is not the other side of the call. */
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

/** The leg that answered is the other side; the other ringing phones are released. */
function only({ to }: LiveCall, legId: string): ReadonlyMap<string, LiveLeg> {
  const leg = to.get(legId);
  return leg === undefined ? to : new Map([[legId, leg]]);
}

function without({ to }: LiveCall, legIds: readonly string[]): ReadonlyMap<string, LiveLeg> {
  return new Map([...to].filter(([legId]) => !legIds.includes(legId)));
}

/** Channels in use by trunk: each leg over a trunk takes one. */
export function channelsInUse(calls: Iterable<LiveCall>): ReadonlyMap<string, number> {
  const inUse = new Map<string, number>();
  for (const { from, to } of calls) {
    for (const { trunkId } of [from, ...to.values()]) {
      if (trunkId !== null) inUse.set(trunkId, (inUse.get(trunkId) ?? 0) + 1);
    }
  }
  return inUse;
}
