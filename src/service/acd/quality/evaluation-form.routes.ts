import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import {
  evaluationFormChange,
  evaluationFormRequest,
  evaluationFormSchema,
  evaluationFormsSchema,
} from "./evaluation.shared.ts";
import { findForm, listForms } from "./evaluation-form.store.ts";
import { addForm, changeForm, dropForm } from "./keep-form.effects.ts";
import { QUALITY_ROUTES } from "./quality-refusal.ts";

const FORMS = "/api/service/evaluation-forms";
const params = z.object({ id: z.uuid() });

/** Routes of evaluation forms; a change creates another version, and earlier versions stay. */
export function addEvaluationFormRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, QUALITY_ROUTES);
  routes.get(FORMS, { summary: "Forms by which contacts are judged", answer: evaluationFormsSchema }, async (trx) => ({
    items: [...(await listForms(trx))],
  }));
  routes.post(
    FORMS,
    { summary: "Add a form", body: evaluationFormRequest, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addForm(kit, requestContext, body),
  );
  routes.get(
    `${FORMS}/:id`,
    {
      summary: "A form in its newest version",
      params,
      answer: evaluationFormSchema,
      missing: "no-such-evaluation-form",
    },
    async (trx, { params: { id } }) => {
      const found = await findForm(trx, id);
      return found === undefined ? undefined : { ...found, sections: [...found.sections] };
    },
  );
  routes.put(
    `${FORMS}/:id`,
    { summary: "Make the next version of a form", params, body: evaluationFormChange },
    ({ requestContext, params: { id }, body }) => changeForm(kit, requestContext, { id, ...body }),
  );
  routes.delete(`${FORMS}/:id`, { summary: "End a form", params }, ({ requestContext, params: { id } }) =>
    dropForm(kit, requestContext, id),
  );
}
