import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallInstructions, CallTarget, Hook } from "../../../flows/call-documents/index.ts";
import { isForPeople, outsideKind, type PeoplesCodes } from "../../../telephony/dial-plan/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import type { CallbackFields } from "./callback-form.ts";

/** Instruction fields of a call. */
export interface InstructionFields {
  readonly Url?: string | undefined;
  readonly Method?: "GET" | "POST" | undefined;
  readonly FallbackUrl?: string | undefined;
  readonly FallbackMethod?: "GET" | "POST" | undefined;
  readonly Twiml?: string | undefined;
}

/** A call order as received, common to both APIs. */
export interface OrderForm extends InstructionFields, CallbackFields {
  /** A telephone number, or `sip:101` for an internal phone. */
  readonly To: string;
  readonly From: string;
  readonly Timeout: number;
  readonly TimeLimit?: number | undefined;
  readonly SendDigits?: string | undefined;
  readonly Record: "true" | "false";
}

/** Default ringing time, and the maximum ringing and call duration. */
export const CALL_SECONDS = { ring: 60, ringMost: 600, talkMost: 14_400 } as const;

/** Maximum length of an inline document. */
export const DOCUMENT_MAX = 4_000;

/** Digits to send after the call is answered. */
export const SEND_DIGITS = /^[\dwW*#]{1,32}$/;

/** Identifies the call to change, and the request. */
export interface CallRequestContext {
  readonly tenantId: string;
  readonly callId: string;
  readonly requestId: string;
  /** API key of the client; null for none. */
  readonly keyId: string | null;
}

/** A change of a call. */
export interface CallChange extends InstructionFields {
  readonly Status?: "canceled" | "completed" | undefined;
}

const EXTENSION = /^(?:sip|client):(\d{2,8})(?:@[\w.:[\]-]{1,100})?$/;
const SEPARATORS = /[\s.()-]/g;
const URL_MAX = 2_048;
const SHORT = /^\d{3,8}$/;

/** Parses the destination of a call: an external number, or an internal phone as `sip:101` or `client:101`. */
export function targetOf(to: string, plan: PeoplesCodes): Result<CallTarget, RestRefusal> {
  const [, extension] = EXTENSION.exec(to.trim()) ?? [];
  if (extension !== undefined) return ok({ kind: "phone", extension });
  const number = to.replace(SEPARATORS, "");
  // Only people may call emergency numbers and numbers reserved for the state.
  if (isForPeople(plan, number)) return refuse({ code: 21216 });
  if (outsideKind(number) === null) return refuse({ code: 21211 });
  return ok({ kind: "number", number });
}

/** Parses the code used as caller ID; null for an invalid one. */
export function codeOf(from: string): string | null {
  const digits = from.replace(SEPARATORS, "").replace(/^\+?62(?=\d{5,8}$)|^\+/, "");
  return SHORT.test(digits) ? digits : null;
}

/** Validates the instructions of a call; `inside` are internal hosts permitted for webhooks. */
export function instructionsOf(
  fields: InstructionFields,
  inside: ReadonlySet<string>,
): Result<CallInstructions, RestRefusal> {
  const { Url, Twiml, FallbackUrl } = fields;
  const isAddress = (url: string) => url.length <= URL_MAX && isOutwardUrl(url, inside);
  if (Twiml !== undefined) {
    // NUL is invalid in XML and in PostgreSQL texts.
    if (Twiml.includes("\u0000")) return refuse({ code: 21205, params: { name: "Twiml" } });
    return Url === undefined
      ? ok({ from: "document", document: Twiml })
      : refuse({ code: 20001, causes: { exclusive: "Url, Twiml" } });
  }
  if (Url === undefined) return refuse({ code: 21205, params: { name: "Url" } });
  if (!isAddress(Url)) return refuse({ code: 21205, params: { name: "Url" } });
  if (FallbackUrl !== undefined && !isAddress(FallbackUrl))
    return refuse({ code: 21205, params: { name: "FallbackUrl" } });
  const hook = (url: string, method: "GET" | "POST" = "POST"): Hook => ({ url, method });
  return ok({
    from: "hook",
    voice: hook(Url, fields.Method),
    fallback: FallbackUrl === undefined ? null : hook(FallbackUrl, fields.FallbackMethod),
  });
}
