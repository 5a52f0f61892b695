import { z } from "zod";
import { PAYMENT_REFERENCE, PRICED_PREFIX, RUPIAH_MAX, SEGMENT_RUPIAH_MAX } from "./limits.shared.ts";

const category = z.enum(["otp", "transactional", "promotional"]);
const segment = z.int().min(0).max(SEGMENT_RUPIAH_MAX);
const rupiah = z.int();
const reason = z.string().trim().min(1).max(200);
const mode = z.enum(["prepaid", "postpaid"]);
const kind = z.enum(["top-up", "charge", "refund", "correction"]);

/** An SMS price as the installation enters it. */
export const priceFormSchema = z.strictObject({
  carrierId: z.uuid().nullable(),
  prefix: z.string().trim().regex(PRICED_PREFIX),
  category: category.nullable(),
  /** The local day (WIB) from which the price is in force; for today, from the next minute. */
  validFrom: z.iso.date(),
  priceRupiah: segment,
  costRupiah: segment,
});

/** Filter of the price list. */
export const pricesQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** Prices by prefix, carrier and category, oldest first. */
export const pricesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      carrierId: z.uuid().nullable(),
      carrier: z.string().nullable(),
      prefix: z.string(),
      category: category.nullable(),
      validFrom: z.iso.datetime(),
      priceRupiah: z.number(),
      costRupiah: z.number(),
      /** `past` when a later price has replaced it. */
      standing: z.enum(["past", "in-force", "to-come"]),
    }),
  ),
  next: z.uuid().nullable(),
});

const balanceFields = {
  mode,
  balanceRupiah: rupiah,
  creditMaxRupiah: rupiah.nullable(),
  /** Amount due for the current month (postpaid). */
  monthRupiah: rupiah,
};

/** SMS balances and billing modes of call centres. */
export const balancesSchema = z.object({
  items: z.array(
    z.object({ tenantId: z.uuid(), tenant: z.string(), isClosed: z.boolean(), version: z.number(), ...balanceFields }),
  ),
});

/** The new billing mode of a call centre. */
export const modeFormSchema = z.strictObject({
  mode,
  creditMaxRupiah: z.int().min(0).max(RUPIAH_MAX).nullable(),
  expectedVersion: z.int().min(1),
});

/** A payment received. A repeated reference changes nothing. */
export const topUpFormSchema = z.strictObject({
  amountRupiah: z.int().min(1).max(RUPIAH_MAX),
  reference: z.string().trim().regex(PAYMENT_REFERENCE),
  reason,
});

/** The result of a top-up. */
export const toppedUpSchema = z.object({ isNew: z.boolean(), balanceRupiah: rupiah });

/** A correction that a second person has to confirm. */
export const correctionFormSchema = z.strictObject({
  amountRupiah: z
    .int()
    .min(-RUPIAH_MAX)
    .max(RUPIAH_MAX)
    .refine((amount) => amount !== 0),
  reason,
});

/** Corrections that wait for a second approval, oldest first. */
export const correctionsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      tenantId: z.uuid(),
      tenant: z.string(),
      purse: mode,
      amountRupiah: rupiah,
      reason: z.string(),
      proposer: z.string(),
      proposedAt: z.iso.datetime(),
      /** Whether the reader proposed it; the proposer cannot confirm it. */
      isOwn: z.boolean(),
    }),
  ),
});

/** The decision of the second person. */
export const decisionFormSchema = z.strictObject({ decision: z.enum(["confirmed", "declined"]) });

/** The SMS balance of a call centre. */
export const balanceSchema = z.object(balanceFields);

/** Filter of the ledger. */
export const ledgerQuery = z.strictObject({
  kind: z.enum(["by-hand", "all"]).default("all"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Ledger entries, newest first. */
export const ledgerSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      kind,
      purse: mode,
      amountRupiah: rupiah,
      reference: z.string(),
      carrier: z.string().nullable(),
      category: category.nullable(),
      segments: z.number().nullable(),
      reason: z.string().nullable(),
      at: z.iso.datetime(),
    }),
  ),
  next: z.uuid().nullable(),
});

const invoiceFields = {
  id: z.uuid(),
  /** First day of the month. */
  month: z.iso.date(),
  number: z.string(),
  dueRupiah: rupiah,
  prepaidRupiah: rupiah,
  issuedAt: z.iso.datetime(),
};

/** Invoices of a call centre, newest first; pass `next` as `before` for the next page. */
export const invoicesSchema = z.object({ items: z.array(z.object(invoiceFields)), next: z.iso.date().nullable() });

/** Invoices of all call centres, newest first. */
export const installationInvoicesSchema = z.object({
  items: z.array(z.object({ ...invoiceFields, tenantId: z.uuid(), tenant: z.string() })),
  next: z.object({ after: z.uuid(), afterAt: z.iso.datetime() }).nullable(),
});
