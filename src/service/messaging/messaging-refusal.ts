import type { SubmitRefusal } from "./gateway-port.ts";

/** Why a message is not taken, or an act on messages not done. */
export type ApiRefusal =
  | SubmitRefusal
  | "request-differs"
  | "idempotency-key-unfit"
  | "no-such-message"
  | "too-late"
  | "api-key-missing"
  | "api-key-unknown"
  | "api-key-scope";

/** The HTTP status of each refusal; a new one does not compile without. */
export const API_STATUS: Readonly<Record<ApiRefusal, 400 | 401 | 402 | 403 | 404 | 409 | 429 | 503>> = {
  "recipient-unfit": 400,
  "sender-unfit": 400,
  "sender-unknown": 409,
  "sender-not-approved": 409,
  "sender-look-alike": 409,
  "recipient-opted-out": 409,
  "prefix-blocked": 409,
  "prefix-too-fast": 429,
  "no-route": 409,
  "text-empty": 400,
  "text-unfit": 400,
  "text-too-long": 400,
  "part-unfit": 400,
  "send-time-unfit": 400,
  "validity-unfit": 400,
  "outside-hours": 409,
  "balance-too-low": 402,
  "too-fast": 429,
  "queue-full": 503,
  "account-closed": 403,
  "storage-away": 503,
  "template-unknown": 404,
  "template-not-approved": 409,
  "template-sender": 409,
  "template-category": 400,
  "template-and-text": 400,
  "template-value-missing": 400,
  "template-value-unknown": 400,
  "template-value-too-long": 400,
  "template-value-unfit": 400,
  "template-required": 409,
  "request-differs": 409,
  "idempotency-key-unfit": 400,
  "no-such-message": 404,
  "too-late": 409,
  "api-key-missing": 401,
  "api-key-unknown": 401,
  "api-key-scope": 403,
};

/** The field of a message that a refusal is about. */
export const FIELD_OF: Readonly<Partial<Record<ApiRefusal, string>>> = {
  "recipient-unfit": "to",
  "recipient-opted-out": "to",
  "prefix-blocked": "to",
  "prefix-too-fast": "to",
  "no-route": "to",
  "sender-unfit": "from",
  "sender-unknown": "from",
  "sender-not-approved": "from",
  "sender-look-alike": "from",
  "text-empty": "text",
  "text-unfit": "text",
  "text-too-long": "text",
  "send-time-unfit": "sendAt",
  "validity-unfit": "validMinutes",
  "outside-hours": "validMinutes",
  "template-unknown": "template",
  "template-not-approved": "template",
  "template-sender": "from",
  "template-category": "category",
  "template-and-text": "text",
  "template-value-missing": "values",
  "template-value-unknown": "values",
  "template-value-too-long": "values",
  "template-value-unfit": "values",
  "template-required": "template",
};
