import { z } from "zod";
import type { OpenRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { AgentContext } from "../queues/index.ts";
import { acknowledgementRequest, ownEvaluationSchema, ownEvaluationsSchema } from "./evaluation.shared.ts";
import { countUnread, ownEvaluations } from "./evaluation.store.ts";
import { judgedView, ownEvaluationView } from "./evaluation-view.effects.ts";
import { acknowledgeEvaluation, ownEvaluation } from "./keep-evaluation.effects.ts";
import { QUALITY_REFUSALS } from "./quality-refusal.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const EVALUATIONS = "/api/service/desk/evaluations";
const params = z.object({ id: z.uuid() });

/** Routes of the agent desktop for the agent's own evaluations: read and acknowledge them. Evaluations of other agents are not accessible. */
export function addDesktopEvaluationRoutes(app: Http, kit: Kit, desktopRoutes: OpenRoutes<AgentContext>): void {
  const routes = desktopRoutes(app, kit, QUALITY_REFUSALS);
  routes.get(
    EVALUATIONS,
    { summary: "My evaluations", answer: ownEvaluationsSchema },
    async (trx, { requestContext: { agent, tenantId } }) => ({
      timeZone: await zoneOfTenant(trx, tenantId),
      open: await countUnread(trx, agent.id),
      items: (await ownEvaluations(trx, agent.id)).map((row) => {
        const { agentId: _id, agentName: _name, ...view } = judgedView(row);
        return view;
      }),
    }),
  );
  routes.get(
    `${EVALUATIONS}/:id`,
    { summary: "An evaluation of mine", params, answer: ownEvaluationSchema, missing: "no-such-evaluation" },
    async (trx, { requestContext: { agent, tenantId }, params: { id } }) => {
      const found = await ownEvaluation(trx, { id, agentId: agent.id });
      return found && ownEvaluationView(found, await zoneOfTenant(trx, tenantId));
    },
  );
  routes.post(
    `${EVALUATIONS}/:id/acknowledgement`,
    { summary: "Acknowledge an evaluation of mine, or answer it once", params, body: acknowledgementRequest },
    ({ requestContext, params: { id }, body: { reply } }) =>
      acknowledgeEvaluation(kit, requestContext, { id, agentId: requestContext.agent.id, reply }),
  );
}
