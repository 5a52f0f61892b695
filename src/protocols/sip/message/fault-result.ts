import type { Result } from "../../../kernel/index.ts";
import type { SipFault, SipFaultCode } from "./fault.ts";

/** A parsed value, or the fault that prevented it. */
export type Read<Value> = Result<Value, SipFault>;

/** Refuses with a fault of this code, and the header fields that its response must carry. */
export function faulty(
  code: SipFaultCode,
  headers?: SipFault["headers"],
): { readonly ok: false; readonly refusal: SipFault } {
  return { ok: false, refusal: headers === undefined ? { code } : { code, headers } };
}
