import { type Clip, readPosition, readWait, SPOKEN_LANGUAGES } from "../../prompts/index.ts";
import { type Call, type Instant, legOf, withEvents } from "../call.ts";
import { takenFromQueue } from "../conference/conference-join.ts";
import type { TaskOf, TaskOutcome } from "../tasks/call-task.ts";
import type { Queueing } from "../tasks/call-tasks.ts";
import { beginMusic, beginPlay } from "../tasks/speaking.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import { endTalk, joinTalk } from "../transfer/talks.ts";
import { followRung, letAgentsGo, ringAgents, stopRinging, telling } from "./agent-rings.ts";
import type { QueueOrder } from "./queue-port.ts";
import { beginTreatment, handleTreatmentOutcome } from "./queue-treatment.ts";

type Over = Extract<QueueOrder, { readonly order: "over" }>["outcome"];

/** The caller joins the queue and hears music. */
export function beginQueueing(call: Call, now: Instant, { scope, task }: Pick<Queueing, "scope" | "task">): TaskMove {
  const { callId, tenantId, caller, called } = call.arrival;
  const { queueId, priority, skills, waitMsMax, announceMs, language } = task;
  const wish = { callId, tenantId, queueId, caller, called, priority, skills, waitMsMax, announceMs, language };
  const queueing: Queueing = { scope, task, ringing: [], accepted: null };
  const said = withEvents(withTasks(call, { queueing }), now, [{ kind: "queue.joined", queueId }]);
  const what = task.meanwhile ?? "music";
  return andThen(beginTreatment(said, now, { what, music: task.music }).move, (waiting) =>
    moveOf(waiting, [{ effect: "write" }, { effect: "join-queue", wish }]),
  );
}

/** Handles an order of the queues to the call. An order for a past state has no effect. */
export function queueOrdered(call: Call, now: Instant, order: QueueOrder): TaskMove {
  const { queueing, talk, conferring } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  if (order.order === "end-talk") return talk?.agentId == null ? unmoved(call) : endTalk(call);
  if (talk !== null || conferring !== null) return unmoved(call);
  switch (order.order) {
    case "taken":
      return taken(call, now, order);
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
    // The caller continues to wait.
    case "callback-refused":
      return unmoved(call);
  }
}

/** Another call takes the caller out of the queue, unless an agent is being connected: then it takes the next caller. */
function taken(
  call: Call,
  now: Instant,
  { byCallId, roomId }: Extract<QueueOrder, { readonly order: "taken" }>,
): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null || queueing.accepted !== null) return unmoved(call);
  const { scope } = queueing;
  return andThen(cancelQueueing(call, now), (left) => takenFromQueue(left, now, { scope, byCallId, roomId }));
}

/** Connects caller and agent. An agent who has left by now was reported already; any other failure to connect is reported. */
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

/** Position and wait are announced between the music; a caller who is being connected hears neither. */
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

/** The announcement of the position is over: music again, unless the wait is over. */
export function resumeQueueMusic(call: Call): TaskMove {
  const { queueing, talk } = tasksOf(call);
  return queueing === null || talk !== null ? unmoved(call) : beginMusic(call, queueing.task.music);
}

const OUTCOME_OF: Readonly<Record<Over, TaskOutcome>> = {
  "queue-full": { outcome: "queue-full" },
  "wait-over": { outcome: "wait-over" },
  "nobody-there": { outcome: "nobody-there" },
  // The caller did not request it; the queue would not accept it.
  "callback-booked": { outcome: "failed" },
  failed: { outcome: "failed" },
};

function queueOver(call: Call, now: Instant, outcome: Over): TaskMove {
  const { queueing } = tasksOf(call);
  if (queueing === null) return unmoved(call);
  const { scope } = queueing;
  return andThen(waitOver(call, now), (left) =>
    moveOf(
      left,
      [{ effect: "play", legId: call.arrival.legId, sound: "silence" }],
      [ending(scope, OUTCOME_OF[outcome])],
    ),
  );
}

/** Releases the agents that ring for the caller, as the wait is over. */
function waitOver(call: Call, now: Instant): TaskMove {
  if (tasksOf(call).queueing === null) return unmoved(call);
  const done = { queueing: null, play: null, meanwhile: null, isMusic: false } as const;
  return andThen(letAgentsGo(call, now), (left) => moveOf(withTasks(left, done), []));
}

/** The treatment ends the wait; a caller who is being connected to an agent stays. */
function leaveQueue(call: Call, now: Instant): TaskMove {
  const { queueing, talk } = tasksOf(call);
  if (queueing === null || talk !== null) return unmoved(call);
  const { scope } = queueing;
  return andThen(cancelQueueing(call, now), (left) =>
    moveOf(
      left,
      [{ effect: "play", legId: call.arrival.legId, sound: "silence" }],
      [ending(scope, { outcome: "left-queue" })],
    ),
  );
}

/** The treatment continues, or ends the wait. */
export function continueTreatment(call: Call, now: Instant, outcome: TaskOutcome): TaskMove {
  const { move, leaves } = handleTreatmentOutcome(call, now, outcome);
  return leaves ? andThen(move, (left) => leaveQueue(left, now)) : move;
}

/** The task of a waiting caller is cancelled. */
export function cancelQueueing(call: Call, now: Instant): TaskMove {
  if (tasksOf(call).queueing === null) return unmoved(call);
  return andThen(waitOver(call, now), (left) => moveOf(left, [telling({ news: "left", why: "own-choice" })]));
}

/** Follows the legs of agents: an agent without a ringing phone has missed the call; an agent who accepted and left cannot be connected. */
export function followAgents(call: Call, now: Instant): TaskMove {
  const { queueing, talk } = tasksOf(call);
  if (queueing === null || talk !== null) return unmoved(call);
  const { accepted } = queueing;
  const isLost = accepted !== null && legOf(call, accepted.legId)?.state === "gone";
  const lost = isLost
    ? moveOf(withTasks(call, { queueing: { ...queueing, accepted: null } }), [
        telling({ news: "bridge-failed", agentId: accepted.agentId, fault: "agent" }),
      ])
    : unmoved(call);
  return andThen(lost, (left) => followRung(left, now));
}

/** Timeout for a queue's answer to a booking; normally it answers at once. */
const BOOKING_MS_MAX = 5_000;
/** A callback keeps its position for at most a day. */
const BOOKED_MS_MAX = 86_400_000;

/** Books a callback: the caller joins the queue and requests it. */
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

/** The queue has booked the callback; after any other order the booking is refused, and the caller leaves the queue. */
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
