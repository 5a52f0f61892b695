import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  phoneActSchema,
  phoneEncryptionSchema,
  phoneFormSchema,
  phoneRenameSchema,
  phoneSecretSchema,
  phonesQuery,
  phonesSchema,
} from "./contract.ts";
import {
  addPhone,
  encryptPhone,
  type PhoneOptions,
  removePhone,
  renamePhone,
  renewPhone,
} from "./keep-phone.effects.ts";
import { findRegistrar, listPhones } from "./phone-form.store.ts";
import { PHONE_REFUSALS } from "./phone-form.ts";

const PHONES = "/api/service/phones";
const PHONE_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: PHONE_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes of phones: list, add, renew the password, end. Responses with a password must not be cached. */
export function addPhoneRoutes(app: Http, options: PhoneOptions): void {
  const { kit } = options;
  const reads = tenantRoutes(app, kit, { ...PHONE_ROUTES, access: "service.read" });
  const commands = tenantRoutes(app, kit, { ...PHONE_ROUTES, access: "service.manage" });
  reads.get(PHONES, { summary: "Phones", query: phonesQuery, answer: phonesSchema }, (trx, { query }) =>
    phonesPage(trx, kit, query),
  );
  commands.post(
    PHONES,
    { summary: "Add a phone", body: phoneFormSchema, answer: phoneSecretSchema, status: 201 },
    ({ requestContext, body, reply }) => {
      reply.header("cache-control", "no-store");
      return addPhone(options, requestContext, body);
    },
  );
  commands.post(
    `${PHONES}/:id/password`,
    { summary: "Give a phone another password", params, body: phoneActSchema, answer: phoneSecretSchema },
    ({ requestContext, params: { id }, body, reply }) => {
      reply.header("cache-control", "no-store");
      return renewPhone(options, requestContext, { id, ...body });
    },
  );
  commands.put(
    `${PHONES}/:id/name`,
    { summary: "Give a phone another name", params, body: phoneRenameSchema },
    ({ requestContext, params: { id }, body }) => renamePhone(options, requestContext, { id, ...body }),
  );
  commands.put(
    `${PHONES}/:id/encryption`,
    { summary: "Have a phone speak over TLS and SRTP alone, or not", params, body: phoneEncryptionSchema },
    ({ requestContext, params: { id }, body }) => encryptPhone(options, requestContext, { id, ...body }),
  );
  commands.delete(`${PHONES}/:id`, { summary: "End a phone", params }, ({ requestContext, params: { id } }) =>
    removePhone(options, requestContext, id),
  );
}

async function phonesPage(
  trx: DatabaseTransaction,
  kit: Kit,
  { search, page, pageSize }: z.infer<typeof phonesQuery>,
): Promise<z.infer<typeof phonesSchema>> {
  const now = new Date(kit.clock.nowMs());
  const found = await listPhones(trx, { search, limit: pageSize, offset: (page - 1) * pageSize, now });
  const registrar = await findRegistrar(trx);
  const items = found.items.map(({ createdAt, bindings, ...phone }) => ({
    ...phone,
    createdAt: createdAt.toISOString(),
    bindings: bindings.map((one) => ({
      ...one,
      registeredAt: new Date(one.registeredAt).toISOString(),
      expiresAt: new Date(one.expiresAt).toISOString(),
    })),
  }));
  return { total: found.total, registrar: registrar ?? null, items };
}
