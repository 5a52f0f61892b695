import type { Hook, Script, ScriptStep, TaskOutcome, Verb } from "../../../telephony/calls/index.ts";
import type { Clip } from "../../../telephony/prompts/index.ts";
import { pauseClips, played, soundsOf } from "./verb-sounds.ts";

/** Timeout of a wait webhook; the caller hears music during the request. */
const ASK_MS_MAX = 10_000;
const SOUNDS_MS_MAX = 5_000;
/** Minimum audible duration of a wait document; after this many shorter documents in a row the webhook is not requested again. */
const AUDIBLE_MS_MIN = 1_000;
const UNHEARD_MAX = 3;
/** Maximum number of documents per wait. */
const DOCUMENTS_MAX = 1_000;
const SECOND_MS = 1_000;

/** Options of a wait script. */
export interface QueueTreatmentOptions {
  readonly hook: Hook;
  /** Queue of the caller; null for a conference. */
  readonly queueId: string | null;
}

interface Waiting extends QueueTreatmentOptions {
  readonly waitsFor: "document" | "sounds" | "verb" | "nothing";
  readonly verbs: readonly Verb[];
  readonly at: number;
  readonly token: number;
  readonly documents: number;
  /** Consecutive documents without audible output. */
  readonly unheard: number;
  /** Audible duration of the current document. */
  readonly heardMs: number;
  readonly beganMs: number;
  readonly verbSinceMs: number;
}

/**
 * Plays the wait documents to a waiting caller, repeatedly from the first one on. If they contain no audio, or the
 * webhook fails, the caller hears music until the wait ends.
 */
export function waitScript(options: QueueTreatmentOptions): Script {
  return scriptAt({
    ...options,
    waitsFor: "nothing",
    verbs: [],
    at: 0,
    token: 0,
    documents: 0,
    unheard: 0,
    heardMs: 0,
    beganMs: 0,
    verbSinceMs: 0,
  });
}

function scriptAt(waiting: Waiting): Script {
  return {
    step: (input, nowMs) => {
      switch (input.input) {
        case "begun":
          return ask({ ...waiting, beganMs: nowMs }, waiting.hook, nowMs);
        case "finished":
          return input.token === waiting.token ? finished(waiting, input.outcome, nowMs) : music(waiting);
        case "caller-gone":
        case "cut-off":
          return music(waiting);
      }
    },
  };
}

/** Plays music for the rest of the wait. */
function music(waiting: Waiting): ScriptStep {
  return { script: scriptAt({ ...waiting, waitsFor: "nothing" }), bodies: [], run: null };
}

function run(waiting: Waiting, task: Parameters<typeof listed>[0]): ScriptStep {
  const token = waiting.token + 1;
  return { script: scriptAt({ ...waiting, token }), bodies: [], run: { token, tasks: listed(task) } };
}

function listed(task: NonNullable<ScriptStep["run"]>["tasks"][number]) {
  return [task] as const;
}

function ask(waiting: Waiting, voice: Hook, nowMs: number): ScriptStep {
  const { documents, unheard, queueId, beganMs } = waiting;
  if (documents >= DOCUMENTS_MAX || unheard >= UNHEARD_MAX) return music(waiting);
  const asking: Waiting = {
    ...waiting,
    waitsFor: "document",
    documents: documents + 1,
    unheard: unheard + 1,
    heardMs: 0,
  };
  const seconds = String(Math.max(0, Math.round((nowMs - beganMs) / SECOND_MS)));
  return run(asking, {
    task: "ask-application",
    wish: {
      instructions: { from: "hook", voice, fallback: null },
      fields: queueId === null ? {} : { QueueTime: seconds },
      budgetMs: ASK_MS_MAX,
      ...(queueId === null ? {} : { inQueue: queueId }),
    },
  });
}

function finished(waiting: Waiting, outcome: TaskOutcome, nowMs: number): ScriptStep {
  switch (waiting.waitsFor) {
    case "document":
      if (outcome.outcome !== "document") return music(waiting);
      return begin({ ...waiting, verbs: outcome.answer.verbs, at: 0 }, nowMs);
    case "sounds":
      return play(waiting, outcome.outcome === "sounds-ready" ? outcome.clips : [], nowMs);
    case "verb": {
      const heardMs = waiting.heardMs + nowMs - waiting.verbSinceMs;
      const unheard = heardMs >= AUDIBLE_MS_MIN ? 0 : waiting.unheard;
      return begin({ ...waiting, heardMs, unheard, at: waiting.at + 1 }, nowMs);
    }
    case "nothing":
      return music(waiting);
  }
}

/** Starts the current verb; verbs that would lead the caller elsewhere are ignored, and the end of the document requests it again. */
function begin(waiting: Waiting, nowMs: number): ScriptStep {
  const verb = waiting.verbs[waiting.at];
  if (verb === undefined) return ask(waiting, waiting.hook, nowMs);
  if (verb.verb === "redirect") return ask(waiting, verb.to, nowMs);
  if (verb.verb === "leave") return run({ ...waiting, waitsFor: "nothing" }, { task: "leave" });
  if (verb.verb === "hang-up") return run({ ...waiting, waitsFor: "nothing" }, { task: "hang-up" });
  if (verb.verb !== "sound") return begin({ ...waiting, at: waiting.at + 1 }, nowMs);
  const sounds = soundsOf(verb);
  if (sounds.length === 0) return play(waiting, pauseClips(verb), nowMs);
  const wish = { sounds, budgetMs: SOUNDS_MS_MAX };
  return run({ ...waiting, waitsFor: "sounds" }, { task: "ready-sounds", wish });
}

function play(waiting: Waiting, clips: readonly Clip[], nowMs: number): ScriptStep {
  const verb = waiting.verbs[waiting.at];
  const [task] = verb?.verb === "sound" ? played(clips, verb.heard.times) : [];
  if (task === undefined) return begin({ ...waiting, at: waiting.at + 1 }, nowMs);
  return run({ ...waiting, waitsFor: "verb", verbSinceMs: nowMs }, task);
}
