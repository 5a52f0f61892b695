import type { CallEffect } from "./call-step.ts";
import type { Conferring } from "./tasks/call-tasks.ts";

/** Effects for a call that leaves a conference. */
export function conferenceLeaveEffects({ of }: Conferring): readonly CallEffect[] {
  return [...(of === "taking" ? [{ effect: "take-no-more" } as const] : []), { effect: "leave-conference" }];
}
