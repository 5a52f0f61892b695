import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { crossTenantContext, type RequestContext } from "../../tenancy/tenants/index.ts";
import {
  balancesOfInstallation,
  decideCorrection,
  keepMode,
  type LedgerRow,
  listLedger,
  proposeCorrection,
  proposedCorrections,
  readBalance,
  topUp,
} from "./balance.store.ts";
import { BILLING_ROUTES, type BillingRefusal } from "./billing-refusal.ts";
import {
  balanceSchema,
  balancesSchema,
  correctionFormSchema,
  correctionsSchema,
  decisionFormSchema,
  ledgerQuery,
  ledgerSchema,
  modeFormSchema,
  toppedUpSchema,
  topUpFormSchema,
} from "./contract.ts";

const tags = ["service"];
const PERMISSION = "people.manage";
const config = { access: PERMISSION } as const;
const params = z.object({ id: z.uuid() });
const PATH = "/api/service/sms/balances";
const OWN_PATH = "/api/service/sms/balance";

/** Routes of SMS payment for the installation's administrator: billing mode, top-ups and corrections of call centres. */
export function addBalanceRoutes(app: Http, kit: Kit): void {
  // The call centre is the one in the path, not that of the administrator.
  const contextOf = (request: FastifyRequest, permission: typeof PERMISSION) =>
    crossTenantContext(request, { tenantId: (request.params as z.infer<typeof params>).id, permission });
  const routes = tenantRoutes(app, kit, { ...BILLING_ROUTES, access: PERMISSION, contextOf });
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "How call centres pay for short messages", response: { 200: balancesSchema } },
    },
    async () => ({ items: [...(await balancesOfInstallation(kit.db, kit.clock.nowMs()))] }),
  );
  routes.get(
    `${PATH}/:id/entries`,
    {
      summary: "The ledger of a call centre, newest first",
      params,
      query: ledgerQuery,
      answer: ledgerSchema,
      missing: "no-such-tenant",
    },
    async (trx, { query: { limit, ...filter }, requestContext: { tenantId } }) => {
      if ((await readBalance(trx, { tenantId, nowMs: kit.clock.nowMs() })) === undefined) return undefined;
      return ledgerPage(await listLedger(trx, { tenantId, ...filter, limit: limit + 1 }), limit);
    },
  );
  routes.put(
    `${PATH}/:id`,
    { summary: "Choose how a call centre pays for short messages", params, body: modeFormSchema },
    ({ requestContext, body }) => changeMode(kit, requestContext, body),
  );
  routes.post(
    `${PATH}/:id/top-ups`,
    {
      summary: "Put money on a balance; the same reference again changes nothing",
      params,
      body: topUpFormSchema,
      answer: toppedUpSchema,
    },
    ({ requestContext, body }) => creditTopUp(kit, requestContext, body),
  );
  app.get(
    "/api/service/sms/corrections",
    {
      config,
      schema: { tags, summary: "Corrections that wait for a second look", response: { 200: correctionsSchema } },
    },
    async (request) => {
      const { personId } = present(request.caller, "caller");
      return {
        items: (await proposedCorrections(kit.db)).map(({ proposedBy, proposedAt, ...row }) => ({
          ...row,
          proposedAt: proposedAt.toISOString(),
          isOwn: proposedBy === personId,
        })),
      };
    },
  );
  routes.post(
    `${PATH}/:id/corrections`,
    {
      summary: "Propose a correction; it counts once another administrator confirms it",
      params,
      body: correctionFormSchema,
      answer: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ requestContext, body }) => addCorrection(kit, requestContext, body),
  );
  routes.post(
    `${PATH}/:id/corrections/:correctionId/decision`,
    {
      summary: "Confirm or decline a correction that somebody else proposed",
      params: params.extend({ correctionId: z.uuid() }),
      body: decisionFormSchema,
    },
    ({ requestContext, params: { correctionId }, body: { decision } }) =>
      closeCorrection(kit, requestContext, { correctionId, decision }),
  );
}

/** SMS balance and ledger of a call centre, for its administrator. */
export function addOwnBalanceRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...BILLING_ROUTES, access: "service.manage" });
  routes.get(
    OWN_PATH,
    { summary: "What is left for short messages", answer: balanceSchema },
    async (trx, { requestContext: { tenantId } }) => {
      const found = await readBalance(trx, { tenantId, nowMs: kit.clock.nowMs() });
      const { version: _version, ...balance } = present(found, "the balance of a call centre");
      return balance;
    },
  );
  routes.get(
    `${OWN_PATH}/entries`,
    { summary: "The ledger of short messages, newest first", query: ledgerQuery, answer: ledgerSchema },
    async (trx, { query: { limit, ...filter }, requestContext: { tenantId } }) =>
      ledgerPage(await listLedger(trx, { tenantId, ...filter, limit: limit + 1 }), limit),
  );
}

/** A page of the ledger with its cursor for the next page. */
function ledgerPage(rows: readonly LedgerRow[], limit: number) {
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

type Done<Value> = Promise<Result<Value, BillingRefusal>>;

async function changeMode(
  kit: Kit,
  requestContext: RequestContext,
  { expectedVersion, ...form }: z.infer<typeof modeFormSchema>,
): Done<null> {
  const { tenantId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if ((await readBalance(trx, { tenantId, nowMs: at.getTime() })) === undefined) return refuse("no-such-tenant");
    if (!(await keepMode(trx, { tenantId, expectedVersion, ...form }))) return refuse("sms-balance-stale");
    await audit({ action: "sms-balance.mode-set", subjectKind: "tenant", subjectId: tenantId, detail: form });
    return ok(null);
  });
}

async function creditTopUp(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof topUpFormSchema>,
): Done<z.infer<typeof toppedUpSchema>> {
  const { tenantId, personId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const nowMs = at.getTime();
    if ((await readBalance(trx, { tenantId, nowMs })) === undefined) return refuse("no-such-tenant");
    const done = await topUp(trx, { id: kit.ids.next(), tenantId, personId, nowMs, ...form });
    if (!done.ok || !done.value.isNew) return done;
    await audit({ action: "sms-balance.topped-up", subjectKind: "tenant", subjectId: tenantId, detail: form });
    return done;
  });
}

async function addCorrection(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof correctionFormSchema>,
): Done<{ readonly id: string }> {
  const { tenantId, personId } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const nowMs = at.getTime();
    if ((await readBalance(trx, { tenantId, nowMs })) === undefined) return refuse("no-such-tenant");
    const proposed = await proposeCorrection(trx, { id, tenantId, personId, nowMs, ...form });
    if (!proposed.ok) return proposed;
    const detail = { correctionId: id, ...form };
    await audit({ action: "sms-correction.proposed", subjectKind: "tenant", subjectId: tenantId, detail });
    return ok({ id });
  });
}

async function closeCorrection(
  kit: Kit,
  requestContext: RequestContext,
  { correctionId, decision }: z.infer<typeof decisionFormSchema> & { readonly correctionId: string },
): Done<null> {
  const { tenantId, personId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const nowMs = at.getTime();
    if ((await readBalance(trx, { tenantId, nowMs })) === undefined) return refuse("no-such-tenant");
    const decided = await decideCorrection(trx, { id: correctionId, tenantId, decision, personId, nowMs });
    if (!decided.ok) return decided;
    const detail = { correctionId, ...decided.value };
    await audit({ action: `sms-correction.${decision}`, subjectKind: "tenant", subjectId: tenantId, detail });
    return ok(null);
  });
}
