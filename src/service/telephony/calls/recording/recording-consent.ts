import type { CallEventBody } from "../../cdr/index.ts";
import type { RecordingAnswer, RecordingNotice } from "../../dial-plan/index.ts";
import { promptIn, SPOKEN_LANGUAGES } from "../../prompts/index.ts";
import { type Call, type Destination, type Instant, isCalledOut, legOf, withEvents } from "../call.ts";
import type { CallStep } from "../call-step.ts";
import type { CallTask, TaskOutcome } from "../tasks/call-task.ts";
import type { Script, ScriptStep } from "../tasks/script.ts";

/** The key by which a caller refuses, and the one by which he agrees. */
const KEYS = { "may-refuse": "9", "must-agree": "1" } as const;
/** What is said for each notice; the prompt is in each language, the one after the other. */
const NOTICE_PROMPTS = {
  announced: "recorded",
  "may-refuse": "recording-refuse",
  "must-agree": "recording-agree",
} as const;
/** So long a caller has to press the key after he has heard what it means. */
const KEY_MS = 5_000;

type ConsentNotice = Exclude<RecordingNotice, "none">;
type ConsentBody = Extract<CallEventBody, { readonly kind: "recording.consent" }>;

/** Whether an answer lets a call be recorded. Silence is no answer: it counts only where a caller was told how to refuse. */
export function allowsRecording(notice: RecordingNotice, answer: RecordingAnswer): boolean {
  if (answer === "announced") return notice === "announced";
  if (answer === "silent") return notice === "may-refuse";
  return answer === "agreed" && notice === "must-agree";
}

/** A call that may be is to be recorded: at once, once its caller has been told or asked, or never where nobody could. */
export function toBeRecorded(call: Call, now: Instant, destination: Destination, recordingId: string): Call {
  if (destination.kind === "nowhere" || !destination.isRecorded) return call;
  const { notice = "none" } = destination;
  if (notice === "none") return { ...call, recordingId };
  if (destination.kind === "tasks") return { ...call, withheldId: recordingId };
  return withEvents(call, now, [consent(notice, "not-asked", null)]);
}

/** The script of a call whose caller is told or asked before anything else; `versionOf` says which recording of a prompt it is. */
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
  // A no may come early; a yes counts only from who has heard what he agrees to.
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

/** What a script tells, as far as the caller can have been asked: while the engine of sound died, silence is the engine's and no answer of his. */
export function withoutBrokenConsent(call: Call, bodies: readonly CallEventBody[]): readonly CallEventBody[] {
  const isBroken = call.withheldId !== null && call.events.some(({ body }) => body.kind === "media.lost");
  if (!isBroken) return bodies;
  return bodies.map((body) =>
    body.kind === "recording.consent" && body.answer === "silent" ? consent(body.notice, "unheard", body.prompt) : body,
  );
}

/** What a script told of the caller's answer holds for the call: it may be recorded from here on, or never. */
export function applyConsent(call: Call, bodies: readonly CallEventBody[]): Call {
  const told = bodies.find((body) => body.kind === "recording.consent");
  if (told === undefined) return call;
  return { ...call, recordingId: told.allows ? call.withheldId : call.recordingId, withheldId: null };
}

/** Whether its caller has been told or asked, and may be recorded. */
export function hasConsented({ events }: Call): boolean {
  const last = events.findLast(({ body }) => body.kind === "recording.consent")?.body;
  return last?.kind === "recording.consent" && last.allows;
}

/**
 * Whether what the call's own party says may be kept where many are recorded together: one of the house who talks for it, or whoever was told
 * or asked as his number wants it, also where a program has ended the recording of his own call, or there was no room for it. Who has said no
 * has said it for this too.
 */
export function mayBeRecorded(call: Call): boolean {
  const { recordingId, arrival, events } = call;
  if (recordingId !== null || hasConsented(call)) return true;
  if (events.some(({ body }) => body.kind === "recording.consent")) return false;
  const wasToldOnce = events.some(({ body }) => body.kind === "recording.began" || body.kind === "recording.refused");
  return arrival.party.kind === "phone" || wasToldOnce;
}

/** Whether something of the call is recorded, which its caller can still take back. */
export function isRecorded({ recordingId, events }: Call): boolean {
  return recordingId !== null && events.some(({ body }) => body.kind === "recording.began");
}

/**
 * What somebody at a leg must be told or asked before he is recorded, which nobody has done; undefined for nothing. Whom an application
 * has called was told or asked as the call's own caller would be: the yes that his call has is his.
 */
function unaskedAt(call: Call, legId: string): RecordingNotice | undefined {
  if (legId === call.arrival.legId && isCalledOut(call.arrival)) return undefined;
  const party = legOf(call, legId)?.party;
  return party?.kind === "trunk" && party.notice !== "none" ? party.notice : undefined;
}

/** Whether what those who talk say may be recorded from here on, though nobody is asked any more: each has been told or has agreed as far as he must. */
export function mayRecordTalk(call: Call): boolean {
  const { talking, arrival, events } = call;
  const { destination } = arrival;
  if (talking === null || destination.kind === "nowhere") return false;
  const isTakenBack = events.some(({ body }) => body.kind === "recording.consent" && body.answer === "withdrawn");
  if (isTakenBack || (destination.notice !== "none" && !hasConsented(call))) return false;
  return talking.every((legId) => unaskedAt(call, legId) === undefined);
}

/**
 * The call as those at these legs come to hear each other: where one of them was reached over a number that asks for more than the notice,
 * nothing is kept from here on, since the yes that the call has is another's.
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
 * The caller takes back that he may be recorded: nothing of the call is from here on, and what there is goes. Of a conference that he takes part
 * in he is left out; what he has said in it stays with what others have.
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
