import type { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import type { categoryFormSchema, categorySaveSchema } from "./contract.ts";
import { hasPromiseOrder } from "./promise-order.ts";
import {
  endCategory,
  findCategory,
  hasHours,
  insertCategory,
  listCategories,
  updateCategory,
} from "./ticket-category.store.ts";
import { LIMITS } from "./ticket-limits.shared.ts";
import type { TicketRefusal } from "./ticket-refusal.ts";

const TAKEN = { taken: { ticket_category_name: "category-name-taken" } } as const;

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `ticket-category.${what}`,
  subjectKind: "ticket-category",
  subjectId,
  detail,
});

/** Adds a category. */
export async function addCategory(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof categoryFormSchema>,
): Promise<Result<{ readonly id: string }, TicketRefusal>> {
  if (!hasPromiseOrder(form.promises)) return refuse("category-promise-order");
  const category = { ...form, id: kit.ids.next(), tenantId: requestContext.tenantId };
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    if ((await listCategories(trx)).length >= LIMITS.categories) return refuse("category-limit");
    if (!(await hasHours(trx, form.hoursId))) return refuse("category-hours-unknown");
    await insertCategory(trx, { ...category, createdAt: at });
    await audit(fact("added", category.id, { name: form.name }));
    return ok({ id: category.id });
  });
}

/** Changes a category at the version that was read; open tickets retain their SLA terms. */
export async function changeCategory(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof categorySaveSchema> & { readonly id: string },
): Promise<Result<{ readonly version: number }, TicketRefusal>> {
  const { id, name, hoursId, promises, expectedVersion } = form;
  if (!hasPromiseOrder(promises)) return refuse("category-promise-order");
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, audit }) => {
    const known = await findCategory(trx, id);
    if (known === undefined) return refuse("no-such-category");
    // Opening hours that have ended remain allowed for the categories that already use them.
    if (known.hoursId !== hoursId && !(await hasHours(trx, hoursId))) return refuse("category-hours-unknown");
    if (!(await updateCategory(trx, form))) return refuse("category-stale");
    await audit(fact("changed", id, { name, promises }));
    return ok({ version: expectedVersion + 1 });
  });
}

/** Ends a category: no more tickets are opened in it. */
export async function dropCategory(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, TicketRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endCategory(trx, { id, at }))) return refuse("no-such-category");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}
