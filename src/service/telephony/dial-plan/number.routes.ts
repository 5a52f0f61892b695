import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { serviceNumberChangeSchema, serviceNumberFormSchema, serviceNumbersSchema } from "./contract.ts";
import { changeNumber, leaveNumber, type NumberOptions, takeNumber } from "./keep-number.effects.ts";
import { codesWaiting, listNumbers, phonesToRing, tenantFacts } from "./number-form.store.ts";
import { describeNumberMode, NUMBER_REFUSALS } from "./number-form.ts";

const NUMBERS = "/api/service/numbers";
const NUMBER_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: NUMBER_REFUSALS } as const;
const params = z.object({ code: z.string().max(40) });

/** Routes of numbers: take a code into service, change it, take it out of service. */
export function addNumberRoutes(app: Http, options: NumberOptions): void {
  const { kit } = options;
  const reads = tenantRoutes(app, kit, { ...NUMBER_ROUTES, access: "service.read" });
  const commands = tenantRoutes(app, kit, { ...NUMBER_ROUTES, access: "service.manage" });
  reads.get(
    NUMBERS,
    { summary: "Codes in service", answer: serviceNumbersSchema },
    (trx, { requestContext: { tenantId } }) => numbersPage(trx, kit, tenantId),
  );
  commands.post(
    NUMBERS,
    {
      summary: "Take a code into service",
      body: serviceNumberFormSchema,
      answer: z.object({ code: z.string() }),
      status: 201,
    },
    ({ requestContext, body }) => takeNumber(options, requestContext, body),
  );
  commands.put(
    `${NUMBERS}/:code`,
    { summary: "Change a code in service", params, body: serviceNumberChangeSchema },
    ({ requestContext, params: { code }, body: { expectedVersion, ...form } }) =>
      changeNumber(options, requestContext, { expectedVersion, form: { ...form, code } }),
  );
  commands.delete(
    `${NUMBERS}/:code`,
    { summary: "Take a code out of service", params },
    ({ requestContext, params: { code } }) => leaveNumber(options, requestContext, code),
  );
}

async function numbersPage(
  trx: DatabaseTransaction,
  kit: Kit,
  tenantId: string,
): Promise<z.infer<typeof serviceNumbersSchema>> {
  const now = new Date(kit.clock.nowMs());
  const { organisationId, company, hasTrunk } = await tenantFacts(trx, tenantId);
  const waiting = organisationId === null ? [] : await codesWaiting(trx, organisationId);
  const numbers = await listNumbers(trx, now);
  const items = numbers.map(({ decreeNumber, licenceNumber, organisationId: of, mode, source, ...number }) => {
    const code = { mode, source, organisationId: of };
    const standing = describeNumberMode({
      code,
      tenantOrganisationId: organisationId,
      hasTrunk,
      phones: number.phones,
    });
    const papers =
      source === "by-hand" ? { decreeNumber: decreeNumber ?? "", licenceNumber: licenceNumber ?? "" } : null;
    return { ...number, phones: [...number.phones], ...standing, missing: [...standing.missing], papers };
  });
  return { company, waiting, phones: await phonesToRing(trx), items };
}
