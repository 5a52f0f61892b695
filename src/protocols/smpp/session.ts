import { assert, type Step } from "../../kernel/index.ts";
import { emptyBody } from "./commands.ts";
import { FAULTS_MAX, INTERFACE_VERSION, LATE_MAX, LATE_MS_MAX, SEQUENCE_MAX } from "./limits.ts";
import { type AnswerPdu, answerTo, genericNack, type Pdu } from "./pdu.ts";
import { farewell, receiveRead } from "./session-receive.ts";
import {
  knowsParameters,
  type OutgoingMessage,
  type Pending,
  type SessionEffect,
  type SessionEnd,
  type SessionInput,
  type SessionOptions,
  type SessionState,
  type SessionTimer,
  windowLeft,
} from "./session-state.ts";
import { STATUS, type StatusName } from "./status.ts";
import { NO_TLVS } from "./tlv.ts";

/** A step of a session. */
export type SessionStep = Step<SessionState, SessionEffect>;

/** A session whose connection is not open yet. */
export function newSession(options: SessionOptions): SessionState {
  return {
    options,
    phase: "open",
    binding: null,
    version: INTERFACE_VERSION,
    sequence: 0,
    pending: new Map(),
    late: new Map(),
    inFlight: 0,
    owed: 0,
    leaving: null,
    heardAtMs: 0,
    faults: 0,
  };
}

/** One step of a session (SMPP 3.4 §2.2 and §7.2), for both ends. Nothing follows its `end`. */
export function stepSession(state: SessionState, input: SessionInput, nowMs: number): SessionStep {
  if (state.phase === "closed") return afterEnd(state, input);
  switch (input.kind) {
    case "opened":
      return opened(state, nowMs);
    case "received":
      return receiveRead({ ...state, heardAtMs: nowMs }, input.read, end);
    case "unreadable":
      return unreadable({ ...state, heardAtMs: nowMs }, input);
    case "bind-decided":
      return bindDecided(state, input.status, input.sequence);
    case "send":
      return send(state, input.message, nowMs);
    case "answer":
      return answer(state, input.pdu);
    case "unbind":
      return unbind(state, nowMs);
    case "fired":
      return fired(state, input.timer, nowMs);
    case "closed":
      return end(state, "connection-lost");
  }
}

/** An ended session sends nothing, and reports that for each further request. */
function afterEnd(state: SessionState, input: SessionInput): SessionStep {
  if (input.kind !== "send") return { state, effects: [] };
  return { state, effects: [{ kind: "outcome", key: input.message.key, outcome: { kind: "not-sent" } }] };
}

function opened(state: SessionState, nowMs: number): SessionStep {
  const { options } = state;
  const armed: SessionEffect = { kind: "arm", timer: "bind", ms: options.bindMsMax };
  if (options.side === "smsc") return { state, effects: [armed] };
  const asked = ask(
    state,
    { key: null, command: `bind_${options.binding}` },
    { body: options.bind, tlvs: NO_TLVS, nowMs },
  );
  return { state: { ...asked.state, phase: "binding" }, effects: [armed, ...asked.effects] };
}

function bindDecided(state: SessionState, status: StatusName, sequence: number): SessionStep {
  const { options, binding } = state;
  assert(options.side === "smsc" && state.phase === "binding" && binding !== null, "a bind is decided once");
  const refusal = answerTo({ command: `bind_${binding}`, sequence }, status);
  if (status !== "ROK") {
    const ended = end(state, "bind-refused", STATUS[status]);
    return { state: ended.state, effects: [{ kind: "write", pdu: refusal }, ...ended.effects] };
  }
  const tlvs = knowsParameters(state) ? { interfaceVersion: INTERFACE_VERSION } : NO_TLVS;
  const pdu = { ...refusal, body: { systemId: options.systemId }, tlvs } as Pdu;
  return {
    state: { ...state, phase: "bound" },
    effects: [
      { kind: "write", pdu },
      { kind: "arm", timer: "enquire", ms: options.enquireMs },
      { kind: "bound", binding },
    ],
  };
}

function send(state: SessionState, message: OutgoingMessage, nowMs: number): SessionStep {
  const { key, command, body } = message;
  assert((command === "submit_sm") === (state.options.side === "esme"), "each side sends its own messages");
  if (windowLeft(state) === 0) return { state, effects: [{ kind: "outcome", key, outcome: { kind: "not-sent" } }] };
  // SMPP 3.4 §3.4.1: a peer of an older version gets no optional parameters.
  const tlvs = knowsParameters(state) ? message.tlvs : NO_TLVS;
  return ask(state, { key, command }, { body, tlvs, nowMs });
}

/** Responds to the peer; the last response owed before an unbind is followed by the end. */
function answer(before: SessionState, pdu: AnswerPdu): SessionStep {
  const state = { ...before, owed: Math.max(0, before.owed - 1) };
  const write: SessionEffect = { kind: "write", pdu };
  if (state.leaving === null || state.owed > 0) return { state, effects: [write] };
  const left = farewell(state, null, end);
  return { state: left.state, effects: [write, ...left.effects] };
}

/** Sends a request of ours and waits for its response. */
function ask(
  state: SessionState,
  { key, command }: Pick<Pending, "key" | "command">,
  { body, tlvs, nowMs }: { readonly body: Pdu["body"]; readonly tlvs: Pdu["tlvs"]; readonly nowMs: number },
): SessionStep {
  const sequence = freeSequence(state);
  const pending = new Map(state.pending);
  pending.set(sequence, { key, command, dueMs: nowMs + state.options.answerMsMax });
  const write: SessionEffect = { kind: "write", pdu: { command, status: 0, sequence, body, tlvs } as Pdu };
  const armed: SessionEffect = { kind: "arm", timer: "answers", ms: state.options.answerMsMax };
  return {
    state: { ...state, sequence, pending, inFlight: state.inFlight + (key === null ? 0 : 1) },
    effects: state.pending.size === 0 ? [write, armed] : [write],
  };
}

/** SMPP 3.4 §3.2: from 1 on, and from 1 again after the maximum; skips numbers whose response may still arrive. */
function freeSequence({ sequence, pending, late }: SessionState): number {
  let next = sequence;
  do next = next >= SEQUENCE_MAX ? 1 : next + 1;
  while (pending.has(next) || late.has(next));
  return next;
}

function unreadable(state: SessionState, input: SessionInput & { readonly kind: "unreadable" }): SessionStep {
  const nack: SessionEffect = { kind: "write", pdu: genericNack(input.sequence, "RINVCMDLEN") };
  const answers = input.isAnswer ? [] : [nack];
  const noted: SessionEffect = { kind: "noted", what: "bad-pdu" };
  const faults = state.faults + 1;
  if (!input.isLost && faults <= FAULTS_MAX) return { state: { ...state, faults }, effects: [...answers, noted] };
  const ended = end(state, input.isLost ? "unreadable" : "too-many-faults");
  return { state: ended.state, effects: [...answers, noted, ...ended.effects] };
}

function unbind(state: SessionState, nowMs: number): SessionStep {
  if (state.phase !== "bound") return state.phase === "unbinding" ? { state, effects: [] } : end(state, "unbound");
  const asked = ask(state, { key: null, command: "unbind" }, { body: emptyBody("unbind"), tlvs: NO_TLVS, nowMs });
  return { state: { ...asked.state, phase: "unbinding" }, effects: asked.effects };
}

function fired(state: SessionState, timer: SessionTimer, nowMs: number): SessionStep {
  // The wait for owed responses is over.
  if (timer === "leave") return state.leaving === null ? { state, effects: [] } : farewell(state, null, end);
  if (timer === "bind") {
    const isLate = state.phase === "open" || state.phase === "binding";
    return isLate ? end(state, "not-bound-in-time") : { state, effects: [] };
  }
  return timer === "enquire" ? enquire(state, nowMs) : lapse(state, nowMs);
}

/** Sends enquire_link after `enquireMs` of silence; earlier, the timer is armed for the rest of that time. */
function enquire(state: SessionState, nowMs: number): SessionStep {
  if (state.phase !== "bound") return { state, effects: [] };
  const { enquireMs } = state.options;
  // A clock that was set back must not extend the wait.
  const leftMs = Math.min(enquireMs, state.heardAtMs + enquireMs - nowMs);
  if (leftMs > 0) return { state, effects: [{ kind: "arm", timer: "enquire", ms: leftMs }] };
  const named = { key: null, command: "enquire_link" } as const;
  const asked = ask(state, named, { body: emptyBody("enquire_link"), tlvs: NO_TLVS, nowMs });
  return { state: asked.state, effects: [...asked.effects, { kind: "arm", timer: "enquire", ms: enquireMs }] };
}

/** Expired requests are unanswered; an expired request of the session itself means that the peer is gone. */
function lapse(state: SessionState, nowMs: number): SessionStep {
  const over = [...state.pending].filter(([, { dueMs }]) => dueMs <= nowMs);
  if (over.some(([, { key }]) => key === null)) return end(state, "link-dead");
  const left = new Map([...state.pending].filter(([, { dueMs }]) => dueMs > nowMs));
  const [oldest] = left.values();
  const again: readonly SessionEffect[] =
    oldest === undefined ? [] : [{ kind: "arm", timer: "answers", ms: Math.max(1, oldest.dueMs - nowMs) }];
  return {
    state: { ...state, pending: left, late: withLate(state.late, over, nowMs), inFlight: state.inFlight - over.length },
    effects: [...unansweredOf(over.map(([, pending]) => pending)), ...again],
  };
}

/** Timed-out messages are remembered for a time and up to a limit, because an SMSC may have accepted them and respond late. */
function withLate(
  known: SessionState["late"],
  over: readonly (readonly [number, Pending])[],
  nowMs: number,
): SessionState["late"] {
  const fresh = over.flatMap(([sequence, { key, command }]) =>
    key === null || command !== "submit_sm" ? [] : [[sequence, { key, untilMs: nowMs + LATE_MS_MAX }] as const],
  );
  const standing = [...known].filter(([, { untilMs }]) => untilMs > nowMs);
  return new Map([...standing, ...fresh].slice(-LATE_MAX));
}

function unansweredOf(pending: readonly Pending[]): readonly SessionEffect[] {
  return pending.flatMap(({ key }) =>
    key === null ? [] : [{ kind: "outcome", key, outcome: { kind: "unanswered" } } as const],
  );
}

/** Ends a session: pending requests get no response. */
function end(state: SessionState, why: SessionEnd, status: number = STATUS.ROK): SessionStep {
  return {
    state: { ...state, phase: "closed", pending: new Map(), late: new Map(), inFlight: 0 },
    effects: [...unansweredOf([...state.pending.values()]), { kind: "end", why, status }],
  };
}
