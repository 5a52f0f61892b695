import type { CallEventBody } from "../../cdr/index.ts";
import { type Call, type Ending, type Instant, isCalledOut } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import { conferredFor, servedBy } from "../conference/conference-inputs.ts";
import { conferenceLeaveEffects } from "../conference-leave.ts";
import { callbackEnded } from "../queue-port/callback-farewell.ts";
import { holdMsOf } from "../transfer/held.ts";
import { referredAway } from "../transfer/referring.ts";
import { talkSeconds, waitedMs } from "../transfer/talks.ts";
import type { LeftTask } from "./script.ts";
import type { TaskInput } from "./task-stack.ts";
import { endMessage } from "./voicemail.ts";

/** Effects of tasks when a call ends: the last event for its queue, its message, and the events of its script. */
export interface Farewell {
  readonly call: Call;
  readonly bodies: readonly CallEventBody[];
  readonly effects: readonly CallEffect[];
}

/** Removes the tasks from a call that ends; the queue of a callback is notified. */
export function farewell(call: Call, now: Instant, { by }: Pick<Ending, "by">): Farewell {
  const { tasks } = call;
  if (tasks === null) return { call, bodies: [], effects: callbackEnded(call, now) };
  const { call: quiet, effects, inputs } = endMessage(call, now, { hasSound: true });
  const { talk, queueing, booking, script, stack, conferring } = tasks;
  const leaves: readonly CallEffect[] = conferring === null ? [] : conferenceLeaveEffects(conferring);
  const holdMs = talk === null ? 0 : holdMsOf(call, talk.legId, now);
  const told: readonly CallEffect[] =
    talk !== null && talk.agentId !== null
      ? [{ effect: "tell-queue", news: { news: "ended", holdMs } }]
      : (queueing !== null && talk === null && conferring === null) || booking !== null
        ? [{ effect: "tell-queue", news: { news: "left", why: "hung-up" } }]
        : [];
  const ended: readonly CallEventBody[] = talk === null ? [] : [{ kind: "talk.ended", legId: talk.legId, holdMs }];
  const left = hasHungUp(call, by) && stack.running !== null ? { left: leftTask(call, now, inputs) } : {};
  const gone = script.step({ input: by === "caller" ? "caller-gone" : "cut-off", ...left }, now.atMs);
  const last: readonly CallEffect[] =
    gone.tells === undefined ? [] : [{ effect: "tell-application", nth: stack.running?.scope ?? 0, wish: gone.tells }];
  const over = {
    ...quiet,
    tasks: {
      ...tasks,
      talk: null,
      queueing: null,
      booking: null,
      message: null,
      dialling: null,
      conferring: null,
      referring: null,
      meanwhile: null,
    },
  };
  return { call: over, bodies: [...ended, ...gone.bodies], effects: [...effects, ...leaves, ...told, ...last] };
}

/** Whether the served party has hung up: the caller, or the called party of a call that an application originated. */
function hasHungUp({ arrival }: Call, by: Ending["by"]): boolean {
  return by === (isCalledOut(arrival) ? "called" : "caller");
}

/** The outcome of the running task: a recorded message, or a talk. */
function leftTask(call: Call, now: Instant, inputs: readonly TaskInput[]): LeftTask {
  const [ended] = inputs;
  if (ended?.input === "outcome") return { outcome: ended.outcome };
  const none = { talk: null, queueing: null, conferring: null, referring: null };
  const { talk, queueing, conferring, referring } = call.tasks ?? none;
  if (referring !== null) return { outcome: referredAway(referring) };
  if (conferring?.of === "taken") return { outcome: servedBy(call, conferring) };
  if (conferring !== null) return { outcome: conferredFor(conferring, now, "left") };
  if (talk === null) return { outcome: null };
  if (queueing !== null) return { outcome: { outcome: "served", waitedMs: waitedMs(call, talk.legId) } };
  const { legId } = talk;
  return { outcome: { outcome: "reached", talk: { legId, seconds: talkSeconds(call, legId, now) } } };
}
