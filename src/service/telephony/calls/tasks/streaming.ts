import type { StatusCallbacks } from "../../cdr/index.ts";
import { type Call, type Instant, withEvents } from "../call.ts";
import type { CallInput } from "../call-step.ts";
import type { TaskOf } from "./call-task.ts";
import type { StreamEvent, StreamOrdered } from "./stream-port.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

/** Connects the caller with an application by a stream; the caller hears the audio that comes from it. */
export function beginStream(call: Call, scope: number, { stream }: TaskOf<"connect-stream">): TaskMove {
  const asked = withTasks(call, { asking: scope });
  return moveOf(asked, [{ effect: "begin-stream", nth: scope, stream, isHeard: true }]);
}

/** Streams the call to an application from now on; the next task does not wait for it. */
export function startStream(call: Call, scope: number, { stream }: TaskOf<"start-stream">): TaskMove {
  const begun = { effect: "begin-stream", nth: scope, stream, isHeard: false } as const;
  return moveOf(call, [begun], [ending(scope, { outcome: "stream-ordered" })]);
}

/** Stops the streams of that name. */
export function stopStream(call: Call, scope: number, { name }: TaskOf<"stop-stream">): TaskMove {
  const stopped = { effect: "stop-stream", which: { name } } as const;
  return moveOf(call, [stopped], [ending(scope, { outcome: "stream-ordered" })]);
}

/** Disconnects the caller from the bidirectional stream. */
export function cancelStream(call: Call): TaskMove {
  const { asking } = tasksOf(call);
  const left = withTasks(call, { asking: null });
  return asking === null ? unmoved(left) : moveOf(left, [{ effect: "stop-stream", which: { nth: asking } }]);
}

/** No task has this number: it is used for streams that API clients order. */
const OF_NO_TASK = 0;

/** Whether the call can be streamed: tasks control it, and its caller is connected. */
export function canStream({ phase, tasks }: Call): boolean {
  return phase === "talking" && tasks?.stack.isAnswered === true;
}

/**
 * Maximum stream events of one call that API clients may cause by orders. The record of a call has a limited number of events, and a full record ends the call:
 * endless attempts must not disconnect the caller.
 */
const STREAM_EVENTS_MAX = 400;

/** Whether an API client may start one more stream. */
export function mayStream(call: Call): boolean {
  const { events } = call;
  const told = events.filter(({ body }) => body.kind === "stream.began" || body.kind === "stream.ended").length;
  return canStream(call) && told < STREAM_EVENTS_MAX;
}

function streamOrdered(call: Call, streamId: string, { stream }: StreamOrdered): TaskMove {
  if (stream === null) return moveOf(call, [{ effect: "stop-stream", which: { streamId } }]);
  if (!mayStream(call)) return unmoved(call);
  return moveOf(call, [{ effect: "begin-stream", nth: OF_NO_TASK, stream, isHeard: false, streamId }]);
}

/** A stream is requested, has started or is over; the end of the stream that the caller hears ends its task. */
export function handleStreamInput(
  call: Call,
  now: Instant,
  { nth, streamId, news }: Extract<CallInput, { readonly input: "stream-told" }>,
): TaskMove {
  if (news.news === "ordered") return streamOrdered(call, streamId, news);
  const stream = { streamId, name: news.name, ...streamCallbackOption(news) };
  if (news.news === "began") {
    return moveOf(withEvents(call, now, [{ kind: "stream.began", ...stream }]), [{ effect: "write" }]);
  }
  const { error, wasHeard } = news;
  const said = withEvents(call, now, [{ kind: "stream.ended", error, ...stream }]);
  if (tasksOf(call).asking !== nth) return moveOf(said, [{ effect: "write" }]);
  const outcome = { outcome: "stream-ended", streamId, error, wasHeard } as const;
  return moveOf(withTasks(said, { asking: null }), [{ effect: "write" }], [ending(nth, outcome)]);
}

/** The callback address of a stream as part of its events. */
function streamCallbackOption({ statusCallback }: StreamEvent): { readonly told?: StatusCallbacks } {
  return statusCallback === null ? {} : { told: { stream: { ...statusCallback, events: STREAM_EVENTS } } };
}

const STREAM_EVENTS = ["stream-started", "stream-stopped", "stream-error"] as const;
