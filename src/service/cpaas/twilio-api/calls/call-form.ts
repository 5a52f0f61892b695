import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallInstructions, CallTarget, Hook } from "../../../flows/call-documents/index.ts";
import { isForPeople, outsideKind, type PeoplesCodes } from "../../../telephony/dial-plan/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import type { CallbackFields } from "./callback-form.ts";

/** How a call says what it does once it is answered. */
export interface InstructionFields {
  readonly Url?: string | undefined;
  readonly Method?: "GET" | "POST" | undefined;
  readonly FallbackUrl?: string | undefined;
  readonly FallbackMethod?: "GET" | "POST" | undefined;
  readonly Twiml?: string | undefined;
}

/** A call as a program orders it: both of our interfaces for programs have it so. */
export interface OrderForm extends InstructionFields, CallbackFields {
  /** A number, or `sip:101` for a phone of the house. */
  readonly To: string;
  readonly From: string;
  readonly Timeout: number;
  readonly TimeLimit?: number | undefined;
  readonly SendDigits?: string | undefined;
  readonly Record: "true" | "false";
}

/** How long it rings unless a program says otherwise, and the longest that it may ring and last. */
export const CALL_SECONDS = { ring: 60, ringMost: 600, talkMost: 14_400 } as const;

/** Characters of a document that comes with an order. */
export const DOCUMENT_MAX = 4_000;

/** Keys that may be pressed once a call is answered. */
export const SEND_DIGITS = /^[\dwW*#]{1,32}$/;

/** Whose call is steered, by which request. */
export interface CallRequestContext {
  readonly tenantId: string;
  readonly callId: string;
  readonly requestId: string;
  /** The key that the program showed; null for none. */
  readonly keyId: string | null;
}

/** How a call shall change. */
export interface CallChange extends InstructionFields {
  readonly Status?: "canceled" | "completed" | undefined;
}

const EXTENSION = /^(?:sip|client):(\d{2,8})(?:@[\w.:[\]-]{1,100})?$/;
const SEPARATORS = /[\s.()-]/g;
const URL_MAX = 2_048;
const SHORT = /^\d{3,8}$/;

/** Whom a call shall ring: a number outside, or a phone of the house as `sip:101` or `client:101`. */
export function targetOf(to: string, plan: PeoplesCodes): Result<CallTarget, RestRefusal> {
  const [, extension] = EXTENSION.exec(to.trim()) ?? [];
  if (extension !== undefined) return ok({ kind: "phone", extension });
  const number = to.replace(SEPARATORS, "");
  // Help is called by people.
  if (isForPeople(plan, number)) return refuse({ code: 21216 });
  if (outsideKind(number) === null) return refuse({ code: 21211 });
  return ok({ kind: "number", number });
}

/** The code that a call shows; null for what is none. */
export function codeOf(from: string): string | null {
  const digits = from.replace(SEPARATORS, "").replace(/^\+?62(?=\d{5,8}$)|^\+/, "");
  return SHORT.test(digits) ? digits : null;
}

/** What a call does once it is answered; `inside` are hosts of the installation itself that hooks may lie at. */
export function instructionsOf(
  fields: InstructionFields,
  inside: ReadonlySet<string>,
): Result<CallInstructions, RestRefusal> {
  const { Url, Twiml, FallbackUrl } = fields;
  const isAddress = (url: string) => url.length <= URL_MAX && isOutwardUrl(url, inside);
  if (Twiml !== undefined) {
    // No document has it, and no database takes it.
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
