import { type Call, isCalledOut, legOf } from "../call.ts";
import type { CallInput } from "../call-step.ts";
import type { TaskOf, TaskOutcome } from "../tasks/call-task.ts";
import type { Referring } from "../tasks/call-tasks.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";

/** Timeout for the response to a REFER, and for the completion of the referred call after it was accepted. */
const ANSWER_MS_MAX = 10_000;
const REACH_MS_MAX = 30_000;

const NOT_REFERRED: TaskOutcome = { outcome: "referred", answered: null, notified: null, isDone: false };

/** Sends a REFER to the caller's phone or trunk; the caller hears ringback until the result arrives. */
export function beginRefer(call: Call, scope: number, { number }: TaskOf<"refer">): TaskMove {
  const { legId, party, isEmergency } = call.arrival;
  const isAsked = (party.kind === "phone" || party.kind === "trunk") && !isCalledOut(call.arrival) && !isEmergency;
  if (!isAsked || legOf(call, legId)?.state !== "up") return moveOf(call, [], [ending(scope, NOT_REFERRED)]);
  return moveOf(withTasks(call, { referring: { scope, answered: null, notified: null } }), [
    { effect: "play", legId, sound: "ringing" },
    { effect: "arm", timer: "dial", ms: ANSWER_MS_MAX },
    { effect: "refer", legId, number },
  ]);
}

/** Handles the events of a REFER: not sent, refused, or its NOTIFY requests. */
export function handleReferEvent(
  call: Call,
  { legId, news }: Extract<CallInput, { readonly input: "refer-told" }>,
): TaskMove {
  const { referring } = tasksOf(call);
  if (referring === null || legId !== call.arrival.legId) return unmoved(call);
  switch (news.news) {
    case "not-asked":
      return over(call, referring, false);
    case "answered": {
      const answered = { ...referring, answered: news.status };
      if (news.status >= 300) return over(call, answered, false);
      return moveOf(withTasks(call, { referring: answered }), [{ effect: "arm", timer: "dial", ms: REACH_MS_MAX }]);
    }
    case "notified": {
      const { status, isOver } = news;
      const notified = { ...referring, notified: status === 0 ? referring.notified : status };
      if (status < 200 && !isOver) return moveOf(withTasks(call, { referring: notified }), []);
      return over(call, notified, status >= 200 && status < 300);
    }
  }
}

/** The far end has not answered the REFER in time, or never sent a final NOTIFY. */
export function referTimedOut(call: Call): TaskMove {
  const { referring } = tasksOf(call);
  if (referring === null) return unmoved(call);
  const move = over(call, referring, false);
  return { ...move, effects: [dropped(call), ...move.effects] };
}

function over(call: Call, { scope, answered, notified }: Referring, isDone: boolean): TaskMove {
  const outcome = { outcome: "referred", answered, notified, isDone } as const;
  return moveOf(withTasks(call, { referring: null }), quiet(call), [ending(scope, outcome)]);
}

/** The result when the far end hangs up: a far end that has accepted the REFER leaves that way. */
export function referredAway({ answered, notified }: Referring): TaskOutcome {
  const isAgreed = answered !== null && answered < 300;
  return { outcome: "referred", answered, notified, isDone: isAgreed };
}

/** The task is cancelled; the far end's own call is not affected. */
export function cancelRefer(call: Call): TaskMove {
  if (tasksOf(call).referring === null) return unmoved(call);
  return moveOf(withTasks(call, { referring: null }), [dropped(call), ...quiet(call)]);
}

/** Dropped, because a later ACK would otherwise send the REFER beside the call's next task. */
const dropped = ({ arrival }: Call): TaskMove["effects"][number] => ({ effect: "drop-refer", legId: arrival.legId });

const quiet = ({ arrival }: Call): TaskMove["effects"] => [
  { effect: "disarm", timer: "dial" },
  { effect: "play", legId: arrival.legId, sound: "silence" },
];
