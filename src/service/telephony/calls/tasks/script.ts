import type { Script } from "./call-task.ts";

export type { Inheritance, LeftTask, QueueTreatment, Script, ScriptInput, ScriptStep } from "./call-task.ts";

/** The script of a call to a code; null for a code that rings phones. */
export type ScriptResolver = (
  code: string,
  call: { readonly caller: string; readonly called: string },
) => Script | null;
