import type { CallEventBody } from "../records/index.ts";
import type { Call, Ending, Instant } from "./call.ts";
import type { CallEffect } from "./call-step.ts";
import { callbackEnded } from "./callback-farewell.ts";
import { holdMsOf } from "./held.ts";
import { endMessage } from "./messages.ts";

/** What the tasks of a call leave when it ends: the last words to its queue, its message, and what its script tells. */
export interface Farewell {
  readonly call: Call;
  readonly bodies: readonly CallEventBody[];
  readonly effects: readonly CallEffect[];
}

/** Takes the tasks from a call that ends; the queue of a callback is told. */
export function farewell(call: Call, now: Instant, { by }: Pick<Ending, "by">): Farewell {
  const { tasks } = call;
  if (tasks === null) return { call, bodies: [], effects: callbackEnded(call, now) };
  const { call: quiet, effects } = endMessage(call, now, { hasSound: true });
  const { talk, queueing, booking, script } = tasks;
  const holdMs = talk === null ? 0 : holdMsOf(call, talk.legId, now);
  const told: readonly CallEffect[] =
    talk !== null && talk.agentId !== null
      ? [{ effect: "tell-queue", news: { news: "ended", holdMs } }]
      : (queueing !== null && talk === null) || booking !== null
        ? [{ effect: "tell-queue", news: { news: "left", why: "hung-up" } }]
        : [];
  const ended: readonly CallEventBody[] = talk === null ? [] : [{ kind: "talk.ended", legId: talk.legId, holdMs }];
  const gone = script.step({ input: by === "caller" ? "caller-gone" : "cut-off" }, now.atMs).bodies;
  const over = {
    ...quiet,
    tasks: { ...tasks, talk: null, queueing: null, booking: null, message: null, dialling: null },
  };
  return { call: over, bodies: [...ended, ...gone], effects: [...effects, ...told] };
}
