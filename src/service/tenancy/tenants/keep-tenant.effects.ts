import { recordAudit } from "../../../platform/audit/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED } from "./acted-entry.ts";
import { TENANTS_MAX } from "./limits.ts";
import type { RequestContext } from "./request-context.ts";
import { countTenants, insertTenant, isNameTaken, lockTenantForm, updateTenant } from "./tenant-form.store.ts";
import { changedParts, type TenantForm, type TenantRefusal } from "./tenant-form.ts";

/** Creates a call centre. It has no members, trunks, numbers or queues yet. */
export async function openTenant(
  kit: Kit,
  asking: Omit<RequestContext, "tenantId">,
  form: TenantForm,
): Promise<{ readonly id: string } | TenantRefusal> {
  const id = kit.ids.next();
  return guarded(kit, () =>
    kit.db.transaction().execute(async (trx) => {
      if ((await countTenants(trx)) >= TENANTS_MAX) return "tenant-limit";
      await insertTenant(trx, { ...form, id, createdAt: new Date(kit.clock.nowMs()) });
      const fact = { action: "tenant.opened", subjectKind: "tenant", subjectId: id, detail: { ...form } } as const;
      await recordAudit(trx, kit, actedEntry({ ...asking, tenantId: id }, fact));
      return { id };
    }),
  );
}

/** Changes the settings of a call centre that was read at `expectedVersion`. Calls in progress continue, also beyond a lower limit. */
export async function changeTenant(
  kit: Kit,
  requestContext: RequestContext,
  change: { readonly expectedVersion: number; readonly form: TenantForm },
): Promise<"changed" | TenantRefusal> {
  const { tenantId: id } = requestContext;
  const { form, expectedVersion } = change;
  return guarded(kit, () =>
    kit.db.transaction().execute(async (trx) => {
      const known = await lockTenantForm(trx, id);
      if (known === undefined) return "no-such-tenant";
      if (known.closedAt !== null) return "tenant-closed";
      if (known.version !== expectedVersion) return "tenant-stale";
      const changed = changedParts(known, form);
      if (changed.length === 0) return "changed";
      await updateTenant(trx, id, form);
      const after = Object.fromEntries(changed.map((field) => [field, form[field]]));
      const detail = { changed: [...changed], version: known.version + 1, ...after };
      const fact = { action: "tenant.changed", subjectKind: "tenant", subjectId: id, detail } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return "changed";
    }),
  );
}

/** Runs an operation and notifies the switch; a name that another call centre has is refused. */
async function guarded<Done>(kit: Kit, act: () => Promise<Done | TenantRefusal>): Promise<Done | TenantRefusal> {
  try {
    const done = await act();
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isNameTaken(error)) return "tenant-name-taken";
    throw error;
  }
}
