import type { CallEffect } from "./call-step.ts";
import type { Conferring } from "./tasks/call-tasks.ts";

/** What the world is asked when somebody takes part no more. */
export function conferenceLeaveEffects({ of }: Conferring): readonly CallEffect[] {
  return [...(of === "taking" ? [{ effect: "take-no-more" } as const] : []), { effect: "leave-conference" }];
}
