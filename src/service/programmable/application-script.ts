import type { CallInstructions, CallTask, Hook, Script, ScriptStep, TaskOutcome, Verb } from "../calls/index.ts";
import { promptIn, SPOKEN_LANGUAGES } from "../prompts/index.ts";
import { decideVerb } from "./decide-verb.ts";
import { readInstructions } from "./read-instructions.ts";
import { pauseClips, soundsOf, tasksOfVerb } from "./tasks-of-verb.ts";

/** What leads a call: where its first document comes from, and who serves the caller when no document leads on. */
export interface ApplicationOrigin {
  readonly instructions: CallInstructions;
  /** The queue that such a caller joins; null for none, then he is told and hung up. */
  readonly fallbackQueueId: string | null;
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
/** Documents of one call at the most; whoever asks for more goes in circles. */
const DOCUMENTS_MAX = 1_000;
/** The field's number of a fault that is not the application's, and of one that leads in circles. */
const [OUR_FAULT, IN_CIRCLES] = [12_400, 11_215];

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
}

/** A call that is led by documents, from its first one on. */
export function applicationScript(origin: ApplicationOrigin): Script {
  const { instructions } = origin;
  const fallback = instructions.from === "hook" ? instructions.fallback : null;
  return scriptAt({
    ...{ ...origin, waitsFor: "nothing", verbs: [], at: 0, from: null, fallback, documents: 0, token: 0 },
    quietSinceMs: 0,
  });
}

/** The script that an order to lead a call by something else means; one that cannot be read ends like a hook that fails. */
export function redirectedScript(redirect: object): Script {
  const instructions = readInstructions(redirect) ?? { from: "document", document: "" };
  return applicationScript({ instructions, fallbackQueueId: null });
}

function scriptAt(led: Led): Script {
  return {
    step: (input, nowMs) => {
      switch (input.input) {
        case "begun": {
          const begun = ask({ ...led, quietSinceMs: nowMs }, nowMs, { instructions: led.instructions, fields: {} });
          return { ...begun, bodies: [{ kind: "application.began" }, ...begun.bodies] };
        }
        case "finished":
          return input.token === led.token ? finished(led, input.outcome, nowMs) : over(led);
        case "caller-gone":
        case "cut-off":
          return over(led);
      }
    },
  };
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
  if (budgetMs < ASK_MS_MIN || led.documents >= DOCUMENTS_MAX) return served(led, IN_CIRCLES);
  const asking: Led = { ...led, waitsFor: "document", documents: led.documents + 1 };
  return running(asking, [{ task: "ask-application", wish: { instructions, fields, budgetMs } }]);
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
  if (verb === undefined) return over(led);
  if (verb.verb === "redirect") {
    return ask(led, nowMs, { instructions: askedAt(led, verb.to), fields: {} });
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
  return verbTasks(led, verb, { clips: outcome.outcome === "sounds-ready" ? outcome.clips : [], nowMs });
}

function verbTasks(
  led: Led,
  verb: Verb,
  { clips, nowMs }: { readonly clips: Parameters<typeof tasksOfVerb>[1]; readonly nowMs: number },
): ScriptStep {
  const tasks = tasksOfVerb(verb, clips);
  return tasks.length === 0 ? next(led, nowMs) : running({ ...led, waitsFor: "verb" }, tasks);
}

function next(led: Led, nowMs: number): ScriptStep {
  return begin({ ...led, at: led.at + 1 }, nowMs);
}

function carriedOut(led: Led, outcome: TaskOutcome, nowMs: number): ScriptStep {
  const verb = led.verbs[led.at];
  if (verb === undefined) return over(led);
  const decided = decideVerb(verb, outcome);
  // What a document meant the caller to hear was heard until now, his own keys and his silence included.
  const heard = decided.wasHeard ? { ...led, quietSinceMs: nowMs } : led;
  if (decided.goes === "on") return next(heard, nowMs);
  const to = decided.action ?? led.from;
  // A document that came with the order of its call has nowhere to go back to.
  if (to === null) return next(heard, nowMs);
  return ask(heard, nowMs, { instructions: askedAt(led, to), fields: decided.fields });
}

function askedAt({ fallback }: Led, voice: Hook): CallInstructions {
  return { from: "hook", voice, fallback };
}
