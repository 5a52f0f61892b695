import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { acknowledgementRequest, ownEvaluationSchema, ownEvaluationsSchema } from "./evaluation.shared.ts";
import { agentIdOf, countUnread, ownEvaluations } from "./evaluation.store.ts";
import { judgedView, ownEvaluationView } from "./evaluation-view.effects.ts";
import { acknowledgeEvaluation, ownEvaluation } from "./keep-evaluation.effects.ts";
import { QUALITY_REFUSALS } from "./quality-refusal.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";

async function ownAgentOf(kit: Pick<Kit, "db">, request: FastifyRequest) {
  const requestContext = requestContextOf(request, "service.desk");
  const agentId = await inTenant(kit.db, requestContext.tenantId, (trx) => agentIdOf(trx, requestContext.personId));
  return agentId === undefined ? undefined : { requestContext, agentId };
}

/** Routes of the agent desktop for the agent's own evaluations: read and acknowledge them. Evaluations of other agents are not accessible. */
export function addDesktopEvaluationRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/desk/evaluations",
    { config, schema: { tags, summary: "My evaluations", response: { 200: ownEvaluationsSchema, ...problems } } },
    async (request, reply) => {
      const own = await ownAgentOf(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const timeZone = await zoneOfTenant(kit.db, own.requestContext.tenantId);
      return inTenant(kit.db, own.requestContext.tenantId, async (trx) => ({
        timeZone,
        open: await countUnread(trx, own.agentId),
        items: (await ownEvaluations(trx, own.agentId)).map((row) => {
          const { agentId: _id, agentName: _name, ...view } = judgedView(row);
          return view;
        }),
      }));
    },
  );
  app.get(
    "/api/service/desk/evaluations/:id",
    {
      config,
      schema: { tags, summary: "An evaluation of mine", params, response: { 200: ownEvaluationSchema, ...problems } },
    },
    async (request, reply) => {
      const own = await ownAgentOf(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const wanted = { id: request.params.id, agentId: own.agentId };
      const found = await inTenant(kit.db, own.requestContext.tenantId, (trx) => ownEvaluation(trx, wanted));
      if (found === undefined) return sendRefusal(kit, reply, QUALITY_REFUSALS, "no-such-evaluation");
      return ownEvaluationView(found, await zoneOfTenant(kit.db, own.requestContext.tenantId));
    },
  );
  app.post(
    "/api/service/desk/evaluations/:id/acknowledgement",
    {
      config,
      schema: {
        tags,
        summary: "Acknowledge an evaluation of mine, or answer it once",
        params,
        body: acknowledgementRequest,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgentOf(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const wish = { id: request.params.id, agentId: own.agentId, reply: request.body.reply };
      const done = await acknowledgeEvaluation(kit, own.requestContext, wish);
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, QUALITY_REFUSALS, done.refusal);
    },
  );
}
