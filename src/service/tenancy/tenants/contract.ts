import { z } from "zod";

const company = z.object({ id: z.uuid(), name: z.string(), codes: z.number() });

/** The time zones of Indonesia. */
const TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

const price = z.number().int().min(0).max(1_000_000);

/** The form of a call centre. */
export const tenantFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  timeZone: z.enum(TIME_ZONES),
  /** Simultaneous calls over all of its trunks; null for the sum of their channels. */
  channelsMax: z.number().int().min(1).max(10_000).nullable(),
  /** The monthly limit of outbound charges in rupiah, in its time zone; null for no limit. */
  spendingMaxRupiah: z.number().int().min(1).max(1_000_000_000_000).nullable(),
  /** The maximum bytes of stored audio (recordings, voicemails, own prompts); null for no limit. */
  storageMaxBytes: z.number().int().min(1).max(1_000_000_000_000_000).nullable(),
  /** Rupiah for an outbound minute, by the kind of number; 0 for calls without charge. */
  priceNational: price,
  priceShort: price,
  priceAbroad: price,
  pricePremium: price,
});

/** A change of a call centre that was read at this version. */
export const tenantChangeSchema = tenantFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** Closes a call centre that was read at this version, or reopens it. */
export const tenantClosingSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** The call centres of the installation with their companies, and companies that can be tied to one. */
export const tenantsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isDefault: z.boolean(),
      timeZone: z.enum(TIME_ZONES),
      channelsMax: z.number().nullable(),
      spendingMaxRupiah: z.number().nullable(),
      storageMaxBytes: z.number().nullable(),
      priceNational: z.number(),
      priceShort: z.number(),
      priceAbroad: z.number(),
      pricePremium: z.number(),
      version: z.number(),
      /** When it was closed, and the local day from which on its data is removed; null while it is open. */
      closing: z
        .object({ closedAt: z.iso.datetime({ offset: true }), removeOn: z.iso.date(), isRemoved: z.boolean() })
        .nullable(),
      company: company.nullable(),
      /** The number of codes in service. */
      served: z.number(),
      /** Its usage, without any content of its calls and messages. */
      usage: z.object({
        /** Calls in progress. */
        calls: z.number(),
        phones: z.number(),
        agents: z.number(),
        lines: z.number(),
        /** The number of its administrators. */
        administrators: z.number(),
        /** The outbound charges of this month in rupiah. */
        spentRupiah: z.number(),
        /** Bytes of stored audio. */
        storedBytes: z.number(),
      }),
      /** Source addresses of its trunks that wait for the administrator's approval. */
      waitingAddresses: z.number(),
    }),
  ),
  /** Days between the closing of a call centre and the removal of its data. */
  keepDays: z.number(),
  /** Verified companies that hold codes and are tied to no call centre. */
  companies: z.array(company),
});

/** Ties a call centre to a company, or to none; `before` is the company that the client read. */
export const tenantCompanySchema = z.strictObject({ before: z.uuid().nullable(), organisationId: z.uuid().nullable() });
