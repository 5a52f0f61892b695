import type { CallTask, HeardSound, Verb } from "../calls/index.ts";
import { CLIPS_MAX, type Clip } from "../prompts/index.ts";

/** The longest silence that is one clip, and the shortest. */
const SILENCE_MS = { least: 20, most: 60_000 } as const;
/** A caller of a document waits in a queue for so long at the most, and is told his place so often. */
const WAIT_MS_MAX = 3_600_000;
const ANNOUNCE_MS = 60_000;

/** Whose messages an application asks for: of no queue. */
const APPLICATION_MESSAGES = "application";

/** What must be spoken or fetched before a verb begins; a pause by itself needs nothing. */
export function soundsOf(verb: Verb): readonly HeardSound[] {
  if (verb.verb === "gather") return verb.prompts;
  return verb.verb === "sound" && verb.heard.sound.sound !== "pause" ? [{ ...verb.heard, times: 1 }] : [];
}

/** The silence of a pause that is a verb of its own. */
export function pauseClips(verb: Verb): readonly Clip[] {
  return verb.verb === "sound" && verb.heard.sound.sound === "pause" ? silence(verb.heard.sound.ms) : [];
}

/** Silence of so many milliseconds, in clips as the engine of sound takes them. */
export function silence(ms: number): readonly Clip[] {
  if (ms < SILENCE_MS.least) return [];
  const first: Clip = { kind: "silence", ms: Math.min(ms, SILENCE_MS.most) };
  return [first, ...silence(ms - first.ms)];
}

/** The tasks of a verb; `clips` is what is heard of it. None where nothing of it is left. */
export function tasksOfVerb(verb: Verb, clips: readonly Clip[]): readonly CallTask[] {
  switch (verb.verb) {
    case "sound":
      return played(clips.slice(0, CLIPS_MAX), verb.heard.times);
    case "gather": {
      const { digitsMax, endKey, waitMs } = verb;
      const entry = { accepts: null, digitsMin: 1, digitsMax, endKey };
      const heard = clips.slice(0, CLIPS_MAX);
      return [{ task: "gather", clips: heard, isBargeable: true, entry, firstMs: waitMs, betweenMs: waitMs }];
    }
    case "dial":
      return [dialled(verb)];
    case "enqueue":
      return verb.queueId === null ? [] : [waiting(verb.queueId)];
    case "record":
      return [recorded(verb)];
    case "connect-stream":
      return [{ task: "connect-stream", stream: verb.stream }];
    case "start-stream":
      return [{ task: "start-stream", stream: verb.stream }];
    case "stop-stream":
      return [{ task: "stop-stream", name: verb.name }];
    case "reject":
      return [{ task: "reject", reason: verb.reason }];
    case "hang-up":
      return [{ task: "hang-up" }];
    // Another document takes its place before it has any.
    case "redirect":
      return [];
  }
}

function played(clips: readonly Clip[], times: number): readonly CallTask[] {
  return clips.length === 0 ? [] : [{ task: "play", clips, times, isBargeable: false }];
}

function dialled(verb: Extract<Verb, { readonly verb: "dial" }>): CallTask {
  const [first, ...besides] = verb.parties;
  return {
    ...{ task: "dial", number: first?.number ?? "", isInHouse: first?.isInHouse ?? true, ringMs: verb.ringMs },
    ...(besides.length === 0 ? {} : { besides }),
    ...(verb.talkMs === null ? {} : { talkMs: verb.talkMs }),
    endsOnStar: verb.endsOnStar,
  };
}

function waiting(queueId: string): CallTask {
  const rest = { priority: 0, skills: [], waitMsMax: WAIT_MS_MAX, music: null, announceMs: ANNOUNCE_MS };
  return { task: "enqueue", queueId, ...rest, language: "id" };
}

function recorded({ secondsMax, silenceMs, endKeys, hasBeep }: Extract<Verb, { readonly verb: "record" }>): CallTask {
  return {
    task: "record-message",
    queueId: APPLICATION_MESSAGES,
    secondsMax,
    silenceMs,
    endKey: endKeys === "" ? null : endKeys,
    hasBeep,
  };
}
