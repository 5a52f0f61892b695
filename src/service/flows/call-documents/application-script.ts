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

/** What leads a call: where its first document comes from, and who serves the caller when no document leads on. */
export interface ApplicationOrigin {
  readonly instructions: CallInstructions;
  /** The queue that such a caller joins; null for none, then he is told and hung up. */
  readonly fallbackQueueId: string | null;
  /** What the number's application wants to be told of the call; left out for nothing. */
  readonly told?: StatusCallbacks;
  /** What the first question brings beside what is known of the call; left out for nothing. */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * A caller hears nothing for so long at the most: documents that lead from one to the other without a sound share it. A hook has five
 * seconds of it, the one behind it the other five.
 */
export const SILENCE_MS_MAX = 10_000;
/** What is left of it must be worth asking. */
const ASK_MS_MIN = 500;
/** A sound that is not there yet has so much of it. */
const SOUNDS_MS_MAX = 5_000;
/**
 * Short messages have a silence of their own, since each is waited for as long as a disk may need: once those of which nothing was heard have
 * taken so long together, no other is begun.
 */
const TEXTS_MS_MAX = 12_000;
/** Documents of one call at the most; whoever asks for more goes in circles. */
const DOCUMENTS_MAX = 1_000;
/**
 * Events that documents may give one call, and what each question costs of them: whoever wants more goes in circles too. The call's record
 * holds more, so that its caller is served in the end and not cut off.
 */
export const VERB_EVENTS_MAX = 1_500;
/** So many of them without anything being heard meanwhile: what comes faster than any caller hears is for nobody, and fills the writer of all calls. */
const UNPLAYED_EVENTS_MAX = 200;
const [ASKING_DEEDS, FAILING_DEEDS] = [1, 1];
/** A caller who is asked for keys without having heard what for is waited for so long at the least. */
const WAIT_MS_MIN = 1_000;
/** The field's number of what leads in circles, and of a recording that cannot be played. */
const [IN_CIRCLES, UNPLAYABLE] = [11_215, 12_300];

/** Where a call stands in its documents: what runs, and what it waits for. */
interface Led extends ApplicationOrigin {
  readonly waitsFor: "document" | "sounds" | "verb" | "nothing";
  readonly verbs: readonly Verb[];
  /** The verb that runs. */
  readonly at: number;
  /** The hook that gave the document. */
  readonly from: Hook | null;
  readonly fallback: Hook | null;
  readonly documents: number;
  readonly token: number;
  /** Since when the caller has heard nothing that a document meant. */
  readonly quietSinceMs: number;
  /** For how long messages were waited for meanwhile. */
  readonly textsMs: number;
  /** When the verb that runs began. */
  readonly verbSinceMs: number;
  /** The field's number of why the caller has not heard what he was to hear last; null where he has. */
  readonly unheard: number | null;
  /** Events that documents have given the call so far. */
  readonly deeds: number;
  /** What they were when the caller heard something last. */
  readonly heardDeeds: number;
}

/** A call that is led by documents, from its first one on. */
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

/** The script that an order to lead a call by something else means; one that cannot be read ends like a hook that fails. */
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

/** What leads by order has the hook and the queue of the number behind it, where it has none of its own. */
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

/** Whoever is led has hung up: the application is told what came of the verb that ran, where it asked for that. */
function left(led: Led, { outcome }: LeftTask, nowMs: number): ScriptStep {
  const verb = led.waitsFor === "verb" ? led.verbs[led.at] : undefined;
  const tells =
    verb === undefined ? null : lastQuestion(verb, { outcome, lastedMs: nowMs - led.verbSinceMs }, led.from);
  return tells === null ? over(led) : { ...over(led), tells };
}

/** Nothing more: the call ends. */
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

/** Documents lead nowhere any more; why the caller has heard nothing says more than that. */
function inCircles(led: Led): ScriptStep {
  return served(led, led.unheard ?? IN_CIRCLES);
}

/** The call centre serves the caller itself: he is told that something is the matter, and joins its queue or is let go. */
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

/** How long a caller waits whom no document leads, and how often he is told his place. */
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

/** Begins the verb whose turn it is; a document that is through ends the call. */
function begin(led: Led, nowMs: number): ScriptStep {
  const verb = led.verbs[led.at];
  // Who was to hear something last, and has not, is not let go without a word.
  const isEnd = verb === undefined || verb.verb === "hang-up";
  if (isEnd && led.unheard !== null) return served(led, led.unheard);
  if (verb === undefined) return over(led);
  if (verb.verb === "redirect") {
    return ask(led, nowMs, { instructions: toCallInstructions(led, verb.to), fields: {} });
  }
  const sounds = soundsOf(verb);
  if (sounds.length > 0) {
    const leftMs = SILENCE_MS_MAX - (nowMs - led.quietSinceMs);
    // A document of which nothing can be heard leaves its caller to the call centre as well.
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
  // It is not the document that leads nowhere: our disk is slow.
  if (verb.verb === "text" && led.textsMs >= TEXTS_MS_MAX) return served(led, led.unheard ?? OUR_FAULT);
  const tasks = tasksOfVerb(asWaitedFor(led, verb, nowMs), clips);
  if (tasks.length === 0) return next(led, nowMs);
  const deeds = led.deeds + countVerbEvents(verb);
  if (isTooMuch(led, deeds)) return inCircles(led);
  return running({ ...led, waitsFor: "verb", verbSinceMs: nowMs, deeds }, tasks);
}

/** Keys that nobody was heard to ask for are waited for as long as the silence may last, and no longer. */
function asWaitedFor({ unheard, quietSinceMs }: Led, verb: Verb, nowMs: number): Verb {
  if (verb.verb !== "gather" || unheard === null) return verb;
  const leftMs = Math.max(SILENCE_MS_MAX - (nowMs - quietSinceMs), WAIT_MS_MIN);
  return { ...verb, waitMs: Math.min(verb.waitMs, leftMs) };
}

/** A queue that there is none of: the application is told, or the document goes on; nobody is let go for it without a word. */
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
  // What a document meant the caller to hear was heard until now, his own keys and his silence included.
  const heard = decided.wasHeard
    ? { ...led, quietSinceMs: nowMs, textsMs: 0, unheard: notMet(outcome), heardDeeds: led.deeds }
    : afterUnheard(verb.verb === "text" ? afterText(led, lastedMs) : led, verb, outcome);
  // Verbs of which nothing is heard share the ten seconds as documents do.
  if (nowMs - heard.quietSinceMs >= SILENCE_MS_MAX) return inCircles(heard);
  if (decided.goes === "end") return over(heard);
  if (decided.goes === "on") return afterStream(heard, verb, nowMs) ?? next(heard, nowMs);
  const to = decided.action ?? led.from;
  // A document that came with the order of its call has nowhere to go back to.
  if (to === null) return next(heard, nowMs);
  return ask(heard, nowMs, { instructions: toCallInstructions(led, to), fields: decided.fields });
}

/** Where a stream came to nothing and nothing comes after it, the hook behind has its turn, once. */
function afterStream(led: Led, verb: Verb, nowMs: number): ScriptStep | null {
  const following = led.verbs[led.at + 1];
  const isEnd = following === undefined || following.verb === "hang-up";
  const { fallback, unheard, from } = led;
  if (verb.verb !== "connect-stream" || unheard === null || !isEnd) return null;
  if (fallback === null || from?.url === fallback.url) return null;
  const fields = { ErrorCode: String(unheard), ErrorUrl: verb.stream.url };
  return ask(led, nowMs, { instructions: { from: "hook", voice: fallback, fallback: null }, fields });
}

/** Whoever waited for a conference that could not be had has heard what he waited with, and nobody: he is not let go for it without a word. */
function notMet(outcome: TaskOutcome): number | null {
  return outcome.outcome === "conferred" && outcome.why === "failed" ? OUR_FAULT : null;
}

/** What a message took is a silence by itself. */
function afterText(led: Led, lastedMs: number): Led {
  return { ...led, quietSinceMs: led.quietSinceMs + lastedMs, textsMs: led.textsMs + lastedMs };
}

/** A verb of which nothing was heard; one whose sound could not be played has lost it. */
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
