import type { FastifyRequest } from "fastify";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { endGrant, insertGrant, lockGrantee } from "./content-grant.store.ts";
import { type GrantRefusal, grantEnd, grantRefusal } from "./content-grant.ts";

/** Grants a person of the installation read access to a tenant's content, for a reason and some hours. */
export async function grantContentAccess(
  kit: Kit,
  request: FastifyRequest,
  wish: { readonly tenantId: string; readonly email: string; readonly reason: string; readonly hours: number },
): Promise<{ readonly id: string } | GrantRefusal> {
  const { tenantId, email, reason, hours } = wish;
  const { personId: grantedBy } = present(request.caller, "caller");
  const grantedAt = new Date(kit.clock.nowMs());
  const endsAt = new Date(grantEnd(grantedAt.getTime(), hours));
  return inTenant(kit.db, tenantId, async (trx) => {
    const grantee = await lockGrantee(trx, { email, tenantId, now: grantedAt });
    const refusal = grantRefusal(grantee);
    if (grantee === undefined || refusal !== null) return refusal ?? "grantee-unfit";
    const { personId } = grantee;
    const [id, membershipId] = [kit.ids.next(), kit.ids.next()];
    await insertGrant(trx, { id, tenantId, personId, membershipId, email, reason, grantedBy, grantedAt, endsAt });
    const detail = { grantId: id, personId, reason, hours };
    await audit(kit, trx, request, { action: "content.granted", tenantId, detail });
    return { id };
  });
}

/** Ends a grant immediately, with its role. */
export async function revokeContentAccess(
  kit: Kit,
  request: FastifyRequest,
  grant: { readonly tenantId: string; readonly id: string },
): Promise<"ended" | "no-such-grant"> {
  const { tenantId, id } = grant;
  const { personId: by } = present(request.caller, "caller");
  return inTenant(kit.db, tenantId, async (trx) => {
    const ended = await endGrant(trx, { id, by, at: new Date(kit.clock.nowMs()) });
    if (ended === undefined) return "no-such-grant";
    const detail = { grantId: id, personId: ended.personId };
    await audit(kit, trx, request, { action: "content.grant-ended", tenantId, detail });
    return "ended";
  });
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  request: FastifyRequest,
  fact: {
    readonly action: string;
    readonly tenantId: string;
    readonly detail: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  const { action, tenantId, detail } = fact;
  const { personId } = present(request.caller, "caller");
  return recordAudit(trx, kit, {
    actorPersonId: personId,
    actorRole: "operator-administrator",
    action,
    requestId: request.id,
    subjectKind: "tenant",
    subjectId: tenantId,
    detail,
  });
}
