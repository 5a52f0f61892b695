import type { Call, Instant } from "../call.ts";
import { beginConferring, beginTaking, cancelConferring } from "../conference/conference-join.ts";
import { beginDial, cancelDial } from "../dialling.ts";
import { endCall } from "../ending.ts";
import { STATUS_OF_OUTCOME } from "../outcome-status.ts";
import { beginAgentCommand } from "../queue-port/agent-phone-commands.ts";
import { beginBooking, beginQueueing, bookingAnswered, cancelQueueing } from "../queue-port/queueing.ts";
import { beginRefer, cancelRefer } from "../transfer/referring.ts";
import { beginApplication, beginSounds, beginText } from "./application-request.ts";
import type { CallTask } from "./call-task.ts";
import { beginDataLookup } from "./data-lookup.ts";
import { beginPlay, stopPlay } from "./speaking.ts";
import { beginStream, cancelStream, startStream, stopStream } from "./streaming.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";
import { beginMessage, endMessage } from "./voicemail.ts";

/** Begins a task of a call. */
export function beginTask(
  call: Call,
  now: Instant,
  { scope, task }: { readonly scope: number; readonly task: CallTask },
): TaskMove {
  switch (task.task) {
    case "play":
      return beginPlay(call, { of: "task", clips: task.clips, times: task.times });
    case "gather":
      return task.clips.length === 0 ? unmoved(call) : beginPlay(call, { of: "task", clips: task.clips, times: 1 });
    case "enqueue":
      return beginQueueing(call, now, { scope, task });
    case "dial":
      return beginDial(call, scope, task);
    case "record-message":
      return beginMessage(call, scope, task);
    case "book-callback":
      return beginBooking(call, scope, task);
    case "ask-desk":
      return beginAgentCommand(call, scope, task);
    case "look-up":
      return beginDataLookup(call, scope, task);
    case "ask-application":
      return beginApplication(call, scope, task);
    case "ready-sounds":
      return beginSounds(call, scope, task);
    case "send-text":
      return beginText(call, scope, task);
    case "confer":
      return beginConferring(call, now, { scope, task });
    case "take-caller":
      return beginTaking(call, now, { scope, task });
    case "leave":
      return moveOf(call, [], [ending(scope, { outcome: "failed" })]);
    case "refer":
      return beginRefer(call, scope, task);
    case "connect-stream":
      return beginStream(call, scope, task);
    case "start-stream":
      return startStream(call, scope, task);
    case "stop-stream":
      return stopStream(call, scope, task);
    case "reject":
      return hangUp(call, now, task.reason === "busy" ? "busy" : "declined");
    case "hang-up":
      return hangUp(call, now);
  }
}

/** Ends a call as its tasks order: an unanswered call is refused. */
export function hangUp(call: Call, now: Instant, refusal: "declined" | "busy" = "declined"): TaskMove {
  const isAnswered = tasksOf(call).stack.isAnswered;
  const step = isAnswered
    ? endCall(call, now, { outcome: "answered", by: "system", status: null, cause: 16 })
    : endCall(call, now, { outcome: refusal, by: "system", ...STATUS_OF_OUTCOME[refusal] });
  return { ...step, inputs: [] };
}

/** The running task is cancelled; the outcome of a cancelled task is discarded. */
export function cancelTask(call: Call, now: Instant, task: CallTask): TaskMove {
  switch (task.task) {
    case "play":
      return stopPlay(call);
    case "gather": {
      const stopped = stopPlay(call);
      if (task.speech === undefined) return stopped;
      return { ...stopped, effects: [...stopped.effects, { effect: "end-hearing", isCut: true }] };
    }
    case "enqueue":
      return tasksOf(call).conferring === null ? cancelQueueing(call, now) : cancelConferring(call);
    case "dial":
      return cancelDial(call, now);
    case "record-message":
      return { ...endMessage(call, now, { hasSound: true }), inputs: [] };
    case "book-callback":
      return { ...bookingAnswered(call, null), inputs: [] };
    case "ask-desk":
    case "look-up":
    case "ask-application":
    case "ready-sounds":
    case "send-text":
      return moveOf(withTasks(call, { asking: null }), []);
    case "confer":
    case "take-caller":
      return cancelConferring(call);
    case "refer":
      return cancelRefer(call);
    case "connect-stream":
      return cancelStream(call);
    case "leave":
    case "start-stream":
    case "stop-stream":
    case "reject":
    case "hang-up":
      return unmoved(call);
  }
}
