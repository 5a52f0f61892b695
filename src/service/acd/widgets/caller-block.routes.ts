import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { zoneOf } from "./block.store.ts";
import { listCallerBlocks } from "./caller-block.store.ts";
import { callerBlocksSchema } from "./contract.ts";
import { blockCaller, type CallerBlockContacts, unblockCaller } from "./keep-caller-block.effects.ts";
import { WIDGET_REFUSALS, WIDGET_ROUTES } from "./widget-refusal.ts";

const CALLER_BLOCKS = "/api/service/widget-caller-blocks";
const params = z.object({ id: z.uuid() });

/** Routes of web callers who are blocked for some time: by the agent of the contact, or by members who manage queues. */
export function addCallerBlockRoutes(app: Http, kit: Kit, dependencies: CallerBlockContacts): void {
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
  dependencies.desktopRoutes(app, kit, WIDGET_REFUSALS).post(
    "/api/service/desk/contacts/:id/caller-block",
    {
      summary: "Take no calls from a website of the caller of my contact",
      params,
      answer: z.null(),
      status: 201,
    },
    ({ requestContext, params: { id: contactId } }) =>
      blockCaller(kit, requestContext, { agentId: requestContext.agent.id, contactId, desk: dependencies }),
  );
}
