import type { Call } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import type { TaskPlay } from "./call-tasks.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";
import type { TaskInput } from "./task-stack.ts";

/** How often a prompt is restarted after a failure of the media engine; then it counts as played. */
const RESTARTS_MAX = 3;

/** Plays clips to the caller in place of the present audio. */
export function beginPlay(call: Call, wish: Pick<TaskPlay, "of" | "clips" | "times">): TaskMove {
  return playing(call, { ...wish, restarts: 0 });
}

function playing(call: Call, wish: Omit<TaskPlay, "name">): TaskMove {
  const { legId } = call.arrival;
  const plays = tasksOf(call).plays + 1;
  const play: TaskPlay = { ...wish, name: `task.${plays}.${legId}` };
  const { name, clips, times } = play;
  const isMusic = wish.of === "music";
  return moveOf(withTasks(call, { plays, play, isMusic }), [{ effect: "play-clips", legId, play: name, clips, times }]);
}

/** Stops the playback of a task. */
export function stopPlay(call: Call): TaskMove {
  const silence: CallEffect = { effect: "play", legId: call.arrival.legId, sound: "silence" };
  return moveOf(withTasks(call, { play: null, isMusic: false }), [silence]);
}

/** The caller's music during a wait; without an own prompt it is the music on hold. */
export function beginMusic(call: Call, music: string | null): TaskMove {
  if (music !== null) return beginPlay(call, { of: "music", clips: [{ kind: "prompt", prompt: music }], times: null });
  return moveOf(withTasks(call, { play: null, isMusic: true }), [
    { effect: "play", legId: call.arrival.legId, sound: "music" },
  ]);
}

/**
 * The media engine has restarted and may have lost the last commands: waiting callers and conference participants get their audio again. Single playbacks were
 * restarted already.
 */
export function hearAgain(call: Call): TaskMove {
  const { tasks } = call;
  const isWaiting = tasks?.queueing != null && tasks.talk === null;
  if (tasks === null || (tasks.conferring === null && !isWaiting)) return unmoved(call);
  const { conferring, play, isMusic } = tasks;
  const [clip] = play?.of === "music" ? play.clips : [];
  if (isMusic) return beginMusic(call, clip?.kind === "prompt" ? clip.prompt : null);
  if (play !== null) return unmoved(call);
  if (conferring?.of === "taking" && !conferring.isTalking)
    return moveOf(call, [{ effect: "play", legId: call.arrival.legId, sound: "ringing" }]);
  return stopPlay(call);
}

/**
 * A playback is over, or the engine failed during it: then it is restarted, since a caller who has heard half of a menu cannot choose. The end of a task's
 * playback goes to the task stack; `of` names the purpose of any other.
 */
export function playOver(
  call: Call,
  told: { readonly play: string; readonly isCut: boolean },
): { readonly move: TaskMove; readonly over: TaskPlay | null } {
  const { play } = tasksOf(call);
  if (play === null || play.name !== told.play) return { move: unmoved(call), over: null };
  if (told.isCut && play.restarts < RESTARTS_MAX)
    return { move: playing(call, { ...play, restarts: play.restarts + 1 }), over: null };
  const quiet = withTasks(call, { play: null });
  const { running } = tasksOf(call).stack;
  if (play.of !== "task" || running === null) return { move: moveOf(quiet, []), over: play };
  const { scope } = running;
  // A consent question counts only if it was heard completely.
  const isUnheard = told.isCut && call.withheldId !== null;
  const over: TaskInput = isUnheard ? ending(scope, { outcome: "failed" }) : { input: "played", scope };
  return { move: moveOf(quiet, [], [over]), over: play };
}

/** A playback could not be started: its task fails; music falls back to the music on hold. */
export function playFailed(
  call: Call,
  told: { readonly play: string },
): { readonly move: TaskMove; readonly over: TaskPlay | null } {
  const { play, stack } = tasksOf(call);
  if (play === null || play.name !== told.play) return { move: unmoved(call), over: null };
  const quiet = withTasks(call, { play: null });
  if (play.of === "music") return { move: beginMusic(quiet, null), over: null };
  const isTask = play.of === "task" && stack.running !== null;
  const failed = isTask ? [ending(stack.running.scope, { outcome: "failed" })] : [];
  return { move: moveOf(quiet, [], failed), over: play };
}
