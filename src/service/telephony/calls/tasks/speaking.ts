import type { Call } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import type { TaskPlay } from "./call-tasks.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";
import type { TaskInput } from "./task-stack.ts";

/** A prompt is begun again so often after the engine of sound died; then it counts as played. */
const RESTARTS_MAX = 3;

/** Plays clips to the caller in place of what he hears. */
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

/** The caller hears nothing of a task any more. */
export function stopPlay(call: Call): TaskMove {
  const silence: CallEffect = { effect: "play", legId: call.arrival.legId, sound: "silence" };
  return moveOf(withTasks(call, { play: null, isMusic: false }), [silence]);
}

/** What the caller hears while he waits; without a prompt of its own what is heard on hold. */
export function beginMusic(call: Call, music: string | null): TaskMove {
  if (music !== null) return beginPlay(call, { of: "music", clips: [{ kind: "prompt", prompt: music }], times: null });
  return moveOf(withTasks(call, { play: null, isMusic: true }), [
    { effect: "play", legId: call.arrival.legId, sound: "music" },
  ]);
}

/**
 * The engine of sound has begun anew, and what it was told last may be lost: whoever waits, or takes part in a conference, hears what he is to
 * hear. What is played once was begun again already.
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
 * A play is over, or its engine died under it: then it is begun again, since whoever heard half of a menu could not choose.
 * A play of a task tells the stack; what else one was for is told by `of`.
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
  // Whoever is asked whether he may be recorded has heard it, or he has not.
  const isUnheard = told.isCut && call.withheldId !== null;
  const over: TaskInput = isUnheard ? ending(scope, { outcome: "failed" }) : { input: "played", scope };
  return { move: moveOf(quiet, [], [over]), over: play };
}

/** A play could not be begun: the task that wanted it has failed; music falls back to what is heard on hold. */
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
