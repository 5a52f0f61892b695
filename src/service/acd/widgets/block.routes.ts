import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { listBlocks, zoneOf } from "./block.store.ts";
import { blockFormSchema, blocksQuery, blocksSchema } from "./contract.ts";
import { blockFromDesktop, blockNumber, type DesktopBlockDependencies, unblockNumber } from "./keep-block.effects.ts";
import { WIDGET_REFUSALS, WIDGET_ROUTES } from "./widget-refusal.ts";

const BLOCKS = "/api/service/widget-blocks";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Access to agents and their contacts, which the queues module provides. */
export interface BlockDependencies extends DesktopBlockDependencies {
  readonly ownAgent: (
    kit: Kit,
    request: FastifyRequest,
  ) => Promise<{ readonly agent: { readonly id: string }; readonly requestContext: RequestContext } | undefined>;
}

/** Routes of numbers that no website may call again: blocked by the agent of the call, or by members who manage queues. */
export function addBlockRoutes(app: Http, kit: Kit, dependencies: BlockDependencies): void {
  const routes = tenantRoutes(app, kit, WIDGET_ROUTES);
  routes.get(
    BLOCKS,
    { summary: "Numbers that no website has called again", query: blocksQuery, answer: blocksSchema },
    async (trx, { query: { after = null }, requestContext: { tenantId } }) => {
      const { items, next } = await listBlocks(trx, after);
      return {
        next,
        timeZone: await zoneOf(trx, tenantId),
        items: items.map(({ blockedAt, ...row }) => ({ ...row, blockedAt: blockedAt.toISOString() })),
      };
    },
  );
  routes.post(
    BLOCKS,
    { summary: "Have no website call a number again", body: blockFormSchema, answer: z.null(), status: 201 },
    ({ requestContext, body }) => blockNumber(kit, requestContext, body.number),
  );
  routes.delete(
    `${BLOCKS}/:id`,
    { summary: "Let a number be called again", params },
    ({ requestContext, params: { id } }) => unblockNumber(kit, requestContext, id),
  );
  addDesktopBlockRoute(app, kit, dependencies);
}

function addDesktopBlockRoute(app: Http, kit: Kit, { ownAgent, ...desk }: BlockDependencies): void {
  app.post(
    "/api/service/desk/contacts/:id/number-block",
    {
      config: { access: "service.desk" },
      schema: {
        tags: ["desk"],
        summary: "Have no website call the number of a contact of mine again",
        params,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-own-agent" });
      const of = { agentId: own.agent.id, contactId: request.params.id, desk };
      const done = await blockFromDesktop(kit, own.requestContext, of);
      return done.ok ? reply.code(201).send(null) : sendRefusal(kit, reply, WIDGET_REFUSALS, done.refusal);
    },
  );
}
