import type { SmsOptions } from "../../../telephony/calls/index.ts";

/** An SMS of a document, with sender and recipient. */
export interface CallText extends Pick<SmsOptions, "text" | "toldUrl"> {
  readonly tenantId: string;
  readonly from: string;
  readonly to: string;
}
