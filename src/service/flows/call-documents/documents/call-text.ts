import type { SmsOptions } from "../../../telephony/calls/index.ts";

/** A short message of a document with all its parties. */
export interface CallText extends Pick<SmsOptions, "text" | "toldUrl"> {
  readonly tenantId: string;
  readonly from: string;
  readonly to: string;
}
