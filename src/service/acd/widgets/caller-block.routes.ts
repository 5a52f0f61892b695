import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { BlockDependencies } from "./block.routes.ts";
import { zoneOf } from "./block.store.ts";
import { listCallerBlocks } from "./caller-block.store.ts";
import { callerBlocksSchema } from "./contract.ts";
import { blockCaller, type CallerBlockContacts, unblockCaller } from "./keep-caller-block.effects.ts";
import { WIDGET_REFUSALS, WIDGET_ROUTES } from "./widget-refusal.ts";

const CALLER_BLOCKS = "/api/service/widget-caller-blocks";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Access to agents and their contacts for calls from websites. */
export type CallerBlockDependencies = Pick<BlockDependencies, "ownAgent"> & CallerBlockContacts;

/** Routes of web callers who are blocked for some time: by the agent of the contact, or by members who manage queues. */
export function addCallerBlockRoutes(app: Http, kit: Kit, dependencies: CallerBlockDependencies): void {
  const routes = tenantRoutes(app, kit, WIDGET_ROUTES);
  routes.get(
    CALLER_BLOCKS,
    { summary: "Callers from websites who are blocked", answer: callerBlocksSchema },
    async (trx, { requestContext: { tenantId } }) => {
      const blocks = await listCallerBlocks(trx, new Date(kit.clock.nowMs()));
      const items = blocks.map(({ blockedAt, untilAt, ...row }) => ({
        ...row,
        blockedAt: blockedAt.toISOString(),
        untilAt: untilAt.toISOString(),
      }));
      return { items, timeZone: await zoneOf(trx, tenantId) };
    },
  );
  routes.delete(
    `${CALLER_BLOCKS}/:id`,
    { summary: "Let a caller call again", params },
    ({ requestContext, params: { id } }) => unblockCaller(kit, requestContext, id),
  );
  app.post(
    "/api/service/desk/contacts/:id/caller-block",
    {
      config: { access: "service.desk" },
      schema: {
        tags: ["desk"],
        summary: "Take no calls from a website of the caller of my contact",
        params,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await dependencies.ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-own-agent" });
      const of = { agentId: own.agent.id, contactId: request.params.id, desk: dependencies };
      const done = await blockCaller(kit, own.requestContext, of);
      return done.ok ? reply.code(201).send(null) : sendRefusal(kit, reply, WIDGET_REFUSALS, done.refusal);
    },
  );
}
