import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { agentActionSchema, agentCommandSchema } from "../contract.ts";
import { findAgentCommand } from "./agent-command.store.ts";
import { ACT_STATUS, commandView, orderAct } from "./order-act.effects.ts";

const tags = ["queues"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes with which a supervisor commands an agent: log in at a phone, pause, ready, log out; the switch stores the result. */
export function addAgentActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/agents/:id/acts",
    {
      config: { access: "queue.manage" },
      schema: {
        tags,
        summary: "Have an agent log in, pause, be ready or log out",
        body: agentActionSchema,
        params: z.object({ id: z.uuid() }),
        response: { 202: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { agentId: request.params.id, ...request.body };
      const ordered = await orderAct(kit, requestContextOf(request, "queue.manage"), wish);
      if (typeof ordered === "string") return sendProblem(reply, kit.texts, ACT_STATUS[ordered], { code: ordered });
      return reply.code(202).send(commandView(kit, request.locale, ordered));
    },
  );
  app.get(
    "/api/service/agents/:id/acts/:actId",
    {
      config: { access: "service.read" },
      schema: {
        tags,
        summary: "What became of it",
        params: z.object({ id: z.uuid(), actId: z.uuid() }),
        response: { 200: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id: agentId, actId: id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), (trx) =>
        findAgentCommand(trx, { agentId, id }),
      );
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-agent" });
      return commandView(kit, request.locale, found);
    },
  );
}
