import type { CallInput } from "../call-step.ts";

const OF_TASKS = [
  ...(["queue-order", "conference-order", "desk-answered", "looked-up", "application-answered"] as const),
  ...(["sounds-ready", "stream-told", "refer-told", "play-ended", "play-failed", "dial-resolved"] as const),
  ...(["message-began", "message-failed", "fell-quiet", "text-sent", "speech-told"] as const),
] as const satisfies readonly CallInput["input"][];

/** The inputs that concern only tasks, or a callback. */
export type TaskEvent = Extract<CallInput, { readonly input: (typeof OF_TASKS)[number] }>;

/** Whether an input is about tasks. */
export function isOfTasks(input: CallInput): input is TaskEvent {
  return OF_TASKS.some((one) => one === input.input);
}
