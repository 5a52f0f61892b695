/** Reasons for which a billing request of SMS is refused. */
export type BillingRefusal =
  | "no-such-tenant"
  | "no-such-sms-carrier"
  | "no-such-sms-price"
  | "sms-price-past"
  | "sms-price-taken"
  | "sms-price-limit"
  | "sms-price-used"
  | "sms-balance-stale"
  | "sms-reference-taken"
  | "no-such-sms-correction"
  | "sms-correction-own"
  | "sms-correction-too-large"
  | "sms-correction-limit";

/** HTTP status and field at fault of each refusal. */
export const BILLING_ANSWERS: Readonly<
  Record<BillingRefusal, { readonly status: 403 | 404 | 409; readonly path?: string }>
> = {
  "no-such-tenant": { status: 404 },
  "no-such-sms-carrier": { status: 404, path: "carrierId" },
  "no-such-sms-price": { status: 404 },
  "sms-price-past": { status: 409, path: "validFrom" },
  "sms-price-taken": { status: 409, path: "validFrom" },
  "sms-price-limit": { status: 409 },
  "sms-price-used": { status: 409 },
  "sms-balance-stale": { status: 409 },
  "sms-reference-taken": { status: 409, path: "reference" },
  "no-such-sms-correction": { status: 404 },
  "sms-correction-own": { status: 403 },
  "sms-correction-too-large": { status: 409, path: "amountRupiah" },
  "sms-correction-limit": { status: 409 },
};
