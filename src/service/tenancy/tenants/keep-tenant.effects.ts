import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED } from "./acted-entry.ts";
import { TENANTS_MAX } from "./limits.ts";
import type { RequestContext } from "./request-context.ts";
import { isFitCompany, lockTenant, tieTenant } from "./tenant-company.store.ts";
import { countTenants, insertTenant, isNameTaken, lockTenantForm, updateTenant } from "./tenant-form.store.ts";
import { changedParts, type TenantForm } from "./tenant-form.ts";
import type { TenantRefusal } from "./tenant-refusal.ts";

/** Creates a call centre. It has no members, trunks, numbers or queues yet. */
export async function openTenant(
  kit: Kit,
  actor: Omit<RequestContext, "tenantId">,
  form: TenantForm,
): Promise<Result<{ readonly id: string }, TenantRefusal>> {
  const id = kit.ids.next();
  return guarded(kit, () =>
    kit.db.transaction().execute(async (trx) => {
      if ((await countTenants(trx)) >= TENANTS_MAX) return refuse("tenant-limit");
      await insertTenant(trx, { ...form, id, createdAt: new Date(kit.clock.nowMs()) });
      const fact = { action: "tenant.opened", subjectKind: "tenant", subjectId: id, detail: { ...form } } as const;
      await recordAudit(trx, kit, actedEntry({ ...actor, tenantId: id }, fact));
      return ok({ id });
    }),
  );
}

/** Changes the settings of a call centre that was read at `expectedVersion`. Calls in progress continue, also beyond a lower limit. */
export async function changeTenant(
  kit: Kit,
  requestContext: RequestContext,
  change: { readonly expectedVersion: number; readonly form: TenantForm },
): Promise<Result<null, TenantRefusal>> {
  const { tenantId: id } = requestContext;
  const { form, expectedVersion } = change;
  return guarded(kit, () =>
    kit.db.transaction().execute(async (trx) => {
      const known = await lockTenantForm(trx, id);
      if (known === undefined) return refuse("no-such-tenant");
      if (known.closedAt !== null) return refuse("tenant-closed");
      if (known.version !== expectedVersion) return refuse("tenant-stale");
      const changed = changedParts(known, form);
      if (changed.length === 0) return ok(null);
      await updateTenant(trx, id, form);
      const after = Object.fromEntries(changed.map((field) => [field, form[field]]));
      const detail = { changed: [...changed], version: known.version + 1, ...after };
      const fact = { action: "tenant.changed", subjectKind: "tenant", subjectId: id, detail } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return ok(null);
    }),
  );
}

/** Runs a command and notifies the switch; a name that another call centre has is refused. */
async function guarded<Value>(
  kit: Kit,
  command: () => Promise<Result<Value, TenantRefusal>>,
): Promise<Result<Value, TenantRefusal>> {
  try {
    const done = await command();
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isNameTaken(error)) return refuse("tenant-name-taken");
    throw error;
  }
}

/**
 * Ties a call centre to a company, or to none. From then on it may serve the codes of that company only; codes of the company before go out of
 * service in the same transaction.
 */
export async function tieCompany(
  kit: Kit,
  requestContext: RequestContext,
  { before, organisationId }: { readonly before: string | null; readonly organisationId: string | null },
): Promise<Result<null, TenantRefusal>> {
  const { tenantId: id } = requestContext;
  const options = { announces: LINES_CHANGED, taken: { tenant_organisation: "tenant-company-taken" } } as const;
  return tenantCommand(kit, requestContext, options, async ({ trx, audit }) => {
    const tenant = await lockTenant(trx, id);
    if (tenant === undefined) return refuse("no-such-tenant");
    if (tenant.closedAt !== null) return refuse("tenant-closed");
    if (tenant.organisationId !== before) return refuse("tenant-changed-meanwhile");
    if (organisationId !== null && !(await isFitCompany(trx, organisationId))) return refuse("tenant-company-unfit");
    await tieTenant(trx, { id, organisationId });
    const action = organisationId === null ? "tenant.untied" : "tenant.tied";
    await audit({ action, subjectKind: "tenant", subjectId: id, detail: { before, organisationId } });
    return ok(null);
  });
}
