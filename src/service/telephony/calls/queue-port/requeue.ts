import { type Call, type Instant, legOf, withEvents } from "../call.ts";
import { andThen, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import { holdMsOf } from "../transfer/held.ts";
import { telling } from "./agent-rings.ts";
import { beginQueueing } from "./queueing.ts";

/** A caller who lost the agent goes before callers who have had no agent yet. */
const PRIORITY_FIRST = 10;

/**
 * A caller whose agent's browser is lost for good waits in the same queue again, before all others, because the caller did not ask to wait again. For the queue
 * the first talk is over, and its agent enters wrap-up.
 */
export function followLostAgent(call: Call, now: Instant): TaskMove {
  const { talk, queueing, stack } = tasksOf(call);
  const leg = talk === null ? undefined : legOf(call, talk.legId);
  const isLost = leg?.state === "gone" && leg.isAway === true;
  const isOthers = call.transfer !== null || call.consultation !== null;
  if (talk === null || talk.agentId === null || queueing === null || !isLost || isOthers) return unmoved(call);
  if (stack.running === null || legOf(call, call.arrival.legId)?.state === "gone") return unmoved(call);
  const holdMs = holdMsOf(call, talk.legId, now);
  const alone = withTasks({ ...call, talking: null }, { talk: null, dialling: null });
  const said = withEvents(alone, now, [{ kind: "talk.ended", legId: talk.legId, holdMs }]);
  const { recordingId } = call;
  const paused = recordingId === null ? [] : [{ effect: "pause-recording", recordingId } as const];
  const over = moveOf(
    said,
    [{ effect: "write" }, ...paused, telling({ news: "ended", holdMs })],
    [{ input: "left-alone" }],
  );
  const { scope, task } = queueing;
  return andThen(over, (left) => beginQueueing(left, now, { scope, task: { ...task, priority: PRIORITY_FIRST } }));
}
