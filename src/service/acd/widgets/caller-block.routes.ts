import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import type { BlockDependencies } from "./block.routes.ts";
import { zoneOf } from "./block.store.ts";
import { listCallerBlocks } from "./caller-block.store.ts";
import { callerBlocksSchema } from "./contract.ts";
import { blockCaller, type CallerBlockContacts, unblockCaller } from "./keep-caller-block.effects.ts";
import { refuseWidget } from "./refuse-widget.effects.ts";

const tags = ["widgets"];
const config = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Access to agents and their contacts for calls from websites. */
export type CallerBlockDependencies = Pick<BlockDependencies, "ownAgent"> & CallerBlockContacts;

/** Routes of web callers who are blocked for some time: by the agent of the contact, or by members who manage queues. */
export function addCallerBlockRoutes(app: Http, kit: Kit, dependencies: CallerBlockDependencies): void {
  app.get(
    "/api/service/widget-caller-blocks",
    {
      config,
      schema: {
        tags,
        summary: "Callers from websites who are blocked",
        response: { 200: callerBlocksSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      return inTenant(kit.db, tenantId, async (trx) => {
        const items = await listCallerBlocks(trx, new Date(kit.clock.nowMs()));
        const written = items.map(({ blockedAt, untilAt, ...row }) => ({
          ...row,
          blockedAt: blockedAt.toISOString(),
          untilAt: untilAt.toISOString(),
        }));
        return { items: written, timeZone: await zoneOf(trx, tenantId) };
      });
    },
  );
  app.delete(
    "/api/service/widget-caller-blocks/:id",
    {
      config,
      schema: { tags, summary: "Let a caller call again", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await unblockCaller(kit, requestContextOf(request, config.access), request.params.id);
      return done === "unblocked" ? reply.code(204).send(null) : refuseWidget(kit, reply, done);
    },
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
      return done === "blocked" ? reply.code(201).send(null) : refuseWidget(kit, reply, done);
    },
  );
}
