import type { CommitmentOrder } from "../src/licensing/issuing/wire.ts";
import { rulesetVersion } from "../src/regulation/index.ts";
import { SOUND_FORM } from "./licence-form.ts";
import type { FixtureContext, Resident } from "./users.ts";

const DAY_MS = 86_400_000;

/** The document order after the verification of a company's licence application, decided now by `signer`. */
export async function commitmentOrder(
  fixtureContext: FixtureContext,
  asked: { readonly organisationId: string; readonly signer: Pick<Resident, "id" | "name"> },
): Promise<CommitmentOrder> {
  const { organisationId, signer } = asked;
  const organisation = await fixtureContext.db
    .selectFrom("organisation")
    .select(["id", "name", "nib", "npwp", "address"])
    .where("id", "=", organisationId)
    .executeTakeFirstOrThrow();
  const { id: membershipId } = await fixtureContext.db
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", signer.id)
    .executeTakeFirstOrThrow();
  const nowMs = fixtureContext.clock.nowMs();
  const submittedAt = new Date(nowMs - 3 * DAY_MS);
  const decidedAt = new Date(nowMs);
  const licenceApplicationId = fixtureContext.ids.next();
  const requestNumber = `IZN-${licenceApplicationId.slice(-12)}`;
  await fixtureContext.db
    .insertInto("licenceApplication")
    .values({
      id: licenceApplicationId,
      number: requestNumber,
      organisationId,
      state: "verified",
      ruleVersion: rulesetVersion,
      createdBy: signer.id,
      createdAt: submittedAt,
      submittedAt,
      decidedAt,
      changedAt: decidedAt,
    })
    .execute();
  return {
    licenceApplicationId,
    requestNumber,
    submittedAt,
    decidedAt,
    ruleVersion: rulesetVersion,
    signer: { personId: signer.id, name: signer.name, acting: null, actingForPersonId: null, membershipId },
    organisation,
    commitment: SOUND_FORM.commitment,
    configurations: SOUND_FORM.service.configurations,
    smsA2p: SOUND_FORM.service.smsA2p,
  };
}
