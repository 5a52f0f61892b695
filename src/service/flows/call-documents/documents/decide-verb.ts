import type { Hook, TaskOutcome, Verb } from "../../../telephony/calls/index.ts";
import { OUR_FAULT } from "../hook-error.ts";
import { sidOf } from "../sid.ts";

/**
 * What follows a verb: the next verb, the end of the call, or a request to the action URL with the outcome; a null
 * action is the document's own URL.
 */
export type DecidedVerb = { readonly wasHeard: boolean } & (
  | { readonly goes: "on" }
  /** The call ends. */
  | { readonly goes: "end" }
  | { readonly goes: "back"; readonly action: Hook | null; readonly fields: Readonly<Record<string, string>> }
);

/** Execution of a verb: its duration, and whether the caller has missed earlier audio. */
export interface VerbCarriedOut {
  readonly lastedMs: number;
  readonly isUnheard: boolean;
}

/** Minimum duration of ringing or waiting that counts as audible. */
const AUDIBLE_MS_MIN = 1_000;
/** Outcomes in which a party spoke, pressed keys or was connected, so audio was heard. */
const TAKEN_PART: ReadonlySet<TaskOutcome["outcome"]> = new Set([
  ...(["gathered", "spoken", "wrong-input", "reached", "served", "message-kept"] as const),
]);
/** Outcomes that were heard as intended, including an intended silence. */
const MEANT: ReadonlySet<TaskOutcome["outcome"]> = new Set(["played", "no-input"]);

/** Decides what follows a verb, by the outcome of its task. */
export function decideVerb(verb: Verb, outcome: TaskOutcome, carriedOut: VerbCarriedOut): DecidedVerb {
  const wasHeard = outcome.outcome === "stream-ended" ? outcome.wasHeard : isAudible(outcome.outcome, carriedOut);
  switch (verb.verb) {
    case "gather":
      return { wasHeard, ...afterGather(verb, outcome) };
    case "dial":
      return { wasHeard, ...continueAfterVerb(verb.action, dialFields(outcome)) };
    case "confer":
      return { wasHeard, ...continueAfterVerb(verb.action, conferenceFields(outcome)) };
    case "take":
      return { wasHeard, ...continueAfterVerb(verb.action, takenFields(outcome)) };
    case "enqueue":
      return { wasHeard, ...continueAfterVerb(verb.action, queueFields(verb, outcome, carriedOut)) };
    case "record":
      return { wasHeard, ...afterRecord(verb, outcome) };
    case "text":
      return { wasHeard, ...continueAfterVerb(verb.action, textFields(outcome)) };
    case "refer":
      return { wasHeard, ...afterRefer(verb, outcome) };
    case "connect-stream":
      return { wasHeard, ...continueAfterVerb(verb.action, streamFields(outcome)) };
    case "start-stream":
    case "stop-stream":
    case "sound":
    case "redirect":
    case "reject":
    case "hang-up":
    case "leave":
      return { wasHeard, goes: "on" };
  }
}

/** Error numbers of an invalid sender or recipient. */
const NO_PARTY: ReadonlySet<number> = new Set([21_211, 21_212]);

/** Message fields under both names that Twilio's API uses. */
function textFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  const sent = outcome.outcome === "text-sent" ? outcome.sent : ({ is: "refused", error: OUR_FAULT } as const);
  if (sent.is === "sent") {
    const sid = sidOf("message", sent.messageId);
    return { SmsSid: sid, MessageSid: sid, SmsStatus: "sending", MessageStatus: "sending" };
  }
  const status = NO_PARTY.has(sent.error) ? "invalid" : "failed";
  return { SmsStatus: status, MessageStatus: status, ErrorCode: String(sent.error) };
}

/** A transferred caller without an action URL has left the call. */
function afterRefer({ action }: Extract<Verb, { readonly verb: "refer" }>, outcome: TaskOutcome) {
  const isDone = outcome.outcome === "referred" && outcome.isDone;
  return isDone && action === null ? ({ goes: "end" } as const) : continueAfterVerb(action, referFields(outcome));
}

function referFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  if (outcome.outcome !== "referred") return { ReferCallStatus: "failed" };
  const { answered, notified } = outcome;
  return {
    ReferCallStatus: referStatus(outcome),
    ...(answered === null ? {} : { ReferSipResponseCode: String(answered) }),
    ...(notified === null ? {} : { NotifySipResponseCode: String(notified) }),
  };
}

/** A transfer target that accepted the REFER without a final NOTIFY counts as not reached. */
function referStatus({ answered, notified, isDone }: Extract<TaskOutcome, { readonly outcome: "referred" }>): string {
  if (isDone) return "completed";
  if (notified !== null && notified >= 300) return unreachedStatus(notified);
  return answered !== null && answered < 300 ? "no-answer" : "failed";
}

function streamFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  if (outcome.outcome !== "stream-ended") return { StreamEvent: "stream-stopped" };
  const { streamId, error } = outcome;
  const stream = { StreamSid: sidOf("stream", streamId) };
  return error === null
    ? { ...stream, StreamEvent: "stream-stopped" }
    : { ...stream, StreamEvent: "stream-error", StreamError: String(error) };
}

/** Tests whether the caller has heard audio of a verb. A dial that fails at once, or a silence after a failed prompt, is not audible. */
function isAudible(outcome: TaskOutcome["outcome"], { lastedMs, isUnheard }: VerbCarriedOut): boolean {
  if (TAKEN_PART.has(outcome)) return true;
  if (MEANT.has(outcome)) return !isUnheard;
  // Nothing is played while a message is stored, however long that takes.
  if (outcome === "text-sent") return false;
  return outcome !== "failed" && lastedMs >= AUDIBLE_MS_MIN;
}

/** Requests the action URL if there is one; otherwise the document continues. */
function continueAfterVerb(action: Hook | null, fields: Readonly<Record<string, string>>) {
  return action === null ? ({ goes: "on" } as const) : ({ goes: "back", action, fields } as const);
}

function afterGather({ action, asksWhenEmpty }: Extract<Verb, { readonly verb: "gather" }>, outcome: TaskOutcome) {
  if (outcome.outcome === "gathered" || outcome.outcome === "wrong-input")
    return { goes: "back", action, fields: { Digits: outcome.digits } } as const;
  if (outcome.outcome === "spoken") {
    const { text, confidence } = outcome;
    const sure = confidence === null ? {} : { Confidence: String(Math.round(confidence * 10_000) / 10_000) };
    return { goes: "back", action, fields: { SpeechResult: text, ...sure } } as const;
  }
  if (outcome.outcome === "no-input" && asksWhenEmpty) return { goes: "back", action, fields: { Digits: "" } } as const;
  return { goes: "on" } as const;
}

const BUSY: ReadonlySet<number> = new Set([486, 600]);
const NO_ANSWER: ReadonlySet<number> = new Set([408, 480, 487]);

function dialFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  if (outcome.outcome === "reached") {
    const { talk } = outcome;
    const told = talk && { DialCallSid: sidOf("call", talk.legId), DialCallDuration: String(talk.seconds) };
    return { DialCallStatus: "completed", DialBridged: "true", ...told };
  }
  const status = outcome.outcome === "not-reached" ? outcome.status : 0;
  return { DialCallStatus: unreachedStatus(status), DialBridged: "false" };
}

/** Twilio's dial status of an unanswered call, by SIP status. */
export function unreachedStatus(status: number): "busy" | "no-answer" | "failed" {
  if (BUSY.has(status)) return "busy";
  return NO_ANSWER.has(status) ? "no-answer" : "failed";
}

/** Fields of a conversation with a queue member, or of an empty queue. */
function takenFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  if (outcome.outcome !== "conferred") return dialFields(outcome);
  const { withCallId, seconds } = outcome;
  const sid = withCallId === undefined ? {} : { DialCallSid: sidOf("call", withCallId) };
  return { DialCallStatus: "completed", DialBridged: "true", DialCallDuration: String(seconds), ...sid };
}

/** Fields of a conference: a joined conference counts as answered in Twilio's API. */
function conferenceFields(outcome: TaskOutcome): Readonly<Record<string, string>> {
  if (outcome.outcome !== "conferred" || outcome.conferenceId === null || outcome.why === "failed")
    return { DialCallStatus: "failed", DialBridged: "false" };
  return { DialCallStatus: "answered", DialBridged: "true", DialCallDuration: String(outcome.seconds) };
}

function queueFields(
  { queueId }: Extract<Verb, { readonly verb: "enqueue" }>,
  told: TaskOutcome,
  { lastedMs }: VerbCarriedOut,
): Readonly<Record<string, string>> {
  const queue = queueId === null ? {} : { QueueSid: sidOf("queue", queueId) };
  const waitedMs = told.outcome === "served" ? (told.waitedMs ?? lastedMs) : lastedMs;
  const result = QUEUE_RESULT[told.outcome] ?? "system-error";
  return { QueueResult: result, QueueTime: String(Math.round(waitedMs / SECOND_MS)), ...queue };
}

const SECOND_MS = 1_000;

const QUEUE_RESULT: Readonly<Partial<Record<TaskOutcome["outcome"], string>>> = {
  served: "bridged",
  "queue-full": "queue-full",
  "wait-over": "leave",
  "left-queue": "leave",
  "nobody-there": "error",
};

function afterRecord({ action }: Extract<Verb, { readonly verb: "record" }>, outcome: TaskOutcome) {
  if (outcome.outcome !== "message-kept") return { goes: "on" } as const;
  const { seconds, recordingId } = outcome;
  const named = recordingId === undefined ? {} : { RecordingSid: sidOf("recording", recordingId) };
  return { goes: "back", action, fields: { RecordingDuration: String(seconds), ...named } } as const;
}
