import type { Step } from "../../kernel/index.ts";
import { ANSWERS, type CommandName, isAnswer } from "./commands.ts";
import { FAULTS_MAX, INTERFACE_VERSION } from "./limits.ts";
import { type AnswerPdu, answerTo, genericNack, type ReadPdu, type RequestPdu } from "./pdu.ts";
import type { Binding, BindPdu, InboundRequestPdu, SessionEffect, SessionEnd, SessionState } from "./session-state.ts";
import { STATUS, type StatusName } from "./status.ts";

type SessionStep = Step<SessionState, SessionEffect>;

type End = (state: SessionState, why: SessionEnd, status?: number) => SessionStep;

/** Longest wait for the responses owed to a peer that unbinds (SMPP 3.4 §4.2). */
const LEAVE_MS_MAX = 5_000;

const BINDS: Partial<Record<CommandName, Binding>> = {
  bind_transmitter: "transmitter",
  bind_receiver: "receiver",
  bind_transceiver: "transceiver",
};

/** Requests that each side accepts; others are invalid in that direction (SMPP 3.4 table 2-1). */
const ACCEPTED_COMMANDS: Readonly<Record<"smsc" | "esme", ReadonlySet<CommandName>>> = {
  smsc: new Set(["submit_sm", "query_sm", "cancel_sm"]),
  esme: new Set(["deliver_sm"]),
};

/** Processes a received PDU, or unreadable bytes. */
export function receiveRead(state: SessionState, read: ReadPdu, end: End): SessionStep {
  if (read.kind === "bad") return receiveBad(state, read, end);
  const { pdu } = read;
  if (isAnswer(pdu.command)) return receiveAnswer({ ...state, faults: 0 }, pdu as AnswerPdu, end);
  if (pdu.command === "alert_notification" && state.options.side === "esme")
    return { state, effects: [{ kind: "noted", what: "alert" }] };
  // Neither has a response: an outbind would make us connect to an arbitrary peer.
  if (pdu.command === "outbind" || pdu.command === "alert_notification")
    return { state, effects: [{ kind: "write", pdu: genericNack(pdu.sequence, "RINVCMDID") }] };
  return receiveRequest(state, pdu as RequestPdu, end);
}

function receiveBad(state: SessionState, read: ReadPdu & { readonly kind: "bad" }, end: End): SessionStep {
  const noted: SessionEffect = { kind: "noted", what: "bad-pdu" };
  const faults = state.faults + 1;
  if (faults > FAULTS_MAX) return end(state, "too-many-faults");
  if (read.answer !== null)
    return { state: { ...state, faults }, effects: [{ kind: "write", pdu: read.answer }, noted] };
  const own = read.isAnswer ? state.pending.get(read.sequence) : undefined;
  // A bind or an enquire_link with an unreadable response times out.
  if (own === undefined || own.key === null) return { state: { ...state, faults }, effects: [noted] };
  const settled = settle({ ...state, faults }, read.sequence);
  return { state: settled, effects: [noted, { kind: "outcome", key: own.key, outcome: { kind: "unanswered" } }] };
}

function settle(state: SessionState, sequence: number): SessionState {
  const pending = new Map(state.pending);
  const own = pending.get(sequence);
  pending.delete(sequence);
  return { ...state, pending, inFlight: state.inFlight - (own === undefined || own.key === null ? 0 : 1) };
}

function receiveAnswer(state: SessionState, pdu: AnswerPdu, end: End): SessionStep {
  const own = state.pending.get(pdu.sequence);
  const isOfIt = own !== undefined && (pdu.command === ANSWERS[own.command] || pdu.command === "generic_nack");
  if (!isOfIt) return receiveLate(state, pdu);
  const settled = settle(state, pdu.sequence);
  if (own.key !== null)
    return { state: settled, effects: [{ kind: "outcome", key: own.key, outcome: { kind: "answered", pdu } }] };
  if (own.command === "unbind") return left(settled, null, end);
  if (own.command === "enquire_link") return { state: settled, effects: [] };
  if (pdu.status !== STATUS.ROK) return end(settled, "bind-refused", pdu.status);
  const { options } = settled;
  const binding = options.side === "esme" ? options.binding : null;
  if (pdu.command === "generic_nack" || binding === null) return end(settled, "bind-refused", STATUS.RBINDFAIL);
  // SMPP 3.4 §3.4.2: a peer without a version may not support optional parameters, but none is harmed by them today.
  const version = pdu.tlvs.interfaceVersion ?? INTERFACE_VERSION;
  return {
    state: { ...settled, phase: "bound", binding, version },
    effects: [
      { kind: "arm", timer: "enquire", ms: options.enquireMs },
      { kind: "bound", binding },
    ],
  };
}

/** Of a late response only acceptance is reported: the sender may be about to send the message again. */
function receiveLate(state: SessionState, pdu: AnswerPdu): SessionStep {
  const noted: SessionEffect = { kind: "noted", what: "late-answer" };
  const own = state.late.get(pdu.sequence);
  if (own === undefined || pdu.command !== "submit_sm_resp") return { state, effects: [noted] };
  const late = new Map(state.late);
  late.delete(pdu.sequence);
  const news: readonly SessionEffect[] =
    pdu.status === STATUS.ROK ? [{ kind: "outcome", key: own.key, outcome: { kind: "taken-late", pdu } }] : [];
  return { state: { ...state, late }, effects: [noted, ...news] };
}

function receiveRequest(before: SessionState, pdu: RequestPdu, end: End): SessionStep {
  const state = { ...before, faults: 0 };
  const answer = (status: StatusName): SessionEffect => ({ kind: "write", pdu: answerTo(pdu, status) });
  const { options, phase } = state;
  const binding = BINDS[pdu.command];
  if (binding !== undefined) return receiveBind(state, pdu as BindPdu, binding);
  if (phase !== "bound" && phase !== "unbinding") return tooEarly(before, answer("RINVBNDSTS"), end);
  if (pdu.command === "enquire_link") return { state, effects: [answer("ROK")] };
  if (pdu.command === "unbind") return left(state, answerTo(pdu, "ROK"), end);
  if (!ACCEPTED_COMMANDS[options.side].has(pdu.command))
    return { state, effects: [answer("RINVCMDID"), { kind: "noted", what: "not-supported" }] };
  if (!hears(state)) return { state, effects: [answer("RINVBNDSTS")] };
  // A peer that sends faster than it is answered is throttled without further work.
  if (state.owed >= options.owedMax || phase === "unbinding") return throttled(state, pdu);
  return { state: { ...state, owed: state.owed + 1 }, effects: [{ kind: "asked", pdu: pdu as InboundRequestPdu }] };
}

/** Handles an unbind: owed responses are sent first, for a limited time; a second unbind ends the wait. */
function left(state: SessionState, goodbye: AnswerPdu | null, end: End): SessionStep {
  if (state.owed > 0 && state.leaving === null)
    return {
      state: { ...state, phase: "unbinding", leaving: { goodbye } },
      effects: [{ kind: "arm", timer: "leave", ms: LEAVE_MS_MAX }],
    };
  return farewell(state, goodbye, end);
}

/** Ends an unbound session, with the responses to the unbind. */
export function farewell(state: SessionState, last: AnswerPdu | null, end: End): SessionStep {
  const goodbyes = [state.leaving?.goodbye ?? null, last].flatMap((pdu) =>
    pdu === null ? [] : [{ kind: "write", pdu } as const],
  );
  const ended = end(state, "unbound");
  return { state: ended.state, effects: [...goodbyes, ...ended.effects] };
}

/** Answers requests before the bind, up to a limit. */
function tooEarly(state: SessionState, answer: SessionEffect, end: End): SessionStep {
  const faults = state.faults + 1;
  return faults > FAULTS_MAX ? end(state, "too-many-faults") : { state: { ...state, faults }, effects: [answer] };
}

/** An SMSC that is full responds with throttled; an ESME with a temporary application error (SMPP 3.4 §5.1.3). */
function throttled(state: SessionState, pdu: RequestPdu): SessionStep {
  const status = state.options.side === "smsc" ? "RTHROTTLED" : "RX_T_APPN";
  return {
    state,
    effects: [
      { kind: "write", pdu: answerTo(pdu, status) },
      { kind: "noted", what: "throttled" },
    ],
  };
}

function receiveBind(state: SessionState, pdu: BindPdu, binding: Binding): SessionStep {
  const answer = (status: StatusName): SessionStep => ({
    state,
    effects: [{ kind: "write", pdu: answerTo(pdu, status) }],
  });
  if (state.options.side !== "smsc") return answer("RINVCMDID");
  if (state.phase !== "open") return answer("RALYBND");
  return {
    state: { ...state, phase: "binding", binding, version: pdu.body.interfaceVersion },
    effects: [{ kind: "bind-asked", pdu, binding }],
  };
}

/** Whether the kind of bind permits messages from the peer. */
function hears({ options, binding }: SessionState): boolean {
  return binding === "transceiver" || binding === (options.side === "smsc" ? "transmitter" : "receiver");
}
