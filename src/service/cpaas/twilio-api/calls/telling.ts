import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";

/** A status callback of a call or a conference: target, time and form fields. */
export interface Telling {
  readonly kind: "call.status" | "call.recording" | "call.stream" | "conference.status" | "conference.recording";
  readonly address: Pick<StatusCallbackTarget, "url" | "method">;
  readonly atMs: number;
  readonly fields: Readonly<Record<string, string>>;
}
