import { type Destination, type Script, withConsent } from "../calls/index.ts";
import type { ServiceNumber } from "../dial-plan/index.ts";

/** Where a call of a number with a flow leads: to the flow, behind what is said first where it is to be recorded. */
export function flowDestination(
  desk: { readonly promptVersion: (tenantId: string, prompt: string) => string },
  script: Script,
  number: ServiceNumber | null | undefined,
): Destination {
  if (number == null) return { kind: "tasks", script, isRecorded: false, areKeysSecret: false };
  const { tenantId, recordingNotice: notice = "none" } = number;
  // What would have to be said first also counts where a program has it recorded later.
  if (!number.isRecorded) return { kind: "tasks", script, isRecorded: false, notice, areKeysSecret: false };
  const asked = withConsent(script, notice, (prompt) => desk.promptVersion(tenantId, prompt));
  return { kind: "tasks", script: asked, isRecorded: true, notice, areKeysSecret: false };
}

/** What a call does that an application has made: its script, behind what is said first where it is to be recorded. */
export function calledDestination(
  desk: { readonly promptVersion: (tenantId: string, prompt: string) => string },
  order: {
    readonly script: Script;
    readonly number: ServiceNumber;
    readonly ringMs: number;
    readonly lastsMs: number | null;
    readonly isRecorded: boolean;
  },
): Destination {
  const { script, number, ringMs, lastsMs, isRecorded } = order;
  const led = flowDestination(desk, script, { ...number, isRecorded });
  if (led.kind !== "tasks") return led;
  return { ...led, calledMs: ringMs, ...(lastsMs === null ? {} : { lastsMs }) };
}
