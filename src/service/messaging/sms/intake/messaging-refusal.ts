import { type RefusalAnswer, type RefusalTable, refusalStatus } from "../../../../kernel/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { PARTS_MAX } from "./segments.shared.ts";

/** Why a message is refused, or an operation on messages. */
export type ApiRefusal = SubmitRefusal | "request-differs" | "idempotency-key-unfit" | "no-such-message" | "too-late";

/** Refusals of messages; the type makes a new code fail to compile without a kind. */
export const API_REFUSALS = {
  "recipient-unfit": ["invalid", "to"],
  "sender-unfit": ["invalid", "from"],
  "sender-unknown": ["conflict", "from"],
  "sender-not-approved": ["conflict", "from"],
  "sender-look-alike": ["conflict", "from"],
  "recipient-opted-out": ["conflict", "to"],
  "prefix-blocked": ["conflict", "to"],
  "prefix-too-fast": ["too-many", "to"],
  "no-route": ["conflict", "to"],
  "text-empty": ["invalid", "text"],
  "text-unfit": ["invalid", "text"],
  "text-too-long": ["invalid", "text"],
  "part-unfit": "invalid",
  "send-time-unfit": ["invalid", "sendAt"],
  "validity-unfit": ["invalid", "validMinutes"],
  "outside-hours": ["conflict", "validMinutes"],
  "balance-too-low": "unpaid",
  "too-fast": "too-many",
  "queue-full": "unavailable",
  "account-closed": "not-permitted",
  "storage-away": "unavailable",
  "template-unknown": ["not-found", "template"],
  "template-not-approved": ["conflict", "template"],
  "template-sender": ["conflict", "from"],
  "template-category": ["invalid", "category"],
  "template-and-text": ["invalid", "text"],
  "template-value-missing": ["invalid", "values"],
  "template-value-unknown": ["invalid", "values"],
  "template-value-too-long": ["invalid", "values"],
  "template-value-unfit": ["invalid", "values"],
  "template-required": ["conflict", "template"],
  "request-differs": "conflict",
  "idempotency-key-unfit": "invalid",
  "no-such-message": "not-found",
  "too-late": "conflict",
} as const satisfies RefusalTable<ApiRefusal>;

/** HTTP status of each refusal of messages. */
export const API_STATUS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries<RefusalAnswer>(API_REFUSALS).map(([code, answer]) => [code, refusalStatus(answer)]),
);

/** Refusals of the routes on which users read messages. */
export const MESSAGE_REFUSALS = {
  "recipient-unfit": ["invalid", "to"],
  "no-such-message": "not-found",
  "text-still-kept": "conflict",
} as const satisfies RefusalTable;

/** Parameters of refusal texts; a stored answer has no variable name. */
export const messageParams = (variable = "…") => ({ parts: PARTS_MAX, variable });

/** A refusal with the parameters of its text. The field at fault of a template variable is its value, if the variable is known. */
export function messageRefusal(code: ApiRefusal, variable?: string) {
  const params = messageParams(variable);
  const answer: RefusalAnswer = API_REFUSALS[code];
  const field = typeof answer === "string" ? undefined : answer[1];
  if (variable === undefined || field !== "values") return { code, params };
  return { code, params, fields: [{ path: `values.${variable}`, code, params }] };
}
