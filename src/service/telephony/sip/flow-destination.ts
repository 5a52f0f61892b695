import { type Destination, type Script, withConsent } from "../calls/index.ts";
import type { ServiceNumber } from "../dial-plan/index.ts";

/** The destination of a call to a number with a flow: the flow, after the recording notice where it is recorded. */
export function flowDestination(
  desk: { readonly promptVersion: (tenantId: string, prompt: string) => string },
  script: Script,
  number: ServiceNumber | null | undefined,
): Destination {
  if (number == null) return { kind: "tasks", script, isRecorded: false, areKeysSecret: false };
  const { tenantId, recordingNotice: notice = "none" } = number;
  // The notice also counts where an API client starts a recording later.
  if (!number.isRecorded) return { kind: "tasks", script, isRecorded: false, notice, areKeysSecret: false };
  const asked = withConsent(script, notice, (prompt) => desk.promptVersion(tenantId, prompt));
  return { kind: "tasks", script: asked, isRecorded: true, notice, areKeysSecret: false };
}

/** The destination of a call that an application has originated: its script, after the recording notice where it is recorded. */
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
