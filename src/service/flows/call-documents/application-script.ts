import type {
  CallInstructions,
  CallTask,
  Hook,
  Inheritance,
  LeftTask,
  Script,
  ScriptStep,
  TaskOutcome,
  Verb,
} from "../../telephony/calls/index.ts";
import type { StatusCallbacks } from "../../telephony/cdr/index.ts";
import { promptIn, SPOKEN_LANGUAGES } from "../../telephony/prompts/index.ts";
import { decideVerb } from "./documents/decide-verb.ts";
import { SCHEMA_WARNING } from "./documents/document-fault.ts";
import { readInstructions } from "./documents/read-instructions.ts";
import { tasksOfVerb } from "./documents/tasks-of-verb.ts";
import { countVerbEvents } from "./documents/verb-event-limit.ts";
import { pauseClips, soundsOf } from "./documents/verb-sounds.ts";
import { lastQuestion } from "./final-callback.ts";
import { OUR_FAULT } from "./hook-error.ts";

/** Origin of a call that documents control: the source of its first document, and the queue for a caller whose documents have failed. */
export interface ApplicationOrigin {
  readonly instructions: CallInstructions;
  /** Fallback queue; null for none: the caller hears an announcement and the call ends. */
  readonly fallbackQueueId: string | null;
  /** Status callbacks of the number's application; undefined for none. */
  readonly told?: StatusCallbacks;
  /** Extra fields of the first webhook request; undefined for none. */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * Maximum silence for a caller, shared by consecutive documents without audio. The webhook has five seconds of it, the
 * fallback the other five.
 */
export const SILENCE_MS_MAX = 10_000;
/** Minimum remaining time for which a webhook is still requested. */
const ASK_MS_MIN = 500;
/** Maximum wait for an audio file that is still being prepared. */
const SOUNDS_MS_MAX = 5_000;
/**
 * SMS verbs have a separate silence budget, since each waits for the disk: once consecutive unheard SMS verbs have
 * taken this long, no further one starts.
 */
const TEXTS_MS_MAX = 12_000;
/** Maximum number of documents per call; more indicate an endless loop. */
const DOCUMENTS_MAX = 1_000;
/**
 * Maximum number of events that documents may cause per call, including the cost of each webhook request; more indicate
 * an endless loop. The call's record holds more events, so that the caller is then served instead of cut off.
 */
export const VERB_EVENTS_MAX = 1_500;
/**
 * Maximum number of events without audible output: events faster than any caller can hear them are useless and would
 * fill the event writer of all calls.
 */
const UNPLAYED_EVENTS_MAX = 200;
const [ASKING_DEEDS, FAILING_DEEDS] = [1, 1];
/** Minimum wait for keys from a caller who has not heard the prompt. */
const WAIT_MS_MIN = 1_000;
/** Twilio's error numbers of a redirect loop, and of an audio file that cannot be played. */
const [IN_CIRCLES, UNPLAYABLE] = [11_215, 12_300];

/** State of a document-led call: the current document, and the pending step. */
interface Led extends ApplicationOrigin {
  readonly waitsFor: "document" | "sounds" | "verb" | "nothing";
  readonly verbs: readonly Verb[];
  /** Index of the current verb. */
  readonly at: number;
  /** The webhook that returned the document. */
  readonly from: Hook | null;
  readonly fallback: Hook | null;
  readonly documents: number;
  readonly token: number;
  /** Start of the current silence: the caller has heard nothing intended by a document since then. */
  readonly quietSinceMs: number;
  /** Total time of SMS verbs during the silence. */
  readonly textsMs: number;
  /** Start of the current verb. */
  readonly verbSinceMs: number;
  /** Twilio's error number of the last audio that the caller did not hear; null if the caller has heard it. */
  readonly unheard: number | null;
  /** Number of events that documents have caused so far. */
  readonly deeds: number;
  /** The same number when the caller last heard something. */
  readonly heardDeeds: number;
}

/** Creates the script of a call led by documents, starting with the first one. */
export function applicationScript(origin: ApplicationOrigin): Script {
  const { instructions } = origin;
  const fallback = instructions.from === "hook" ? instructions.fallback : null;
  return scriptAt({
    ...origin,
    waitsFor: "nothing",
    verbs: [],
    at: 0,
    from: null,
    fallback,
    documents: 0,
    token: 0,
    quietSinceMs: 0,
    textsMs: 0,
    verbSinceMs: 0,
    unheard: null,
    deeds: 0,
    heardDeeds: 0,
  });
}

/** Creates the script of a redirect; invalid instructions end like a failed webhook. */
export function redirectedScript(redirect: object): Script {
  const instructions = readInstructions(redirect) ?? { from: "document", document: "" };
  return applicationScript({ instructions, fallbackQueueId: null });
}

function scriptAt(led: Led): Script {
  const { fallback, fallbackQueueId, deeds } = led;
  return {
    leaves: { fallback, fallbackQueueId, deeds },
    inherit: (left) => scriptAt(heirOf(led, left)),
    step: (input, nowMs) => {
      switch (input.input) {
        case "begun": {
          const { told, fields = {}, instructions } = led;
          const begun = ask({ ...led, quietSinceMs: nowMs }, nowMs, { instructions, fields });
          const began = { kind: "application.began", ...(told === undefined ? {} : { told }) } as const;
          return { ...begun, bodies: [began, ...begun.bodies] };
        }
        case "finished":
          return input.token === led.token ? finished(led, input.outcome, nowMs) : over(led);
        case "caller-gone":
        case "cut-off":
          return input.left === undefined ? over(led) : left(led, input.left, nowMs);
      }
    },
  };
}

/** Redirect instructions without a fallback inherit the fallback and the queue of the number. */
function heirOf(led: Led, { fallback, fallbackQueueId, deeds }: Inheritance): Led {
  const { instructions } = led;
  const behind = led.fallback ?? fallback;
  return {
    ...led,
    instructions: instructions.from === "hook" ? { ...instructions, fallback: behind } : instructions,
    fallback: behind,
    fallbackQueueId: led.fallbackQueueId ?? fallbackQueueId,
    deeds: led.deeds + deeds,
    heardDeeds: led.deeds + deeds,
  };
}

/** Handles the caller's hang-up: requests the action URL of the current verb, if it has one, with the outcome. */
function left(led: Led, { outcome }: LeftTask, nowMs: number): ScriptStep {
  const verb = led.waitsFor === "verb" ? led.verbs[led.at] : undefined;
  const tells =
    verb === undefined ? null : lastQuestion(verb, { outcome, lastedMs: nowMs - led.verbSinceMs }, led.from);
  return tells === null ? over(led) : { ...over(led), tells };
}

/** Ends the script and with it the call. */
function over(led: Led): ScriptStep {
  return { script: scriptAt({ ...led, waitsFor: "nothing" }), bodies: [], run: null };
}

function running(led: Led, tasks: readonly CallTask[]): ScriptStep {
  const token = led.token + 1;
  return { script: scriptAt({ ...led, token }), bodies: [], run: { token, tasks } };
}

function ask(
  led: Led,
  nowMs: number,
  {
    instructions,
    fields,
  }: { readonly instructions: CallInstructions; readonly fields: Readonly<Record<string, string>> },
): ScriptStep {
  const budgetMs = SILENCE_MS_MAX - (nowMs - led.quietSinceMs);
  const deeds = led.deeds + ASKING_DEEDS;
  if (budgetMs < ASK_MS_MIN || led.documents >= DOCUMENTS_MAX || isTooMuch(led, deeds)) return inCircles(led);
  const asking: Led = { ...led, waitsFor: "document", documents: led.documents + 1, deeds };
  return running(asking, [{ task: "ask-application", wish: { instructions, fields, budgetMs } }]);
}

function isTooMuch({ heardDeeds }: Led, deeds: number): boolean {
  return deeds > VERB_EVENTS_MAX || deeds - heardDeeds > UNPLAYED_EVENTS_MAX;
}

/** Ends a redirect loop; a pending playback error takes precedence over the loop's error number. */
function inCircles(led: Led): ScriptStep {
  return served(led, led.unheard ?? IN_CIRCLES);
}

/** Leaves the caller to the call centre: an error announcement, then the fallback queue or the hang-up. */
function served(led: Led, error: number): ScriptStep {
  const { fallbackQueueId: queueId } = led;
  const clips = SPOKEN_LANGUAGES.map(
    (language) =>
      ({ kind: "prompt", prompt: promptIn(language, queueId === null ? "trouble" : "connecting") }) as const,
  );
  const [language] = SPOKEN_LANGUAGES;
  const waiting = { priority: 0, skills: [], waitMsMax: WAIT_MS_MAX, music: null, announceMs: ANNOUNCE_MS, language };
  const next: CallTask = queueId === null ? { task: "hang-up" } : { task: "enqueue", queueId, ...waiting };
  const step = running({ ...led, waitsFor: "nothing" }, [{ task: "play", clips, times: 1, isBargeable: false }, next]);
  return { ...step, bodies: [{ kind: "application.failed", error }] };
}

/** Maximum wait in the fallback queue, and interval of position announcements. */
const WAIT_MS_MAX = 1_800_000;
const ANNOUNCE_MS = 60_000;

function finished(led: Led, outcome: TaskOutcome, nowMs: number): ScriptStep {
  switch (led.waitsFor) {
    case "document":
      return answered(led, outcome, nowMs);
    case "sounds":
      return audible(led, outcome, nowMs);
    case "verb":
      return carriedOut(led, outcome, nowMs);
    case "nothing":
      return over(led);
  }
}

function answered(led: Led, outcome: TaskOutcome, nowMs: number): ScriptStep {
  if (outcome.outcome !== "document") return served(led, outcome.outcome === "no-document" ? outcome.error : OUR_FAULT);
  const { verbs, from } = outcome.answer;
  return begin({ ...led, verbs, from, at: 0 }, nowMs);
}

/** Starts the current verb; the end of the document ends the call. */
function begin(led: Led, nowMs: number): ScriptStep {
  const verb = led.verbs[led.at];
  // A caller who has not heard the last audio is not disconnected without an announcement.
  const isEnd = verb === undefined || verb.verb === "hang-up";
  if (isEnd && led.unheard !== null) return served(led, led.unheard);
  if (verb === undefined) return over(led);
  if (verb.verb === "redirect") {
    return ask(led, nowMs, { instructions: toCallInstructions(led, verb.to), fields: {} });
  }
  const sounds = soundsOf(verb);
  if (sounds.length > 0) {
    const leftMs = SILENCE_MS_MAX - (nowMs - led.quietSinceMs);
    // A document without any playable audio also leaves the caller to the call centre.
    if (leftMs < ASK_MS_MIN) return served(led, OUR_FAULT);
    const budgetMs = Math.min(leftMs, SOUNDS_MS_MAX);
    return running({ ...led, waitsFor: "sounds" }, [{ task: "ready-sounds", wish: { sounds, budgetMs } }]);
  }
  return verbTasks(led, verb, { clips: pauseClips(verb), nowMs });
}

function audible(led: Led, outcome: TaskOutcome, nowMs: number): ScriptStep {
  const verb = led.verbs[led.at];
  if (verb === undefined) return over(led);
  const clips = outcome.outcome === "sounds-ready" ? outcome.clips : [];
  const wanted = soundsOf(verb).filter(({ sound }) => sound.sound !== "pause");
  if (wanted.length === 0) return verbTasks(led, verb, { clips, nowMs });
  const isThere = clips.some(({ kind }) => kind !== "silence");
  const error = wanted.every(({ sound }) => sound.sound === "fetch") ? UNPLAYABLE : OUR_FAULT;
  return verbTasks({ ...led, unheard: isThere ? null : error }, verb, { clips, nowMs });
}

function verbTasks(
  led: Led,
  verb: Verb,
  { clips, nowMs }: { readonly clips: Parameters<typeof tasksOfVerb>[1]; readonly nowMs: number },
): ScriptStep {
  if (verb.verb === "enqueue" && verb.queueId === null)
    return withoutQueue(led, nowMs, { action: verb.action, fields: { QueueResult: "error" } });
  if (verb.verb === "take" && verb.queueId === null)
    return withoutQueue(led, nowMs, {
      action: verb.action,
      fields: { DialCallStatus: "failed", DialBridged: "false" },
    });
  // The cause is the slow disk and not a document without an end.
  if (verb.verb === "text" && led.textsMs >= TEXTS_MS_MAX) return served(led, led.unheard ?? OUR_FAULT);
  const tasks = tasksOfVerb(asWaitedFor(led, verb, nowMs), clips);
  if (tasks.length === 0) return next(led, nowMs);
  const deeds = led.deeds + countVerbEvents(verb);
  if (isTooMuch(led, deeds)) return inCircles(led);
  return running({ ...led, waitsFor: "verb", verbSinceMs: nowMs, deeds }, tasks);
}

/** Shortens the wait for keys to the remaining silence if the caller has not heard the prompt. */
function asWaitedFor({ unheard, quietSinceMs }: Led, verb: Verb, nowMs: number): Verb {
  if (verb.verb !== "gather" || unheard === null) return verb;
  const leftMs = Math.max(SILENCE_MS_MAX - (nowMs - quietSinceMs), WAIT_MS_MIN);
  return { ...verb, waitMs: Math.min(verb.waitMs, leftMs) };
}

/** Handles an unknown queue: requests the action URL or continues the document; never ends the call without an announcement. */
function withoutQueue(
  led: Led,
  nowMs: number,
  { action, fields }: { readonly action: Hook | null; readonly fields: Readonly<Record<string, string>> },
): ScriptStep {
  if (action === null) return next({ ...led, unheard: SCHEMA_WARNING }, nowMs);
  return ask(led, nowMs, { instructions: toCallInstructions(led, action), fields });
}

function next(led: Led, nowMs: number): ScriptStep {
  return begin({ ...led, at: led.at + 1 }, nowMs);
}

function carriedOut(led: Led, outcome: TaskOutcome, nowMs: number): ScriptStep {
  const verb = led.verbs[led.at];
  if (verb === undefined) return over(led);
  const lastedMs = nowMs - led.verbSinceMs;
  const decided = decideVerb(verb, outcome, { lastedMs, isUnheard: led.unheard !== null });
  // The silence ends if the caller has heard what the document intended, including the caller's own keys and an intended pause.
  const heard = decided.wasHeard
    ? { ...led, quietSinceMs: nowMs, textsMs: 0, unheard: notMet(outcome), heardDeeds: led.deeds }
    : afterUnheard(verb.verb === "text" ? afterText(led, lastedMs) : led, verb, outcome);
  // Verbs without audible output share the silence limit, as documents do.
  if (nowMs - heard.quietSinceMs >= SILENCE_MS_MAX) return inCircles(heard);
  if (decided.goes === "end") return over(heard);
  if (decided.goes === "on") return afterStream(heard, verb, nowMs) ?? next(heard, nowMs);
  const to = decided.action ?? led.from;
  // An inline document of an order has no webhook to return to.
  if (to === null) return next(heard, nowMs);
  return ask(heard, nowMs, { instructions: toCallInstructions(led, to), fields: decided.fields });
}

/** If a stream failed and no verb follows, the fallback webhook is requested, once. */
function afterStream(led: Led, verb: Verb, nowMs: number): ScriptStep | null {
  const following = led.verbs[led.at + 1];
  const isEnd = following === undefined || following.verb === "hang-up";
  const { fallback, unheard, from } = led;
  if (verb.verb !== "connect-stream" || unheard === null || !isEnd) return null;
  if (fallback === null || from?.url === fallback.url) return null;
  const fields = { ErrorCode: String(unheard), ErrorUrl: verb.stream.url };
  return ask(led, nowMs, { instructions: { from: "hook", voice: fallback, fallback: null }, fields });
}

/** A caller who waited for a conference that could not be joined is not disconnected without an announcement. */
function notMet(outcome: TaskOutcome): number | null {
  return outcome.outcome === "conferred" && outcome.why === "failed" ? OUR_FAULT : null;
}

/** The duration of an SMS verb does not count against the silence limit; it has its own budget. */
function afterText(led: Led, lastedMs: number): Led {
  return { ...led, quietSinceMs: led.quietSinceMs + lastedMs, textsMs: led.textsMs + lastedMs };
}

/** Records a verb without audible output, with the error of audio that could not be played. */
function afterUnheard(led: Led, verb: Verb, outcome: TaskOutcome): Led {
  if (outcome.outcome === "stream-ended") return { ...led, unheard: outcome.error ?? led.unheard };
  if (outcome.outcome === "conferred") return { ...led, unheard: notMet(outcome) ?? led.unheard };
  if (outcome.outcome !== "failed") return led;
  const isLost = verb.verb === "sound" || verb.verb === "gather" || verb.verb === "connect-stream";
  return { ...led, deeds: led.deeds + FAILING_DEEDS, unheard: isLost ? OUR_FAULT : led.unheard };
}

function toCallInstructions({ fallback }: Led, voice: Hook): CallInstructions {
  return { from: "hook", voice, fallback };
}
