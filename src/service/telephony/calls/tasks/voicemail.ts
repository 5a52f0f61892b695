import type { Call, Instant } from "../call.ts";
import { withEvents } from "../call.ts";
import { hasConsented } from "../recording/recording-consent.ts";
import type { TaskOf } from "./call-task.ts";
import { beginPlay } from "./speaking.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

const SECOND_MS = 1_000;
const US_PER_S = 1_000_000;
/** Minimum length of a message in seconds; a shorter one is discarded. */
const MESSAGE_S_MIN = 1;

/** Records a message: first the tone that marks its beginning; without a tone only where the caller was notified or has agreed already. */
export function beginMessage(call: Call, scope: number, task: TaskOf<"record-message">): TaskMove {
  const message = { scope, task, recordingId: null, beganUs: 0 };
  if (task.hasBeep === false && hasConsented(call)) return toneOver(withTasks(call, { message }));
  return beginPlay(withTasks(call, { message }), { of: "tone", clips: [{ kind: "tone", tone: "beep" }], times: 1 });
}

/** The tone is over, or there was none: recording of the caller starts. */
export function toneOver(call: Call): TaskMove {
  const { message } = tasksOf(call);
  if (message === null || message.recordingId !== null) return unmoved(call);
  const { queueId, silenceMs } = message.task;
  return moveOf(call, [{ effect: "begin-message", legId: call.arrival.legId, queueId, quietMs: silenceMs }]);
}

/** The recording of a message continues; one that is no longer requested is dropped. */
export function messageBegan(call: Call, now: Instant, recordingId: string): TaskMove {
  const { message } = tasksOf(call);
  const { legId } = call.arrival;
  if (message === null || message.recordingId !== null)
    return moveOf(call, [{ effect: "end-message", legId, recordingId, isKept: false }]);
  const { scope, task } = message;
  const begun = withTasks(call, { message: { ...message, recordingId, beganUs: now.elapsedUs }, timerScope: scope });
  const said = withEvents(begun, now, [
    { kind: "message.began", recordingId, queueId: task.queueId, ...statusCallbackOption(task) },
  ]);
  return moveOf(said, [{ effect: "write" }, { effect: "arm", timer: "task", ms: task.secondsMax * SECOND_MS }]);
}

const statusCallbackOption = ({ told }: TaskOf<"record-message">) => (told === undefined ? {} : { told });

/** Recording is not possible. */
export function messageFailed(call: Call): TaskMove {
  const { message } = tasksOf(call);
  if (message === null || message.recordingId !== null) return unmoved(call);
  return moveOf(withTasks(call, { message: null }), [], [ending(message.scope, { outcome: "failed" })]);
}

/** The message is over: by a key, by silence, by its maximum length, or because the call ends. Without audio it is discarded. */
export function endMessage(call: Call, now: Instant, { hasSound }: { readonly hasSound: boolean }): TaskMove {
  const { message } = tasksOf(call);
  if (message === null) return unmoved(call);
  const { recordingId, scope, beganUs } = message;
  const over = withTasks(call, { message: null, timerScope: null });
  if (recordingId === null) return moveOf(over, [], [ending(scope, { outcome: "no-message" })]);
  const seconds = Math.round((now.elapsedUs - beganUs) / US_PER_S);
  const isKept = hasSound && seconds >= MESSAGE_S_MIN;
  const said = withEvents(over, now, [{ kind: "message.ended", recordingId, isKept, seconds }]);
  return moveOf(
    said,
    [
      { effect: "disarm", timer: "task" },
      { effect: "write" },
      { effect: "end-message", legId: call.arrival.legId, recordingId, isKept },
    ],
    [ending(scope, isKept ? { outcome: "message-kept", seconds, recordingId } : { outcome: "no-message" })],
  );
}
