import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED } from "./acted-entry.ts";
import type { RequestContext } from "./request-context.ts";
import { isFitCompany, isTiedElsewhere, lockTenant, tieTenant } from "./tenant-company.store.ts";

/** Why a call centre is not tied to a company. */
export type TieRefusal =
  | "no-such-tenant"
  | "tenant-closed"
  | "tenant-changed-meanwhile"
  | "tenant-company-unfit"
  | "tenant-company-taken";

/**
 * Ties a call centre to a company, or to none. From then on it may have that company's codes in service and no other's; codes of the former company are
 * taken out of service in the same transaction.
 */
export async function tieCompany(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly before: string | null; readonly organisationId: string | null },
): Promise<"tied" | TieRefusal> {
  const { tenantId: id } = requestContext;
  const { before, organisationId } = wish;
  try {
    const done = await inTenant(kit.db, id, async (trx) => {
      const tenant = await lockTenant(trx, id);
      if (tenant === undefined) return "no-such-tenant";
      if (tenant.closedAt !== null) return "tenant-closed";
      if (tenant.organisationId !== before) return "tenant-changed-meanwhile";
      if (organisationId !== null && !(await isFitCompany(trx, organisationId))) return "tenant-company-unfit";
      await tieTenant(trx, { id, organisationId });
      const action = organisationId === null ? "tenant.untied" : "tenant.tied";
      const fact = { action, subjectKind: "tenant" as const, subjectId: id, detail: { before, organisationId } };
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return "tied" as const;
    });
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isTiedElsewhere(error)) return "tenant-company-taken";
    throw error;
  }
}
