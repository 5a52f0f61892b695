import type { Call, Destination, Failure, Instant } from "./call.ts";
import { legOf } from "./call.ts";
import type { CallEffect } from "./call-step.ts";
import { addTargets, releaseLegs } from "./legs.ts";
import type { TaskOf } from "./tasks/call-task.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./tasks/task-move.ts";
import { endTalk, joinTalk } from "./transfer/talks.ts";

/** Dials a number: the directory resolves it. */
export function beginDial(call: Call, scope: number, { number, isInHouse, besides, told }: TaskOf<"dial">): TaskMove {
  const asked: CallEffect = {
    effect: "resolve-dial",
    number,
    ...(isInHouse === true ? { isInHouse } : {}),
    ...(besides === undefined ? {} : { besides }),
    ...(told === undefined ? {} : { told }),
  };
  return moveOf(withTasks(call, { dialling: { scope, legIds: [] } }), [asked]);
}

/** The directory has resolved the number: its targets ring, and the caller hears ringback. */
export function dialResolved(call: Call, now: Instant, destination: Destination): TaskMove {
  const { dialling, stack } = tasksOf(call);
  const task = stack.running?.task;
  if (dialling === null || dialling.legIds.length > 0 || task?.task !== "dial") return unmoved(call);
  if (destination.kind !== "targets" || destination.targets.length === 0)
    return notReached(call, destination.kind === "targets" ? 480 : 404);
  const legIds = destination.targets.map(({ legId }) => legId);
  const rung = addTargets(withTasks(call, { dialling: { ...dialling, legIds } }), now, destination.targets);
  const heard: CallEffect = { effect: "play", legId: call.arrival.legId, sound: "ringing" };
  return moveOf(rung.call, [...rung.effects, heard, { effect: "arm", timer: "dial", ms: task.ringMs }]);
}

/** A dialled target accepts: the others stop ringing, and the two are connected. */
export function dialAccepted(call: Call, now: Instant, legId: string): TaskMove {
  const { dialling, stack } = tasksOf(call);
  if (dialling === null) return unmoved(call);
  const task = stack.running?.task;
  const talkMs = task?.task === "dial" ? task.talkMs : undefined;
  const others = dialling.legIds.filter((id) => id !== legId);
  const released = releaseLegs(call, now, { legIds: others, cause: 26 });
  const connected: readonly CallEffect[] = [
    talkMs === undefined ? { effect: "disarm", timer: "dial" } : { effect: "arm", timer: "dial", ms: talkMs },
    ...released.effects,
    { effect: "connect-media", legId },
  ];
  return andThen(moveOf(released.call, connected), (alone) => joinTalk(alone, now, { legId, agentId: null }));
}

/** All dialled targets have failed: the task ends with the best status. */
export function followDial(call: Call): TaskMove {
  const { dialling, talk } = tasksOf(call);
  if (dialling === null || talk !== null || dialling.legIds.length === 0) return unmoved(call);
  if (dialling.legIds.some((id) => legOf(call, id)?.state !== "gone")) return unmoved(call);
  const statuses = call.events.flatMap(({ body }) =>
    body.kind === "leg.failed" && dialling.legIds.includes(body.legId) ? [body.status] : [],
  );
  return notReached(call, bestOf(statuses));
}

/** Declined and busy rank before unavailable. */
function bestOf(statuses: readonly Failure["status"][]): number {
  return [603, 600, 486].find((status) => statuses.includes(status)) ?? statuses[0] ?? 480;
}

/** The dial was not answered in time, or the talk has reached its limit. */
export function dialTimedOut(call: Call, now: Instant): TaskMove {
  const { dialling, talk } = tasksOf(call);
  if (dialling === null) return unmoved(call);
  if (talk !== null) return endTalk(call);
  const released = releaseLegs(call, now, { legIds: dialling.legIds, cause: 19 });
  return andThen(moveOf(released.call, released.effects), (left) => notReached(left, 480));
}

function notReached(call: Call, status: number): TaskMove {
  const { dialling } = tasksOf(call);
  if (dialling === null) return unmoved(call);
  return moveOf(
    withTasks(call, { dialling: null }),
    [
      { effect: "disarm", timer: "dial" },
      { effect: "play", legId: call.arrival.legId, sound: "silence" },
    ],
    [ending(dialling.scope, { outcome: "not-reached", status })],
  );
}

/** The task is cancelled: ringing legs are released. */
export function cancelDial(call: Call, now: Instant): TaskMove {
  const { dialling } = tasksOf(call);
  if (dialling === null) return unmoved(call);
  const released = releaseLegs(call, now, { legIds: dialling.legIds, cause: 16 });
  return moveOf(withTasks(released.call, { dialling: null }), [
    { effect: "disarm", timer: "dial" },
    ...released.effects,
  ]);
}
