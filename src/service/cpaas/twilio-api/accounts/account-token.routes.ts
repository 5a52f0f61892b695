import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Json, RefusalTable } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { accountOfCentreSchema, tokenLookFormSchema, tokenSchema } from "../contract.ts";
import { ensureTokens, freshAuthToken, openToken } from "./account-token.effects.ts";
import { addSecondaryToken, dropSecondaryToken, promoteSecondaryToken } from "./account-token.store.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/account";

const REFUSALS = {
  "no-secondary-token": "not-found",
  "secondary-token-there": "conflict",
} as const satisfies RefusalTable;

/** Dependencies of the administrator's token routes. */
export interface TokenDependencies {
  readonly kit: Kit;
  readonly key: Buffer;
}

/** Shows the API account of a call centre, and shows and replaces its tokens; for the administrator. */
export function addAccountTokenRoutes(app: Http, dependencies: TokenDependencies): void {
  addLooking(app, dependencies);
  addReplacing(app, dependencies);
}

function addLooking(app: Http, { kit, key }: TokenDependencies): void {
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "The account for programs", response: { 200: accountOfCentreSchema, ...problems } },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, MANAGE);
      const tokens = await inTenant(kit.db, tenantId, (trx) => ensureTokens(trx, { clock: kit.clock, key }, tenantId));
      return {
        accountSid: sidOf("account", tenantId),
        baseUrl: kit.publicUrl(),
        primaryMadeAt: tokens.primaryMadeAt.toISOString(),
        secondaryMadeAt: tokens.secondaryMadeAt?.toISOString() ?? null,
      };
    },
  );
  app.post(
    `${PATH}/token-looks`,
    {
      config,
      schema: {
        tags,
        summary: "Look at a token, which is written down",
        body: tokenLookFormSchema,
        response: { 200: tokenSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { place } = request.body;
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId } = requestContext;
      const token = await inTenant(kit.db, tenantId, async (trx) => {
        const tokens = await ensureTokens(trx, { clock: kit.clock, key }, tenantId);
        const sealed = place === "primary" ? tokens.primarySealed : tokens.secondarySealed;
        if (sealed === null) return undefined;
        await recordTokenAudit(kit, trx, request, { action: "account-token.looked-at", detail: { place } });
        return openToken(key, tenantId, sealed);
      });
      if (token === undefined) return sendRefusal(kit, reply, REFUSALS, "no-secondary-token");
      return reply.header("cache-control", "no-store").send({ token });
    },
  );
}

function addReplacing(app: Http, { kit, key }: TokenDependencies): void {
  const route = (summary: string) => ({
    config,
    schema: { tags, summary, response: { 204: z.null(), ...problems } },
  });
  app.post(
    `${PATH}/secondary-token`,
    route("Make a second token, which counts beside the first"),
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, MANAGE);
      const isDone = await inTenant(kit.db, tenantId, async (trx) => {
        await ensureTokens(trx, { clock: kit.clock, key }, tenantId);
        const { sealed } = freshAuthToken(key, tenantId);
        if (!(await addSecondaryToken(trx, { tenantId, sealed, at: new Date(kit.clock.nowMs()) }))) return false;
        await recordTokenAudit(kit, trx, request, { action: "account-token.second-made", detail: {} });
        return true;
      });
      return isDone ? reply.code(204).send(null) : sendRefusal(kit, reply, REFUSALS, "secondary-token-there");
    },
  );
  app.post(
    `${PATH}/secondary-token/promotion`,
    route("Let the second token take the place of the first"),
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, MANAGE);
      const isDone = await inTenant(kit.db, tenantId, async (trx) => {
        if (!(await promoteSecondaryToken(trx, tenantId))) return false;
        await recordTokenAudit(kit, trx, request, { action: "account-token.replaced", detail: {} });
        return true;
      });
      return isDone ? reply.code(204).send(null) : sendRefusal(kit, reply, REFUSALS, "no-secondary-token");
    },
  );
  app.delete(`${PATH}/secondary-token`, route("End the second token"), async (request, reply) => {
    const { tenantId } = requestContextOf(request, MANAGE);
    const isDone = await inTenant(kit.db, tenantId, async (trx) => {
      if (!(await dropSecondaryToken(trx, tenantId))) return false;
      await recordTokenAudit(kit, trx, request, { action: "account-token.second-ended", detail: {} });
      return true;
    });
    return isDone ? reply.code(204).send(null) : sendRefusal(kit, reply, REFUSALS, "no-secondary-token");
  });
}

async function recordTokenAudit(
  kit: Kit,
  trx: DatabaseTransaction,
  request: FastifyRequest,
  fact: { readonly action: string; readonly detail: Readonly<Record<string, Json>> },
): Promise<void> {
  const requestContext = requestContextOf(request, MANAGE);
  await recordAudit(
    trx,
    kit,
    actedEntry(requestContext, { subjectKind: "account-token", subjectId: requestContext.tenantId, ...fact }),
  );
}
