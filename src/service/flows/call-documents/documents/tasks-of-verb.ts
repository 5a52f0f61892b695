import type { CallTask, Hook, Verb } from "../../../telephony/calls/index.ts";
import { CLIPS_MAX, type Clip } from "../../../telephony/prompts/index.ts";
import { played } from "./verb-sounds.ts";
import { waitScript } from "./wait-script.ts";

/** Maximum wait of a document's caller in a queue, and interval of position announcements. */
const WAIT_MS_MAX = 3_600_000;
const ANNOUNCE_MS = 60_000;

/** Storage name of messages recorded by applications, which belong to no queue. */
const APPLICATION_MESSAGES = "application";

/** Tasks of a verb; `clips` is its audio. Empty if nothing is left to do. */
export function tasksOfVerb(verb: Verb, clips: readonly Clip[]): readonly CallTask[] {
  switch (verb.verb) {
    case "sound":
      return played(clips, verb.heard.times);
    case "gather": {
      const { digitsMax, endKey, waitMs, speech } = verb;
      const entry = { accepts: null, digitsMin: 1, digitsMax, endKey };
      const heard = clips.slice(0, CLIPS_MAX);
      const waits = { firstMs: waitMs, betweenMs: waitMs, ...(speech === undefined ? {} : { speech }) };
      return [{ task: "gather", clips: heard, isBargeable: true, entry, ...waits }];
    }
    case "dial":
      return [dialled(verb)];
    case "confer":
      return [conferring(verb)];
    case "take": {
      const { queueId, ringMs, endsOnStar, talkMs } = verb;
      if (queueId === null) return [];
      return [{ task: "take-caller", queueId, ringMs, endsOnStar, ...(talkMs === null ? {} : { talkMs }) }];
    }
    case "enqueue":
      return verb.queueId === null ? [] : [waiting(verb.queueId, verb.wait)];
    case "record":
      return [recorded(verb)];
    case "text":
      return [{ task: "send-text", wish: verb.wish }];
    case "refer":
      return [{ task: "refer", number: verb.number }];
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
    // A redirect is replaced by the next document before it has tasks, and `leave` has no effect outside a queue.
    case "redirect":
    case "leave":
      return [];
  }
}

function dialled(verb: Extract<Verb, { readonly verb: "dial" }>): CallTask {
  const [first, ...besides] = verb.parties;
  return {
    task: "dial",
    number: first?.number ?? "",
    isInHouse: first?.isInHouse ?? true,
    ringMs: verb.ringMs,
    ...(besides.length === 0 ? {} : { besides }),
    ...(first?.told === undefined ? {} : { told: first.told }),
    ...(verb.talkMs === null ? {} : { talkMs: verb.talkMs }),
    endsOnStar: verb.endsOnStar,
  };
}

function conferring(verb: Extract<Verb, { readonly verb: "confer" }>): CallTask {
  const { name, membersMax, seat, wait, talkMs, endsOnStar, told, record } = verb;
  const wishes = { ...(told === undefined ? {} : { told }), ...(record === undefined ? {} : { record }) };
  const room = { kind: "named", name, membersMax, ...wishes } as const;
  return {
    task: "confer",
    room,
    seat,
    endsOnStar,
    meanwhile: typeof wait === "string" ? wait : waitScript({ hook: wait, queueId: null }),
    ...(talkMs === null ? {} : { talkMs }),
  };
}

/** Enqueues the caller; with a wait document, the queue makes no announcements. */
function waiting(queueId: string, wait: Hook | null): CallTask {
  const rest = { priority: 0, skills: [], waitMsMax: WAIT_MS_MAX, music: null, language: "id" };
  if (wait === null) return { task: "enqueue", queueId, ...rest, announceMs: ANNOUNCE_MS };
  return { task: "enqueue", queueId, ...rest, announceMs: null, meanwhile: waitScript({ hook: wait, queueId }) };
}

function recorded({
  secondsMax,
  silenceMs,
  endKeys,
  hasBeep,
  told,
}: Extract<Verb, { readonly verb: "record" }>): CallTask {
  return {
    task: "record-message",
    queueId: APPLICATION_MESSAGES,
    secondsMax,
    silenceMs,
    endKey: endKeys === "" ? null : endKeys,
    hasBeep,
    ...(told === undefined ? {} : { told }),
  };
}
