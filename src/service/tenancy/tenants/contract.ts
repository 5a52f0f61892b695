import { z } from "zod";

const company = z.object({ id: z.uuid(), name: z.string(), codes: z.number() });

/** The zones of the country. */
const TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

const price = z.number().int().min(0).max(1_000_000);

/** A call centre as the installation's administrator writes it down. */
export const tenantFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  timeZone: z.enum(TIME_ZONES),
  /** Calls over all its lines at once; null for as many as its lines have channels. */
  channelsMax: z.number().int().min(1).max(10_000).nullable(),
  /** Rupiah that its calls to outside may cost in a month of its zone; null for no limit. */
  spendingMaxRupiah: z.number().int().min(1).max(1_000_000_000_000).nullable(),
  /** Bytes of sound that it may keep (recordings, messages, own prompts); null for no limit. */
  storageMaxBytes: z.number().int().min(1).max(1_000_000_000_000_000).nullable(),
  /** Rupiah for a minute to outside, by what is dialled; 0 for what is not counted. */
  priceNational: price,
  priceShort: price,
  priceAbroad: price,
  pricePremium: price,
});

/** A change of a call centre that was read at this version. */
export const tenantChangeSchema = tenantFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** Closes a call centre that was read at this version, or opens it again. */
export const tenantClosingSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** The call centres of the installation with their companies, and companies that could be tied to one. */
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
      /** Codes that it serves. */
      served: z.number(),
      /** How much it uses, and nothing of what is said or written there. */
      usage: z.object({
        /** Calls that go on. */
        calls: z.number(),
        phones: z.number(),
        agents: z.number(),
        lines: z.number(),
        /** People who administer it. */
        administrators: z.number(),
        /** Rupiah that calls to outside have cost this month. */
        spentRupiah: z.number(),
        /** Bytes of sound that it keeps. */
        storedBytes: z.number(),
      }),
      /** Source addresses of its trunks that wait for the administrator's approval. */
      waitingAddresses: z.number(),
    }),
  ),
  /** Days for which what a call centre keeps stays after it was closed. */
  keepDays: z.number(),
  /** Verified companies that hold codes and are tied to no call centre. */
  companies: z.array(company),
});

/** Ties a call centre to a company, or to none; `before` is the company it is believed to be tied to now. */
export const tenantCompanySchema = z.strictObject({ before: z.uuid().nullable(), organisationId: z.uuid().nullable() });
