import { type Destination, type Script, withConsent } from "../calls/index.ts";
import type { ServiceNumber } from "../numbers/index.ts";

/** Where a call of a number with a flow leads: to the flow, behind what is said first where it is to be recorded. */
export function flowDestination(
  desk: { readonly promptVersion: (tenantId: string, prompt: string) => string },
  script: Script,
  number: ServiceNumber | null | undefined,
): Destination {
  if (number?.isRecorded !== true) return { kind: "tasks", script, isRecorded: false, areKeysSecret: false };
  const { tenantId, recordingNotice: notice = "none" } = number;
  const asked = withConsent(script, notice, (prompt) => desk.promptVersion(tenantId, prompt));
  return { kind: "tasks", script: asked, isRecorded: true, notice, areKeysSecret: false };
}
