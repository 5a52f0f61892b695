import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import {
  evaluationFormChange,
  evaluationFormRequest,
  evaluationFormSchema,
  evaluationFormsSchema,
} from "./evaluation.shared.ts";
import { findForm, listForms } from "./evaluation-form.store.ts";
import { addForm, changeForm, dropForm, type KeepFormRefusal } from "./keep-form.effects.ts";

const tags = ["evaluations"];
const MANAGE = "evaluation.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const ANSWERS: Readonly<Record<KeepFormRefusal, { readonly status: number; readonly path: string | null }>> = {
  "evaluation-form-name-taken": { status: 409, path: "name" },
  "evaluation-form-limit": { status: 409, path: null },
  "evaluation-form-stale": { status: 409, path: null },
  "evaluation-form-versions-full": { status: 409, path: null },
  "no-such-evaluation-form": { status: 404, path: null },
  "evaluation-question-twice": { status: 400, path: "sections" },
  "evaluation-questions-many": { status: 400, path: "sections" },
  "evaluation-weights-missing": { status: 400, path: "sections" },
};

function refuse(kit: Kit, reply: FastifyReply, code: KeepFormRefusal): FastifyReply {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes of evaluation forms; a change creates another version, and earlier versions stay. */
export function addEvaluationFormRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/evaluation-forms",
    {
      config,
      schema: { tags, summary: "Forms by which contacts are judged", response: { 200: evaluationFormsSchema } },
    },
    async (request) => ({ items: [...(await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listForms))] }),
  );
  app.post(
    "/api/service/evaluation-forms",
    {
      config,
      schema: {
        tags,
        summary: "Add a form",
        body: evaluationFormRequest,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addForm(kit, requestContextOf(request, MANAGE), request.body);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.get(
    "/api/service/evaluation-forms/:id",
    {
      config,
      schema: {
        tags,
        summary: "A form in its newest version",
        params,
        response: { 200: evaluationFormSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), (trx) => findForm(trx, id));
      if (found === undefined) return refuse(kit, reply, "no-such-evaluation-form");
      return { ...found, sections: [...found.sections] };
    },
  );
  app.put(
    "/api/service/evaluation-forms/:id",
    {
      config,
      schema: {
        tags,
        summary: "Make the next version of a form",
        params,
        body: evaluationFormChange,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await changeForm(kit, requestContextOf(request, MANAGE), { id: request.params.id, ...request.body });
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/evaluation-forms/:id",
    { config, schema: { tags, summary: "End a form", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropForm(kit, requestContextOf(request, MANAGE), request.params.id);
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
}
