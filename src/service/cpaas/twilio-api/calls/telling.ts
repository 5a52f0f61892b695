import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";

/** Something that an application is told of a call or a conference: where, when it was, and the fields of its form. */
export interface Telling {
  readonly kind: "call.status" | "call.recording" | "call.stream" | "conference.status" | "conference.recording";
  readonly address: Pick<StatusCallbackTarget, "url" | "method">;
  readonly atMs: number;
  readonly fields: Readonly<Record<string, string>>;
}
