import type { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { categoryFormSchema, ticketSettingFormSchema } from "./contract.ts";
import { hasPromiseOrder } from "./promise-order.ts";
import {
  endCategory,
  hasHours,
  insertCategory,
  isCategoryNameTaken,
  listCategories,
  ticketSetting,
  writeCategory,
  writeSetting,
} from "./ticket-category.store.ts";
import { LIMITS } from "./ticket-limits.shared.ts";
import type { RefusedTicket } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";

type Form = z.infer<typeof categoryFormSchema>;

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `ticket-category.${what}`,
  subjectKind: "ticket-category",
  subjectId,
  detail,
});

/** Keeps a new category. */
export async function addCategory(
  kit: Kit,
  requestContext: RequestContext,
  form: Form,
): Promise<{ readonly id: string } | RefusedTicket> {
  const { tenantId } = requestContext;
  const id = kit.ids.next();
  if (!hasPromiseOrder(form.promises)) return { refusal: "category-promise-order" };
  return named(() =>
    inTenant(kit.db, tenantId, async (trx) => {
      if ((await listCategories(trx)).length >= LIMITS.categories) return { refusal: "category-limit" } as const;
      if (!(await hasHours(trx, form.hoursId))) return { refusal: "category-hours-unknown" } as const;
      await insertCategory(trx, { ...form, id, tenantId, at: new Date(kit.clock.nowMs()) });
      await recordAudit(trx, kit, actedEntry(requestContext, fact("added", id, { name: form.name })));
      return { id };
    }),
  );
}

/** Writes a category over the version that was read; tickets keep what was promised them. */
export async function saveCategory(
  kit: Kit,
  requestContext: RequestContext,
  form: Form & { readonly id: string; readonly expectedVersion: number },
): Promise<{ readonly version: number } | RefusedTicket> {
  if (!hasPromiseOrder(form.promises)) return { refusal: "category-promise-order" };
  return named(() =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const known = (await listCategories(trx)).find(({ id }) => id === form.id);
      if (known === undefined) return { refusal: "no-such-category" } as const;
      const isKept = known.hoursId === form.hoursId || (await hasHours(trx, form.hoursId));
      if (!isKept) return { refusal: "category-hours-unknown" } as const;
      if (!(await writeCategory(trx, form))) return { refusal: "category-stale" } as const;
      await recordAudit(
        trx,
        kit,
        actedEntry(requestContext, fact("changed", form.id, { name: form.name, promises: form.promises })),
      );
      return { version: form.expectedVersion + 1 };
    }),
  );
}

async function named<Done>(work: () => Promise<Done>): Promise<Done | RefusedTicket> {
  try {
    return await work();
  } catch (error) {
    if (isCategoryNameTaken(error)) return { refusal: "category-name-taken" };
    throw error;
  }
}

/** Ends a category: nobody opens a ticket in it any more. */
export async function dropCategory(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | RefusedTicket> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await endCategory(trx, { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-category" };
    await recordAudit(trx, kit, actedEntry(requestContext, fact("ended", id, {})));
    return "ended";
  });
}

/** Writes who is told when, and when what is solved closes, over the version that was read. It counts for each ticket from its next event on. */
export async function saveSetting(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof ticketSettingFormSchema>,
): Promise<{ readonly version: number } | RefusedTicket> {
  const { tenantId } = requestContext;
  const { assigneePercent, supervisorPercent, administratorPercent } = form;
  if (assigneePercent > supervisorPercent || supervisorPercent > administratorPercent)
    return { refusal: "ticket-setting-order" };
  return inTenant(kit.db, tenantId, async (trx) => {
    await ticketSetting(trx, { tenantId, page: newPage() });
    if (!(await writeSetting(trx, form))) return { refusal: "ticket-setting-stale" };
    const { expectedVersion, ...detail } = form;
    const acted = { action: "ticket-setting.changed", subjectKind: "tenant", subjectId: tenantId, detail } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, acted));
    return { version: expectedVersion + 1 };
  });
}
