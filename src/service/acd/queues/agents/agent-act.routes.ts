import { z } from "zod";
import { ok } from "../../../../kernel/index.ts";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { agentActionSchema, agentCommandSchema } from "../contract.ts";
import { QUEUE_ROUTES } from "../queue-refusal.ts";
import { findAgentCommand } from "./agent-command.store.ts";
import { ACT_REFUSALS, commandView, orderAct } from "./order-act.effects.ts";

const ACTS = "/api/service/agents/:id/acts";
const ACT_ROUTES = { ...QUEUE_ROUTES, refusals: ACT_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes with which a supervisor commands an agent: log in at a phone, pause, ready, log out; the switch stores the result. */
export function addAgentActRoutes(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...ACT_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...ACT_ROUTES, access: "queue.manage" });
  writing.post(
    ACTS,
    {
      summary: "Have an agent log in, pause, be ready or log out",
      body: agentActionSchema,
      params,
      answer: agentCommandSchema,
      status: 202,
    },
    async ({ requestContext, params: { id: agentId }, body, request }) => {
      const ordered = await orderAct(kit, requestContext, { agentId, ...body });
      return ordered.ok ? ok(commandView(kit, request.locale, ordered.value)) : ordered;
    },
  );
  reading.get(
    `${ACTS}/:actId`,
    {
      summary: "What became of it",
      params: params.extend({ actId: z.uuid() }),
      answer: agentCommandSchema,
      missing: "no-such-agent",
    },
    async (trx, { params: { id: agentId, actId: id }, request }) => {
      const found = await findAgentCommand(trx, { agentId, id });
      return found === undefined ? undefined : commandView(kit, request.locale, found);
    },
  );
}
