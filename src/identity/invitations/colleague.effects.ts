import type { FastifyRequest } from "fastify";
import { present } from "../../kernel/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { endMembership } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { auditPerson } from "../sessions/sign-in.effects.ts";
import { countOtherOwners, lockColleague } from "./colleague.store.ts";
import { type LeaveRefusal, leaveRefusal } from "./invitation.ts";

/** Ends a person's role in a company, by an owner or by the person. Of the last two owners, concurrent requests can end only one role. */
export async function endColleague(
  kit: Kit,
  request: FastifyRequest,
  membershipId: string,
): Promise<"ended" | LeaveRefusal> {
  const caller = present(request.caller, "caller");
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockColleague(trx, membershipId);
    const own = caller.memberships.filter(({ organisationId }) => organisationId === row?.organisationId);
    // A person outside the company must not learn who acts for it.
    if (row === undefined || own.length === 0) return "no-such-colleague";
    const refusal = leaveRefusal({
      role: row.role,
      isOwn: row.personId === caller.personId,
      isByOwner: own.some(({ role }) => role === "applicant-owner"),
      otherOwners: await countOtherOwners(trx, { organisationId: row.organisationId, membershipId }),
    });
    if (refusal !== null) return refusal;
    await endMembership(trx, { id: membershipId, by: caller.personId, at });
    const detail = { role: row.role, organisationId: row.organisationId };
    const fact = { request, by: caller.personId, personId: row.personId, detail };
    await auditPerson(kit, trx, { ...fact, action: "role.ended" });
    const to = row.personId === caller.personId ? undefined : await receiverOf(trx, row.personId);
    if (to !== undefined) {
      const params = { company: row.organisationName, by: caller.name };
      await mailPerson(kit, trx, { to, key: `colleague-removed ${membershipId}`, text: "colleague-removed", params });
    }
    return "ended";
  });
}
