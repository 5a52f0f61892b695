import type { Call, Instant } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import { endCall } from "../ending.ts";
import type { CallTask, TaskOutcome } from "../tasks/call-task.ts";
import type { QueueTreatment, ScriptStep } from "../tasks/script.ts";
import { beginMusic, beginPlay, stopPlay } from "../tasks/speaking.ts";
import { andThen, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";

/** The effect of a treatment document on the task of the waiting caller; null for none. */
export interface TreatmentMove {
  readonly move: TaskMove;
  /** Whether the caller leaves the queue. */
  readonly leaves: boolean;
}

const stay = (move: TaskMove): TreatmentMove => ({ move, leaves: false });

/** Starts the treatment of a waiting caller, `music` without an own treatment; a script starts under music, so that its request causes no silence. */
export function beginTreatment(
  call: Call,
  now: Instant,
  { what, music }: { readonly what: QueueTreatment; readonly music: string | null },
): TreatmentMove {
  const quiet = withTasks(call, { meanwhile: null });
  if (what === "silence") return stay(stopPlay(quiet));
  if (what === "music") return stay(beginMusic(quiet, music));
  const first = beginMusic(quiet, music);
  return after(first, carriedOut(first.call, now, { step: what.step({ input: "begun" }, now.atMs), music }));
}

/** The treatment ends with the wait. */
export function endTreatment(call: Call): Call {
  return withTasks(call, { meanwhile: null });
}

/** Whether an answer belongs to the treatment. */
export function isOfTreatment({ tasks }: Call, nth: number): boolean {
  return tasks?.meanwhile?.nth === nth;
}

/** A request or an announcement of the treatment has ended. */
export function handleTreatmentOutcome(call: Call, now: Instant, outcome: TaskOutcome): TreatmentMove {
  const { meanwhile } = tasksOf(call);
  if (meanwhile === null) return stay(unmoved(call));
  const { script, token, music } = meanwhile;
  return carriedOut(call, now, { step: script.step({ input: "finished", token, outcome }, now.atMs), music });
}

function after(first: TaskMove, second: TreatmentMove): TreatmentMove {
  return { move: andThen(first, () => second.move), leaves: second.leaves };
}

/** A script without further tasks leaves the caller with the music. */
function carriedOut(
  call: Call,
  now: Instant,
  { step: { script, run }, music }: { readonly step: ScriptStep; readonly music: string | null },
): TreatmentMove {
  const [task] = run?.tasks ?? [];
  if (run === null || task === undefined) return stay(musicAgain(withTasks(call, { meanwhile: null }), music));
  const { stack } = tasksOf(call);
  const nth = stack.nextScope;
  const going = withTasks(call, {
    stack: { ...stack, nextScope: nth + 1 },
    meanwhile: { script, token: run.token, nth, music },
  });
  return begun(going, now, { task, nth, music });
}

function begun(
  call: Call,
  now: Instant,
  { task, nth, music }: { readonly task: CallTask; readonly nth: number; readonly music: string | null },
): TreatmentMove {
  if (task.task === "ask-application")
    return stay(requestUnderMusic(call, { effect: "ask-application", nth, wish: task.wish }, music));
  if (task.task === "ready-sounds") return stay(moveOf(call, [{ effect: "ready-sounds", nth, wish: task.wish }]));
  if (task.task === "play") return stay(beginPlay(call, { of: "meanwhile", clips: task.clips, times: task.times }));
  const silent = withTasks(call, { meanwhile: null });
  // A caller who waits for a conference has no queue to leave.
  const { queueing, conferring } = tasksOf(call);
  if (task.task === "leave" && queueing !== null && conferring === null)
    return { move: moveOf(silent, []), leaves: true };
  // Other tasks are not carried out during a wait.
  if (task.task !== "hang-up") return stay(musicAgain(silent, music));
  const step = endCall(call, now, { outcome: "answered", by: "system", status: null, cause: 16 });
  return stay({ ...step, inputs: [] });
}

function requestUnderMusic(call: Call, asking: CallEffect, music: string | null): TaskMove {
  return andThen(musicAgain(call, music), (waiting) => moveOf(waiting, [asking]));
}

/** Music that already plays continues. */
function musicAgain(call: Call, music: string | null): TaskMove {
  return tasksOf(call).isMusic ? unmoved(call) : beginMusic(call, music);
}
