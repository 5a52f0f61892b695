import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import {
  evaluationChange,
  evaluationRequest,
  evaluationSchema,
  evaluationSending,
  evaluationsQuery,
  evaluationsSchema,
} from "./evaluation.shared.ts";
import { findEvaluation, searchEvaluations } from "./evaluation.store.ts";
import { evaluationView, judgedView } from "./evaluation-view.effects.ts";
import { beginEvaluation, dropEvaluation, sendEvaluation, writeEvaluation } from "./keep-evaluation.effects.ts";
import { boundsOf } from "./local-days.ts";
import { QUALITY_ROUTES } from "./quality-refusal.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const EVALUATIONS = "/api/service/evaluations";
const params = z.object({ id: z.uuid() });

/** Routes with which supervisors find, write and send evaluations of contacts. */
export function addEvaluationRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, QUALITY_ROUTES);
  routes.get(
    EVALUATIONS,
    { summary: "Evaluations, the newest first", query: evaluationsQuery, answer: evaluationsSchema },
    async (trx, { query: { page, pageSize: limit, from, to, ...filter }, requestContext: { tenantId } }) => {
      const timeZone = await zoneOfTenant(trx, tenantId);
      const { total, items } = await searchEvaluations(trx, {
        filter: { ...filter, ...boundsOf({ from, to }, timeZone) },
        limit,
        offset: (page - 1) * limit,
      });
      return { timeZone, total, items: items.map(judgedView) };
    },
  );
  routes.get(
    `${EVALUATIONS}/:id`,
    { summary: "An evaluation with its form", params, answer: evaluationSchema, missing: "no-such-evaluation" },
    async (trx, { params: { id }, requestContext: { tenantId } }) => {
      const found = await findEvaluation(trx, id);
      return found === undefined ? undefined : evaluationView(found, await zoneOfTenant(trx, tenantId));
    },
  );
  routes.post(
    EVALUATIONS,
    {
      summary: "Begin to judge a contact, or go on with it",
      body: evaluationRequest,
      answer: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ requestContext, body }) => beginEvaluation(kit, requestContext, body),
  );
  routes.put(
    `${EVALUATIONS}/:id`,
    { summary: "Write into a draft", params, body: evaluationChange },
    ({ requestContext, params: { id }, body }) => writeEvaluation(kit, requestContext, { id, ...body }),
  );
  routes.post(
    `${EVALUATIONS}/:id/sending`,
    { summary: "Send a draft to its agent", params, body: evaluationSending },
    ({ requestContext, params: { id }, body }) => sendEvaluation(kit, requestContext, { id, ...body }),
  );
  routes.delete(`${EVALUATIONS}/:id`, { summary: "Drop a draft", params }, ({ requestContext, params: { id } }) =>
    dropEvaluation(kit, requestContext, id),
  );
}
