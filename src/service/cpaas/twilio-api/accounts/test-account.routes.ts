import { z } from "zod";
import { present } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { testAccountSchema } from "../contract.ts";
import { ensureTokens, freshAuthToken, openToken } from "./account-token.effects.ts";
import type { TokenDependencies } from "./account-token.routes.ts";
import { findTestAccount, insertTestAccount, replaceTestToken, type TestAccount } from "./test-account.store.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["service"];
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema };
const PATH = "/api/service/test-account";

/** Test account for trying the API without a carrier; its token may be shown at any time, since its requests have no effect. */
export function addTestAccountRoutes(app: Http, dependencies: TokenDependencies): void {
  const { kit, key } = dependencies;
  app.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "The account by which programs are tried: no carrier, no cost, nothing kept",
        response: { 200: testAccountSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, MANAGE);
      const { testId, testSealed } = await inTenant(kit.db, tenantId, (trx) => ensured(trx, dependencies, tenantId));
      return reply
        .header("cache-control", "no-store")
        .send({ accountSid: sidOf("account", testId), token: openToken(key, tenantId, testSealed) });
    },
  );
  app.post(
    `${PATH}/token`,
    {
      config,
      schema: { tags, summary: "Give the test account another token", response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId } = requestContext;
      await inTenant(kit.db, tenantId, async (trx) => {
        await ensured(trx, dependencies, tenantId);
        const { sealed } = freshAuthToken(key, tenantId);
        await replaceTestToken(trx, { tenantId, sealed, at: new Date(kit.clock.nowMs()) });
        const subject = { subjectKind: "account-token", subjectId: tenantId, detail: {} } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...subject, action: "account-token.test-replaced" }));
      });
      return reply.code(204).send(null);
    },
  );
}

async function ensured(
  trx: DatabaseTransaction,
  { kit, key }: TokenDependencies,
  tenantId: string,
): Promise<TestAccount> {
  await ensureTokens(trx, { clock: kit.clock, key }, tenantId);
  const known = await findTestAccount(trx, tenantId);
  if (known !== undefined) return known;
  const made = { testId: kit.ids.next(), testSealed: freshAuthToken(key, tenantId).sealed };
  await insertTestAccount(trx, { ...made, tenantId, at: new Date(kit.clock.nowMs()) });
  return present(await findTestAccount(trx, tenantId), "a test account that was made");
}
