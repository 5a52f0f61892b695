import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { isApprovedElsewhere, lockTrunkAddress, updateApproval } from "./trunk-address.store.ts";

/** Why the approval of a source address is refused. */
export type ApprovalRefusal = "no-such-trunk-address" | "trunk-address-approved-elsewhere";

/** Approves a source address of a tenant's trunk, or withdraws the approval; at most one tenant has an address approved. */
export async function approveAddress(
  kit: Kit,
  request: RequestContext,
  { address, isApproved }: { readonly address: string; readonly isApproved: boolean },
): Promise<"changed" | ApprovalRefusal> {
  const at = new Date(kit.clock.nowMs());
  try {
    const done = await inTenant(kit.db, request.tenantId, async (trx) => {
      const known = await lockTrunkAddress(trx, address);
      if (known === undefined) return "no-such-trunk-address";
      if ((known.approvedAt !== null) === isApproved) return "changed";
      await updateApproval(trx, address, isApproved ? { approvedAt: at, approvedBy: request.personId } : null);
      const action = isApproved ? "trunk.address-approved" : "trunk.address-withdrawn";
      const fact = { action, subjectKind: "trunk", subjectId: known.trunkId, detail: { address } } as const;
      await recordAudit(trx, kit, actedEntry(request, fact));
      return "changed";
    });
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isApprovedElsewhere(error)) return "trunk-address-approved-elsewhere";
    throw error;
  }
}
