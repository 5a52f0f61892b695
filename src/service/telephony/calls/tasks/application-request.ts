import type { Call } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import type { ApplicationAnswer, TextSent } from "./application-port.ts";
import type { TaskOf, TaskOutcome } from "./call-task.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

/** Sends a request to an application; a caller that is not answered yet hears ringback until then. */
export function beginApplication(call: Call, scope: number, { wish }: TaskOf<"ask-application">): TaskMove {
  return waiting(call, scope, { effect: "ask-application", nth: scope, wish });
}

/** Makes the sounds of a document playable. */
export function beginSounds(call: Call, scope: number, { wish }: TaskOf<"ready-sounds">): TaskMove {
  return waiting(call, scope, { effect: "ready-sounds", nth: scope, wish });
}

/** Sends an SMS; a caller that is not answered yet hears ringback until it is on disk. */
export function beginText(call: Call, scope: number, { wish }: TaskOf<"send-text">): TaskMove {
  return waiting(call, scope, { effect: "send-text", nth: scope, wish });
}

function waiting(call: Call, scope: number, effect: CallEffect): TaskMove {
  const { legId } = call.arrival;
  const asked = withTasks(call, { asking: scope });
  if (call.phase !== "ringing" || call.hasRung) return moveOf(asked, [effect]);
  return moveOf({ ...asked, hasRung: true }, [{ effect: "ring", legId }, effect]);
}

/** Results for a call from its application: an answer, sounds, or an SMS. */
export type ApplicationInput =
  | { readonly input: "application-answered"; readonly nth: number; readonly answer: ApplicationAnswer }
  | { readonly input: "sounds-ready"; readonly nth: number; readonly clips: SoundsReady["clips"] }
  | { readonly input: "text-sent"; readonly nth: number; readonly sent: TextSent };

/** An application has answered, its sounds are ready, or its SMS is submitted; a result that is no longer awaited has no effect. */
export function handleApplicationInput(call: Call, input: ApplicationInput): TaskMove {
  if (tasksOf(call).asking !== input.nth) return unmoved(call);
  return moveOf(withTasks(call, { asking: null }), [], [ending(input.nth, outcomeOf(input))]);
}

type SoundsReady = Extract<TaskOutcome, { readonly outcome: "sounds-ready" }>;

/** The outcome of a request. */
export function outcomeOf(input: ApplicationInput): TaskOutcome {
  if (input.input === "sounds-ready") return { outcome: "sounds-ready", clips: input.clips };
  if (input.input === "text-sent") return { outcome: "text-sent", sent: input.sent };
  const { answer } = input;
  return answer.is === "document" ? { outcome: "document", answer } : { outcome: "no-document", error: answer.error };
}
