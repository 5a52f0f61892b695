import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, crossTenantContext, type RequestContext } from "../../tenancy/tenants/index.ts";
import { refuseBilling } from "./answer-billing.effects.ts";
import {
  balancesOfInstallation,
  decideCorrection,
  keepMode,
  listLedger,
  proposeCorrection,
  proposedCorrections,
  readBalance,
  topUp,
} from "./balance.store.ts";
import type { BillingRefusal } from "./billing-refusal.ts";
import {
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
import { shownLedger } from "./shown-ledger.effects.ts";

const tags = ["service"];
const PERMISSION = "people.manage";
const config = { access: PERMISSION } as const;
const params = z.object({ id: z.uuid() });
const createdSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/balances";

/** Routes of SMS payment for the installation's administrator: billing mode, top-ups and corrections of call centres. */
export function addBalanceRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "How call centres pay for short messages", response: { 200: balancesSchema } },
    },
    async () => ({ items: [...(await balancesOfInstallation(kit.db, kit.clock.nowMs()))] }),
  );
  app.get(
    `${PATH}/:id/entries`,
    {
      config,
      schema: {
        tags,
        summary: "The ledger of a call centre, newest first",
        params,
        querystring: ledgerQuery,
        response: { 200: ledgerSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { limit, ...asked } = request.query;
      const rows = await about(kit, request, request.params.id, (trx, { tenantId }) =>
        listLedger(trx, { tenantId, ...asked, limit: limit + 1 }),
      );
      return rows === undefined ? refuseBilling(kit, reply, "no-such-tenant") : shownLedger(rows, limit);
    },
  );
  addMode(app, kit);
  addTopUp(app, kit);
  addProposing(app, kit);
  addDeciding(app, kit);
}

/** Runs a transaction on the balance of a call centre; undefined when the call centre does not exist. */
async function about<Done>(
  kit: Kit,
  request: FastifyRequest,
  tenantId: string,
  work: (trx: DatabaseTransaction, requestContext: RequestContext) => Promise<Done>,
): Promise<Done | undefined> {
  const asking = crossTenantContext(request, { tenantId, permission: PERMISSION });
  return inTenant(kit.db, tenantId, async (trx) => {
    const own = await readBalance(trx, { tenantId, nowMs: kit.clock.nowMs() });
    return own === undefined ? undefined : work(trx, asking);
  });
}

function addMode(app: Http, kit: Kit): void {
  app.put(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Choose how a call centre pays for short messages",
        params,
        body: modeFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...form } = request.body;
      const done = await about(kit, request, request.params.id, async (trx, requestContext) => {
        if (!(await keepMode(trx, { tenantId: requestContext.tenantId, expectedVersion, ...form })))
          return "sms-balance-stale";
        const fact = {
          action: "sms-balance.mode-set",
          subjectKind: "tenant",
          subjectId: requestContext.tenantId,
        } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: form }));
        return "kept";
      });
      return done === "kept" ? reply.code(204).send(null) : refuseBilling(kit, reply, done ?? "no-such-tenant");
    },
  );
}

function addTopUp(app: Http, kit: Kit): void {
  app.post(
    `${PATH}/:id/top-ups`,
    {
      config,
      schema: {
        tags,
        summary: "Put money on a balance; the same reference again changes nothing",
        params,
        body: topUpFormSchema,
        response: { 200: toppedUpSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const done = await about(kit, request, request.params.id, async (trx, requestContext) => {
        const { tenantId, personId } = requestContext;
        const own = { id: kit.ids.next(), tenantId, personId, nowMs: kit.clock.nowMs() };
        const topped = await topUp(trx, { ...own, ...body });
        if (typeof topped === "string" || !topped.isNew) return topped;
        const fact = { action: "sms-balance.topped-up", subjectKind: "tenant", subjectId: tenantId } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: body }));
        return topped;
      });
      if (typeof done === "object") return reply.send(done);
      return refuseBilling(kit, reply, done ?? "no-such-tenant");
    },
  );
}

function addProposing(app: Http, kit: Kit): void {
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
  app.post(
    `${PATH}/:id/corrections`,
    {
      config,
      schema: {
        tags,
        summary: "Propose a correction; it counts once another administrator confirms it",
        params,
        body: correctionFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const id = kit.ids.next();
      const done = await about(kit, request, request.params.id, async (trx, requestContext) => {
        const { tenantId, personId } = requestContext;
        const entry = { id, tenantId, personId, nowMs: kit.clock.nowMs(), ...request.body };
        const proposed = await proposeCorrection(trx, entry);
        if (proposed !== "proposed") return proposed;
        const fact = { action: "sms-correction.proposed", subjectKind: "tenant", subjectId: tenantId } as const;
        await recordAudit(
          trx,
          kit,
          actedEntry(requestContext, { ...fact, detail: { correctionId: id, ...request.body } }),
        );
        return proposed;
      });
      return done === "proposed" ? reply.code(201).send({ id }) : refuseBilling(kit, reply, done ?? "no-such-tenant");
    },
  );
}

function addDeciding(app: Http, kit: Kit): void {
  app.post(
    `${PATH}/:id/corrections/:correctionId/decision`,
    {
      config,
      schema: {
        tags,
        summary: "Confirm or decline a correction that somebody else proposed",
        params: params.extend({ correctionId: z.uuid() }),
        body: decisionFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { correctionId } = request.params;
      const { decision } = request.body;
      const done = await about(
        kit,
        request,
        request.params.id,
        async (trx, requestContext): Promise<BillingRefusal | "done"> => {
          const { tenantId, personId } = requestContext;
          const asked = { id: correctionId, tenantId, decision, personId, nowMs: kit.clock.nowMs() };
          const decided = await decideCorrection(trx, asked);
          if (typeof decided === "string") return decided;
          const { amountRupiah, purse, reason } = decided;
          const fact = { subjectKind: "tenant", subjectId: tenantId, action: `sms-correction.${decision}` } as const;
          const detail = { correctionId, amountRupiah, purse, reason };
          await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail }));
          return "done";
        },
      );
      return done === "done" ? reply.code(204).send(null) : refuseBilling(kit, reply, done ?? "no-such-tenant");
    },
  );
}
