import { z } from "zod";

const company = z.object({ id: z.uuid(), name: z.string(), codes: z.number() });

/** The zones of the country. */
const TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

/** A call centre as the installation's administrator writes it down. */
export const tenantFormWire = z.strictObject({
  name: z.string().trim().min(1).max(120),
  timeZone: z.enum(TIME_ZONES),
  /** Calls over all its lines at once; null for as many as its lines have channels. */
  channelsMax: z.number().int().min(1).max(10_000).nullable(),
});

/** A change of a call centre that was read at this version. */
export const tenantChangeWire = tenantFormWire.extend({ expectedVersion: z.number().int().min(1) });

/** The call centres of the installation with their companies, and companies that could be tied to one. */
export const tenantsWire = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isDefault: z.boolean(),
      timeZone: z.enum(TIME_ZONES),
      channelsMax: z.number().nullable(),
      version: z.number(),
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
      }),
    }),
  ),
  /** Verified companies that hold codes and are tied to no call centre. */
  companies: z.array(company),
});

/** Ties a call centre to a company, or to none; `before` is the company it is believed to be tied to now. */
export const tenantCompanyWire = z.strictObject({ before: z.uuid().nullable(), organisationId: z.uuid().nullable() });
