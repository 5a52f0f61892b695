import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { categoriesSchema, categoryFormSchema, categorySaveSchema } from "./contract.ts";
import { addCategory, changeCategory, dropCategory } from "./ticket-category.effects.ts";
import { listCategories } from "./ticket-category.store.ts";
import { TICKET_ROUTES } from "./ticket-refusal.ts";

const CATEGORIES = "/api/service/ticket-categories";
const params = z.object({ id: z.uuid() });

/** Routes of the categories of tickets with their SLA targets, for supervisors. */
export function addTicketCategoryRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...TICKET_ROUTES, access: "queue.manage" });
  routes.get(CATEGORIES, { summary: "Categories of tickets", answer: categoriesSchema }, async (trx) => ({
    items: (await listCategories(trx)).map(({ hoursVersion: _version, ...row }) => row),
  }));
  routes.post(
    CATEGORIES,
    { summary: "Add a category", body: categoryFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addCategory(kit, requestContext, body),
  );
  routes.put(
    `${CATEGORIES}/:id`,
    { summary: "Change a category", params, body: categorySaveSchema, answer: z.object({ version: z.number() }) },
    ({ requestContext, params: { id }, body }) => changeCategory(kit, requestContext, { ...body, id }),
  );
  routes.delete(`${CATEGORIES}/:id`, { summary: "End a category", params }, ({ requestContext, params: { id } }) =>
    dropCategory(kit, requestContext, id),
  );
}
