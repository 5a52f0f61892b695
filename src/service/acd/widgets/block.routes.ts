import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { listBlocks, zoneOf } from "./block.store.ts";
import { blockFormSchema, blocksQuery, blocksSchema } from "./contract.ts";
import { blockFromDesktop, blockNumber, type DesktopBlockDependencies, unblockNumber } from "./keep-block.effects.ts";
import { refuseWidget } from "./refuse-widget.effects.ts";

const tags = ["widgets"];
const config = { access: "queue.manage" } as const;
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
  addList(app, kit);
  addDesktopBlockRoute(app, kit, dependencies);
  app.delete(
    "/api/service/widget-blocks/:id",
    {
      config,
      schema: { tags, summary: "Let a number be called again", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await unblockNumber(kit, requestContextOf(request, config.access), request.params.id);
      return done === "unblocked" ? reply.code(204).send(null) : refuseWidget(kit, reply, done);
    },
  );
}

function addList(app: Http, kit: Kit): void {
  app.get(
    "/api/service/widget-blocks",
    {
      config,
      schema: {
        tags,
        summary: "Numbers that no website has called again",
        querystring: blocksQuery,
        response: { 200: blocksSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      const { items, next, timeZone } = await inTenant(kit.db, tenantId, async (trx) => ({
        ...(await listBlocks(trx, request.query.after ?? null)),
        timeZone: await zoneOf(trx, tenantId),
      }));
      return {
        next,
        timeZone,
        items: items.map(({ blockedAt, ...row }) => ({ ...row, blockedAt: blockedAt.toISOString() })),
      };
    },
  );
  app.post(
    "/api/service/widget-blocks",
    {
      config,
      schema: {
        tags,
        summary: "Have no website call a number again",
        body: blockFormSchema,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await blockNumber(kit, requestContextOf(request, config.access), request.body.number);
      return done === "blocked" ? reply.code(201).send(null) : refuseWidget(kit, reply, done);
    },
  );
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
      return done === "blocked" ? reply.code(201).send(null) : refuseWidget(kit, reply, done);
    },
  );
}
