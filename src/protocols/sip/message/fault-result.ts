import type { Result } from "../../../kernel/index.ts";
import type { SipFault, SipFaultCode } from "./fault.ts";

/** A value read from a message, or the fault that kept it from being read. */
export type Read<Value> = Result<Value, SipFault>;

/** Refuses with a fault of this code, and the header fields its answer must carry. */
export function faulty(
  code: SipFaultCode,
  headers?: SipFault["headers"],
): { readonly ok: false; readonly refusal: SipFault } {
  return { ok: false, refusal: headers === undefined ? { code } : { code, headers } };
}
