import type { CallEventBody } from "../../cdr/index.ts";
import type { RecordingAnswer, RecordingNotice } from "../../dial-plan/index.ts";
import { promptIn, SPOKEN_LANGUAGES } from "../../prompts/index.ts";
import { type Call, type Destination, type Instant, isCalledOut, legOf, withEvents } from "../call.ts";
import type { CallStep } from "../call-step.ts";
import type { CallTask, TaskOutcome } from "../tasks/call-task.ts";
import type { Script, ScriptStep } from "../tasks/script.ts";

/** The key that refuses, and the key that agrees. */
const KEYS = { "may-refuse": "9", "must-agree": "1" } as const;
/** The prompts of each notice; each prompt exists in every language, played one after the other. */
const NOTICE_PROMPTS = {
  announced: "recorded",
  "may-refuse": "recording-refuse",
  "must-agree": "recording-agree",
} as const;
/** Time to press the key after its meaning was announced. */
const KEY_MS = 5_000;

type ConsentNotice = Exclude<RecordingNotice, "none">;
type ConsentBody = Extract<CallEventBody, { readonly kind: "recording.consent" }>;

/** Whether an answer permits a recording. Silence counts only where the notice named the key to refuse. */
export function allowsRecording(notice: RecordingNotice, answer: RecordingAnswer): boolean {
  if (answer === "announced") return notice === "announced";
  if (answer === "silent") return notice === "may-refuse";
  return answer === "agreed" && notice === "must-agree";
}

/** Sets whether a call is recorded: at once, after its caller was notified or has answered, or never where that is impossible. */
export function toBeRecorded(call: Call, now: Instant, destination: Destination, recordingId: string): Call {
  if (destination.kind === "nowhere" || !destination.isRecorded) return call;
  const { notice = "none" } = destination;
  if (notice === "none") return { ...call, recordingId };
  if (destination.kind === "tasks") return { ...call, withheldId: recordingId };
  return withEvents(call, now, [consent(notice, "not-asked", null)]);
}

/** The script of a call that notifies or questions its caller first; `versionOf` names the recording of a prompt. */
export function withConsent(script: Script, notice: RecordingNotice, versionOf: (prompt: string) => string): Script {
  if (notice === "none") return script;
  const names = SPOKEN_LANGUAGES.map((language) => promptIn(language, NOTICE_PROMPTS[notice]));
  const heard = names.map(versionOf).join(" ");
  return {
    ...(script.leaves === undefined ? {} : { leaves: script.leaves }),
    step: (input, nowMs) => {
      switch (input.input) {
        case "begun":
          return {
            script: withConsent(script, notice, versionOf),
            bodies: [],
            run: { token: 0, tasks: [noticeTask(notice, names)] },
          };
        case "finished":
          return after(script, consent(notice, answerOf(notice, input.outcome), heard), nowMs);
        case "caller-gone":
        case "cut-off":
          return { script, bodies: [consent(notice, "unclear", heard)], run: null };
      }
    },
  };
}

function after(script: Script, said: ConsentBody, nowMs: number): ScriptStep {
  const first = script.step({ input: "begun" }, nowMs);
  return { ...first, bodies: [said, ...first.bodies] };
}

function noticeTask(notice: ConsentNotice, names: readonly string[]): CallTask {
  const clips = names.map((prompt) => ({ kind: "prompt", prompt }) as const);
  if (notice === "announced") return { task: "play", clips, times: 1, isBargeable: false };
  const entry = { accepts: [KEYS[notice]], digitsMin: 1, digitsMax: 1, endKey: null };
  // A refusal may come early; an agreement counts only after the whole prompt was played.
  const isBargeable = notice === "may-refuse";
  return { task: "gather", clips, isBargeable, entry, firstMs: KEY_MS, betweenMs: KEY_MS };
}

function answerOf(notice: ConsentNotice, { outcome }: TaskOutcome): RecordingAnswer {
  if (outcome === "played" && notice === "announced") return "announced";
  if (outcome === "gathered") return notice === "may-refuse" ? "refused" : "agreed";
  if (outcome === "no-input") return "silent";
  return outcome === "wrong-input" ? "unclear" : "unheard";
}

function consent(notice: RecordingNotice, answer: RecordingAnswer, prompt: string | null): ConsentBody {
  return { kind: "recording.consent", notice, answer, allows: allowsRecording(notice, answer), prompt };
}

/** The events of a script, corrected where the media engine failed: then silence is not the caller's answer, because the notice may not have been played. */
export function withoutBrokenConsent(call: Call, bodies: readonly CallEventBody[]): readonly CallEventBody[] {
  const isBroken = call.withheldId !== null && call.events.some(({ body }) => body.kind === "media.lost");
  if (!isBroken) return bodies;
  return bodies.map((body) =>
    body.kind === "recording.consent" && body.answer === "silent" ? consent(body.notice, "unheard", body.prompt) : body,
  );
}

/** Applies the caller's answer to the call: it may be recorded from here on, or never. */
export function applyConsent(call: Call, bodies: readonly CallEventBody[]): Call {
  const told = bodies.find((body) => body.kind === "recording.consent");
  if (told === undefined) return call;
  return { ...call, recordingId: told.allows ? call.withheldId : call.recordingId, withheldId: null };
}

/** Whether the caller was notified or has agreed, and may be recorded. */
export function hasConsented({ events }: Call): boolean {
  const last = events.findLast(({ body }) => body.kind === "recording.consent")?.body;
  return last?.kind === "recording.consent" && last.allows;
}

/**
 * Whether the speech of the call's own party may be recorded together with that of others: an internal party, or a party who was notified or has agreed as the
 * number requires, also where an API client has ended the recording of the call, or the storage limit was reached. A refusal applies here too.
 */
export function mayBeRecorded(call: Call): boolean {
  const { recordingId, arrival, events } = call;
  if (recordingId !== null || hasConsented(call)) return true;
  if (events.some(({ body }) => body.kind === "recording.consent")) return false;
  const wasToldOnce = events.some(({ body }) => body.kind === "recording.began" || body.kind === "recording.refused");
  return arrival.party.kind === "phone" || wasToldOnce;
}

/** Whether a part of the call is recorded, whose consent the caller can still withdraw. */
export function isRecorded({ recordingId, events }: Call): boolean {
  return recordingId !== null && events.some(({ body }) => body.kind === "recording.began");
}

/**
 * The notice that the party of a leg still needs before being recorded; undefined for none. The called party of an application's call gets the notice as a
 * caller would: the consent of the call is that party's.
 */
function unaskedAt(call: Call, legId: string): RecordingNotice | undefined {
  if (legId === call.arrival.legId && isCalledOut(call.arrival)) return undefined;
  const party = legOf(call, legId)?.party;
  return party?.kind === "trunk" && party.notice !== "none" ? party.notice : undefined;
}

/** Whether the present talk may be recorded from now on without further notices: each party was notified or has agreed as required. */
export function mayRecordTalk(call: Call): boolean {
  const { talking, arrival, events } = call;
  const { destination } = arrival;
  if (talking === null || destination.kind === "nowhere") return false;
  const isTakenBack = events.some(({ body }) => body.kind === "recording.consent" && body.answer === "withdrawn");
  if (isTakenBack || (destination.notice !== "none" && !hasConsented(call))) return false;
  return talking.every((legId) => unaskedAt(call, legId) === undefined);
}

/**
 * The call when the parties of these legs are connected: where one of them was reached over a number whose notice needs more than an announcement, recording
 * ends, since the consent of the call is that of another party.
 */
export function recordedWith(call: Call, now: Instant, legIds: readonly string[]): CallStep {
  const { recordingId, withheldId } = call;
  const notice = legIds.map((legId) => unaskedAt(call, legId)).find((one) => one !== undefined);
  if (notice === undefined || (recordingId ?? withheldId) === null) return { call, effects: [] };
  const ended = isRecorded(call) ? recordingId : null;
  const said = withEvents({ ...call, recordingId: null, withheldId: null }, now, [
    ...(ended === null ? [] : [{ kind: "recording.ended", recordingId: ended } as const]),
    consent(notice, "joined", null),
  ]);
  return {
    call: said,
    effects: [
      { effect: "write" },
      ...(ended === null ? [] : [{ effect: "end-recording", recordingId: ended } as const]),
    ],
  };
}

/**
 * The caller withdraws the consent: recording of the call ends, and its recording is deleted. The caller is excluded from the recording of a conference;
 * earlier speech in it stays, since it is mixed with that of others.
 */
export function recordingWithdrawn(call: Call, now: Instant): CallStep {
  const { recordingId, arrival } = call;
  if (recordingId === null || !isRecorded(call)) return { call, effects: [] };
  const { destination } = arrival;
  const notice = destination.kind === "nowhere" ? "none" : (destination.notice ?? "none");
  const said = withEvents({ ...call, recordingId: null, withheldId: null }, now, [consent(notice, "withdrawn", null)]);
  const isConferring = (call.tasks?.conferring ?? null) !== null;
  return {
    call: said,
    effects: [
      { effect: "write" },
      { effect: "drop-recording", recordingId },
      ...(isConferring ? [{ effect: "withdraw-in-conference" } as const] : []),
    ],
  };
}
