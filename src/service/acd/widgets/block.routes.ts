import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { listBlocks, zoneOf } from "./block.store.ts";
import { blockFormSchema, blocksQuery, blocksSchema } from "./contract.ts";
import { blockFromDesktop, blockNumber, type DesktopBlockDependencies, unblockNumber } from "./keep-block.effects.ts";
import { WIDGET_REFUSALS, WIDGET_ROUTES } from "./widget-refusal.ts";

const BLOCKS = "/api/service/widget-blocks";
const params = z.object({ id: z.uuid() });

/** Routes of numbers that no website may call again: blocked by the agent of the call, or by members who manage queues. */
export function addBlockRoutes(app: Http, kit: Kit, dependencies: DesktopBlockDependencies): void {
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
  dependencies.desktopRoutes(app, kit, WIDGET_REFUSALS).post(
    "/api/service/desk/contacts/:id/number-block",
    {
      summary: "Have no website call the number of a contact of mine again",
      params,
      answer: z.null(),
      status: 201,
    },
    ({ requestContext, params: { id: contactId } }) =>
      blockFromDesktop(kit, requestContext, { agentId: requestContext.agent.id, contactId, desk: dependencies }),
  );
}
