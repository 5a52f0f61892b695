import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
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
import {
  beginEvaluation,
  dropEvaluation,
  type EvaluationRefusal,
  type RefusedEvaluation,
  sendEvaluation,
  writeEvaluation,
} from "./keep-evaluation.effects.ts";
import { boundsOf } from "./local-days.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const tags = ["evaluations"];
const MANAGE = "evaluation.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const STATUS: Readonly<Record<EvaluationRefusal, number>> = {
  "no-such-contact": 404,
  "contact-goes-on": 409,
  "no-such-evaluation-form": 404,
  "no-such-evaluation": 404,
  "evaluation-sent": 409,
  "evaluation-stale": 409,
  "evaluation-answer-unfit": 400,
  "evaluation-unfinished": 409,
  "evaluation-acknowledged": 409,
};

/** Answers a refusal at the question that it belongs to. */
export function refuseEvaluation(
  kit: Pick<Kit, "texts">,
  reply: FastifyReply,
  refused: RefusedEvaluation,
): FastifyReply {
  const { refusal: code, questionId } = refused;
  const fields = questionId === undefined ? [] : [{ path: `answers.${questionId}`, code }];
  return sendProblem(reply, kit.texts, STATUS[code], { code, fields });
}

/** Routes with which supervisors find, write and send evaluations of contacts. */
export function addEvaluationRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addWriting(app, kit);
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    "/api/service/evaluations",
    {
      config,
      schema: {
        tags,
        summary: "Evaluations, the newest first",
        querystring: evaluationsQuery,
        response: { 200: evaluationsSchema, ...problems },
      },
    },
    async (request) => {
      const { page, pageSize: limit, from, to, ...asked } = request.query;
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const timeZone = await zoneOfTenant(kit.db, tenantId);
      const filter = { ...asked, ...boundsOf({ from, to }, timeZone) };
      const search = { filter, limit, offset: (page - 1) * limit };
      const { total, items } = await inTenant(kit.db, tenantId, (trx) => searchEvaluations(trx, search));
      return { timeZone, total, items: items.map(judgedView) };
    },
  );
  app.get(
    "/api/service/evaluations/:id",
    {
      config,
      schema: {
        tags,
        summary: "An evaluation with its form",
        params,
        response: { 200: evaluationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantId, (trx) => findEvaluation(trx, id));
      if (found === undefined) return refuseEvaluation(kit, reply, { refusal: "no-such-evaluation" });
      return evaluationView(found, await zoneOfTenant(kit.db, tenantId));
    },
  );
}

const nothing = { 204: z.null(), ...problems };

function addWriting(app: Http, kit: Kit): void {
  app.post(
    "/api/service/evaluations",
    {
      config,
      schema: {
        tags,
        summary: "Begin to judge a contact, or go on with it",
        body: evaluationRequest,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await beginEvaluation(kit, requestContextOf(request, MANAGE), request.body);
      return "refusal" in done ? refuseEvaluation(kit, reply, done) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/evaluations/:id",
    {
      config,
      schema: { tags, summary: "Write into a draft", params, body: evaluationChange, response: nothing },
    },
    async (request, reply) => {
      const change = { id: request.params.id, ...request.body };
      const done = await writeEvaluation(kit, requestContextOf(request, MANAGE), change);
      return done === "kept" ? reply.code(204).send(null) : refuseEvaluation(kit, reply, done);
    },
  );
  app.post(
    "/api/service/evaluations/:id/sending",
    {
      config,
      schema: { tags, summary: "Send a draft to its agent", params, body: evaluationSending, response: nothing },
    },
    async (request, reply) => {
      const done = await sendEvaluation(kit, requestContextOf(request, MANAGE), {
        id: request.params.id,
        ...request.body,
      });
      return done === "kept" ? reply.code(204).send(null) : refuseEvaluation(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/evaluations/:id",
    { config, schema: { tags, summary: "Drop a draft", params, response: nothing } },
    async (request, reply) => {
      const done = await dropEvaluation(kit, requestContextOf(request, MANAGE), request.params.id);
      return done === "kept" ? reply.code(204).send(null) : refuseEvaluation(kit, reply, done);
    },
  );
}
