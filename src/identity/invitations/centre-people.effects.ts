import type { FastifyRequest } from "fastify";
import { present } from "../../kernel/index.ts";
import { endMembership } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { auditPerson, type PeopleOptions } from "../sessions/sign-in.effects.ts";
import { countOtherAdministrators, lockCentrePerson } from "./centre-people.store.ts";
import { type CentreLeaveRefusal, centreLeaveRefusal } from "./invitation.ts";

/** Ends a person's role in a tenant, and the link to its agent. Of the last two administrators, concurrent requests can end only one role. */
export async function endCentrePerson(
  { kit, untieAgent }: Pick<PeopleOptions, "kit" | "untieAgent">,
  request: FastifyRequest,
  asked: { readonly tenantId: string; readonly membershipId: string },
): Promise<"ended" | CentreLeaveRefusal> {
  const caller = present(request.caller, "caller");
  const { tenantId } = asked;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockCentrePerson(trx, asked);
    if (row === undefined) return "no-such-membership";
    const otherAdministrators = await countOtherAdministrators(trx, asked);
    const refusal = centreLeaveRefusal({ role: row.role, otherAdministrators });
    if (refusal !== null) return refusal;
    await endMembership(trx, { id: row.id, by: caller.personId, at });
    const agentId = await untieAgent(trx, { tenantId, personId: row.personId, role: row.role });
    const detail = { role: row.role, tenantId, agentId };
    const fact = { request, by: caller.personId, personId: row.personId, detail, tenantId };
    await auditPerson(kit, trx, { ...fact, action: "role.ended" });
    const to = row.personId === caller.personId ? undefined : await receiverOf(trx, row.personId);
    if (to !== undefined) {
      const params = { company: row.centreName, by: caller.name };
      await mailPerson(kit, trx, { to, key: `colleague-removed ${row.id}`, text: "colleague-removed", params });
    }
    return "ended";
  });
}
