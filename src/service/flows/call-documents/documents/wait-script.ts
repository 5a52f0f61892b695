import type { Hook, Script, ScriptStep, TaskOutcome, Verb } from "../../../telephony/calls/index.ts";
import type { Clip } from "../../../telephony/prompts/index.ts";
import { pauseClips, played, soundsOf } from "./verb-sounds.ts";

/** A hook that is asked what somebody hears while he waits has so long; music is heard meanwhile. */
const ASK_MS_MAX = 10_000;
const SOUNDS_MS_MAX = 5_000;
/** A document of which less was heard says nothing; after so many of them nobody is asked any more. */
const AUDIBLE_MS_MIN = 1_000;
const UNHEARD_MAX = 3;
/** Documents for one wait at the most. */
const DOCUMENTS_MAX = 1_000;
const SECOND_MS = 1_000;

/** What is asked for somebody who waits. */
export interface QueueTreatmentOptions {
  readonly hook: Hook;
  /** The queue he waits in; null for a conference. */
  readonly queueId: string | null;
}

interface Waiting extends QueueTreatmentOptions {
  readonly waitsFor: "document" | "sounds" | "verb" | "nothing";
  readonly verbs: readonly Verb[];
  readonly at: number;
  readonly token: number;
  readonly documents: number;
  /** Documents in a row of which nothing was heard. */
  readonly unheard: number;
  /** How much of the document that runs was heard. */
  readonly heardMs: number;
  readonly beganMs: number;
  readonly verbSinceMs: number;
}

/**
 * What somebody hears while he waits, as documents say it, again and again from the first one on. Where they say nothing, or the hook
 * fails, music is heard to the end of the wait: nobody is lost for a hook.
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

/** Nothing more to say. */
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

/** Begins the verb whose turn it is; what leads nobody on while he waits is passed over, and a document that is through begins anew. */
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
