import { z } from "zod";

const company = z.object({ id: z.uuid(), name: z.string(), codes: z.number() });

/** The call centres of the installation with their companies, and companies that could be tied to one. */
export const tenantsWire = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isDefault: z.boolean(),
      company: company.nullable(),
      /** Codes that it serves. */
      served: z.number(),
    }),
  ),
  /** Verified companies that hold codes and are tied to no call centre. */
  companies: z.array(company),
});

/** Ties a call centre to a company, or to none; `before` is the company it is believed to be tied to now. */
export const tenantCompanyWire = z.strictObject({ before: z.uuid().nullable(), organisationId: z.uuid().nullable() });
