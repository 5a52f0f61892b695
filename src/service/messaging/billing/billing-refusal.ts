import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of SMS billing. */
export const BILLING_REFUSALS = {
  "no-such-tenant": "not-found",
  "no-such-sms-carrier": ["not-found", "carrierId"],
  "no-such-sms-price": "not-found",
  "sms-price-past": ["conflict", "validFrom"],
  "sms-price-taken": ["taken", "validFrom"],
  "sms-price-limit": "limit",
  "sms-price-used": "conflict",
  "sms-balance-stale": "stale",
  "sms-reference-taken": ["taken", "reference"],
  "no-such-sms-correction": "not-found",
  "sms-correction-own": "not-permitted",
  "sms-correction-too-large": ["conflict", "amountRupiah"],
  "sms-correction-limit": "limit",
  "no-such-sms-invoice": "not-found",
} as const satisfies RefusalTable;

/** Why a request about SMS billing is refused. */
export type BillingRefusal = keyof typeof BILLING_REFUSALS;

/** Properties that the billing routes of a call centre share. */
export const BILLING_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: BILLING_REFUSALS } as const;
