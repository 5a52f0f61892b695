import { type Clip, readPosition, readWait, SPOKEN_LANGUAGES } from "../prompts/index.ts";
import { type Call, type Instant, legOf, withEvents } from "./call.ts";
import type { CallEffect } from "./call-step.ts";
import type { TaskOf, TaskOutcome } from "./call-task.ts";
import type { Queueing, RungAgent } from "./call-tasks.ts";
import { addTargets, releaseLegs } from "./legs.ts";
import type { QueueNews, QueueOrder } from "./queue-port.ts";
import { beginMusic, beginPlay } from "./speaking.ts";
import { endTalk, joinTalk } from "./talks.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

type MissReason = Extract<QueueNews, { readonly news: "missed" }>["why"];
type Over = Extract<QueueOrder, { readonly order: "over" }>["outcome"];

/** The caller waits for an agent, and hears music. */
export function beginQueueing(call: Call, now: Instant, { scope, task }: Pick<Queueing, "scope" | "task">): TaskMove {
  const { callId, tenantId, caller, called } = call.arrival;
  const { queueId, priority, skills, waitMsMax, announceMs, language } = task;
  const wish = { callId, tenantId, queueId, caller, called, priority, skills, waitMsMax, announceMs, language };
  const queueing: Queueing = { scope, task, ringing: [], accepted: null };
  const said = withEvents(withTasks(call, { queueing }), now, [{ kind: "queue.joined", queueId }]);
  return andThen(beginMusic(said, task.music), (waiting) =>
    moveOf(waiting, [{ effect: "write" }, { effect: "join-queue", wish }]),
  );
}

/** What the queues want of the call. An order for what is over means nothing. */
export function queueOrdered(call: Call, now: Instant, order: QueueOrder): TaskMove {
  const { queueing, talk } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  if (order.order === "end-talk") return talk?.agentId == null ? unmoved(call) : endTalk(call);
  if (talk !== null) return unmoved(call);
  switch (order.order) {
    case "ring":
      return ringAgents(call, now, order);
    case "stop-ringing":
      return stopRinging(call, now, order.agentId);
    case "connect":
      return connectAgent(call, now, order.agentId);
    case "say-place":
      return sayPlace(call, order);
    case "over":
      return queueOver(call, now, order.outcome);
  }
}

const telling = (news: QueueNews): CallEffect => ({ effect: "tell-queue", news });

/** The phones of agents ring as legs of the caller's call; who has no phone that can be reached has missed it. */
function ringAgents(call: Call, now: Instant, order: Extract<QueueOrder, { readonly order: "ring" }>): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null || queueing.accepted !== null) return unmoved(call);
  const asked = order.agents.filter(({ agentId }) => !queueing.ringing.some((one) => one.agentId === agentId));
  const reachable = asked.filter(({ targets }) => targets.length > 0);
  const away = asked.filter(({ targets }) => targets.length === 0);
  const added = addTargets(
    call,
    now,
    reachable.flatMap(({ targets }) => targets),
  );
  const isIn = (legId: string): boolean => legOf(added.call, legId) !== undefined;
  const rung = reachable.map(({ agentId, targets }): RungAgent => {
    return { agentId, legIds: targets.map(({ legId }) => legId).filter(isIn) };
  });
  const ringing = [...queueing.ringing, ...rung];
  const ring: readonly CallEffect[] = rung.length === 0 ? [] : [{ effect: "arm", timer: "agents", ms: order.ringMs }];
  const begun = moveOf(withTasks(added.call, { queueing: { ...queueing, ringing } }), [
    ...(reachable.length === 0 ? [] : added.effects),
    ...ring,
  ]);
  return away.reduce((move, { agentId }) => andThen(move, (left) => missed(left, now, agentId, "unreachable")), begun);
}

function missed(call: Call, now: Instant, agentId: string, why: MissReason): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  const ringing = queueing.ringing.filter((one) => one.agentId !== agentId);
  const left = withTasks(call, { queueing: { ...queueing, ringing } });
  const said = withEvents(left, now, [{ kind: "agent.missed", agentId, why }]);
  const idle: readonly CallEffect[] = ringing.length > 0 ? [] : [{ effect: "disarm", timer: "agents" }];
  return moveOf(said, [{ effect: "write" }, ...idle, telling({ news: "missed", agentId, why })]);
}

/** An agent is to be rung no more, or was chosen no more before he was joined. */
function stopRinging(call: Call, now: Instant, agentId: string): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  const { ringing, accepted } = queueing;
  const legIds = ringing.flatMap((one) => (one.agentId === agentId ? one.legIds : []));
  const own = accepted?.agentId === agentId ? [accepted.legId] : [];
  // Whoever rings while another one has the call hears that it was completed elsewhere.
  const cause = accepted !== null && accepted.agentId !== agentId ? 26 : 16;
  const released = releaseLegs(call, now, { legIds: [...legIds, ...own], cause });
  return moveOf(
    withTasks(released.call, {
      queueing: {
        ...queueing,
        ringing: ringing.filter((one) => one.agentId !== agentId),
        accepted: own.length > 0 ? null : accepted,
      },
    }),
    released.effects,
  );
}

/** The first agent to accept has the call; all other phones stop ringing and hear that it was completed elsewhere. */
export function agentAccepted(call: Call, now: Instant, legId: string): TaskMove {
  const { queueing } = tasksOf(call);
  const agent = queueing?.ringing.find(({ legIds }) => legIds.includes(legId));
  if (queueing === null || agent === undefined) return unmoved(call);
  const { agentId } = agent;
  const others = queueing.ringing.flatMap(({ legIds }) => legIds).filter((id) => id !== legId);
  const released = releaseLegs(call, now, { legIds: others, cause: 26 });
  return moveOf(withTasks(released.call, { queueing: { ...queueing, ringing: [], accepted: { agentId, legId } } }), [
    { effect: "disarm", timer: "agents" },
    ...released.effects,
    { effect: "connect-media", legId },
    telling({ news: "answered", agentId }),
  ]);
}

/** Caller and agent are joined. An agent who has left meanwhile was told already; any other one cannot be joined. */
function connectAgent(call: Call, now: Instant, agentId: string): TaskMove {
  const { queueing } = tasksOf(call);
  const accepted = queueing?.accepted ?? null;
  if (queueing === null || accepted?.agentId !== agentId)
    return moveOf(call, [telling({ news: "bridge-failed", agentId, fault: "agent" })]);
  const joined = withTasks(call, { queueing: { ...queueing, accepted: null } });
  return andThen(joinTalk(joined, now, accepted), (talking) =>
    moveOf(talking, [telling({ news: "bridged", agentId })]),
  );
}

/** The place and the wait are told between the music; whoever is about to be joined hears neither. */
function sayPlace(call: Call, told: { readonly position: number; readonly waitMs: number | null }): TaskMove {
  const { queueing, play } = tasksOf(call);
  if (queueing === null || queueing.accepted !== null || play?.of === "place") return unmoved(call);
  const language = SPOKEN_LANGUAGES.find((one) => one === queueing.task.language) ?? SPOKEN_LANGUAGES[0];
  const clips: readonly Clip[] = [
    ...(readPosition(told.position, language) ?? []),
    ...(told.waitMs === null ? [] : (readWait(told.waitMs, language) ?? [])),
  ];
  return clips.length === 0 ? unmoved(call) : beginPlay(call, { of: "place", clips, times: 1 });
}

/** The place was told: music again, unless the wait is over. */
export function placeSaid(call: Call): TaskMove {
  const { queueing, talk } = tasksOf(call);
  return queueing === null || talk !== null ? unmoved(call) : beginMusic(call, queueing.task.music);
}

const OUTCOME_OF: Readonly<Record<Over, TaskOutcome>> = {
  "queue-full": { outcome: "queue-full" },
  "wait-over": { outcome: "wait-over" },
  "nobody-there": { outcome: "nobody-there" },
  // Whoever waits has not asked for it; the queue would not take him.
  "callback-booked": { outcome: "failed" },
  failed: { outcome: "failed" },
};

function queueOver(call: Call, now: Instant, outcome: Over): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  const { scope } = queueing;
  return andThen(leaveQueue(call, now), (left) =>
    moveOf(
      left,
      [{ effect: "play", legId: call.arrival.legId, sound: "silence" }],
      [ending(scope, OUTCOME_OF[outcome])],
    ),
  );
}

/** Nobody rings for the caller any more. */
function leaveQueue(call: Call, now: Instant): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  const { ringing, accepted } = queueing;
  const legIds = [...ringing.flatMap((one) => one.legIds), ...(accepted === null ? [] : [accepted.legId])];
  const released = releaseLegs(call, now, { legIds, cause: 16 });
  return moveOf(withTasks(released.call, { queueing: null, play: null }), [
    { effect: "disarm", timer: "agents" },
    ...released.effects,
  ]);
}

/** The task is taken away from a caller who waits. */
export function cancelQueueing(call: Call, now: Instant): TaskMove {
  if (tasksOf(call).queueing === null) return unmoved(call);
  return andThen(leaveQueue(call, now), (left) => moveOf(left, [telling({ news: "left", why: "own-choice" })]));
}

/** Nobody answered in time: each one who still rings has missed it. */
export function agentsTimedOut(call: Call, now: Instant): TaskMove {
  const ringing = tasksOf(call).queueing?.ringing ?? [];
  return ringing.reduce(
    (move, { agentId, legIds }) =>
      andThen(move, (left) => {
        const released = releaseLegs(left, now, { legIds, cause: 19 });
        return andThen(moveOf(released.call, released.effects), (quiet) => missed(quiet, now, agentId, "no-answer"));
      }),
    unmoved(call),
  );
}

/** Statuses by which somebody says that he will not take the call (RFC 3261 §21.4.20, §21.6). */
const DECLINING: ReadonlySet<number> = new Set([486, 600, 603, 607]);

/** Follows the legs of agents: who has none left has missed the call; who accepted and left cannot be joined. */
export function followAgents(call: Call, now: Instant): TaskMove {
  const { queueing, talk } = tasksOf(call);
  if (queueing === null || talk !== null) return unmoved(call);
  const isGone = (legId: string): boolean => legOf(call, legId)?.state === "gone";
  const out = queueing.ringing.filter(({ legIds }) => legIds.every(isGone));
  const { accepted } = queueing;
  const lost: TaskMove =
    accepted !== null && isGone(accepted.legId)
      ? moveOf(withTasks(call, { queueing: { ...queueing, accepted: null } }), [
          telling({ news: "bridge-failed", agentId: accepted.agentId, fault: "agent" }),
        ])
      : unmoved(call);
  return out.reduce(
    (move, { agentId, legIds }) => andThen(move, (left) => missed(left, now, agentId, whyMissed(call, legIds))),
    lost,
  );
}

function whyMissed(call: Call, legIds: readonly string[]): MissReason {
  const isDeclined = call.events.some(
    ({ body }) => body.kind === "leg.failed" && legIds.includes(body.legId) && DECLINING.has(body.status),
  );
  return isDeclined ? "declined" : "unreachable";
}

/** The queue of a task that books a callback answers at once; this is for one that does not. */
const BOOKING_MS_MAX = 5_000;
/** A callback keeps its place no longer than a day. */
const BOOKED_MS_MAX = 86_400_000;

/** A callback is to be booked: the caller joins the queue and asks for it. */
export function beginBooking(call: Call, scope: number, task: TaskOf<"book-callback">): TaskMove {
  const { callId, tenantId, caller, called } = call.arrival;
  const { queueId, priority, skills, number } = task;
  const wish = { callId, tenantId, queueId, caller, called, priority, skills };
  return moveOf(withTasks(call, { booking: scope, timerScope: scope }), [
    { effect: "join-queue", wish: { ...wish, waitMsMax: BOOKED_MS_MAX, announceMs: null, language: "id" } },
    telling({ news: "callback-asked", number }),
    { effect: "arm", timer: "task", ms: BOOKING_MS_MAX },
  ]);
}

/** The queue has booked the callback, or does anything else: then it is refused, and the caller leaves the queue. */
export function bookingAnswered(call: Call, order: QueueOrder | null): TaskMove {
  const { booking } = tasksOf(call);
  if (booking === null || order?.order === "say-place") return unmoved(call);
  const isBooked = order?.order === "over" && order.outcome === "callback-booked";
  const isOver = order?.order === "over";
  return moveOf(
    withTasks(call, { booking: null, timerScope: null }),
    [{ effect: "disarm", timer: "task" }, ...(isOver ? [] : [telling({ news: "left", why: "own-choice" })])],
    [ending(booking, { outcome: isBooked ? "callback-booked" : "callback-refused" })],
  );
}
