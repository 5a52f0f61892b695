import { present } from "../../kernel/index.ts";
import { type ActingHolding, holdingFor } from "../../people/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { officeDate } from "../../regulation/index.ts";
import type { MandateRefusal } from "../issuing/index.ts";
import type { LicenceView } from "./contract.ts";
import type { Reading } from "./licence.store.ts";
import type { LicenceDecider, LicenceDoors } from "./licence-doors.effects.ts";
import { LICENSING_TEAM } from "./licence-person.ts";
import type { Writing } from "./licence-writing.effects.ts";

/** Who signs when this caller verifies: himself, or in another's place; null when he decides about nothing here. */
function deciderOf(caller: {
  readonly personId: string;
  readonly name: string;
  readonly memberships: readonly (ActingHolding & {
    readonly id: string;
    readonly actingForPersonId: string | null;
  })[];
}): LicenceDecider | null {
  const held = holdingFor(caller.memberships, "application.propose", LICENSING_TEAM);
  if (held === undefined) return null;
  const { id: membershipId, acting, actingForPersonId } = held;
  return { personId: caller.personId, name: caller.name, membershipId, acting, actingForPersonId };
}

/** Why a verification could not be signed now: no mandate, or somebody else's. Every other command needs none. */
export async function mandateRefusalOf(
  { refusalToSign }: Pick<LicenceDoors, "refusalToSign">,
  trx: DatabaseTransaction,
  { request, at }: Pick<Writing, "request" | "at">,
): Promise<MandateRefusal | null> {
  if (request.command.command !== "verify") return null;
  const signer = present(deciderOf(request.caller), "who verifies");
  return refusalToSign(trx, { day: officeDate(at.getTime()), signer });
}

/** Orders the decree of an application that is being verified; other commands order nothing. */
export async function orderLicenceDecree(
  { orderCommitmentDecree }: Pick<LicenceDoors, "orderCommitmentDecree">,
  trx: DatabaseTransaction,
  { known, request, at }: Writing,
): Promise<void> {
  if (request.command.command !== "verify") return;
  const { row, papers } = known;
  const { commitment, service } = papers.content.form;
  await orderCommitmentDecree(trx, {
    licenceApplicationId: row.id,
    requestNumber: present(row.number, "number of a verified application"),
    submittedAt: present(row.submittedAt, "submission of a verified application"),
    decidedAt: at,
    ruleVersion: row.ruleVersion,
    signer: present(deciderOf(request.caller), "who verifies"),
    organisation: row.organisation,
    commitment,
    configurations: service.configurations,
    smsA2p: service.smsA2p,
  });
}

/** The commitment decree of an application, as far as it is made; null before the verification. */
export async function findLicenceDecree(db: Reading, licenceApplicationId: string): Promise<LicenceView["decree"]> {
  const row = await db
    .selectFrom("decree")
    .select(["id", "number", "state"])
    .where("licenceApplicationId", "=", licenceApplicationId)
    .executeTakeFirst();
  return row ?? null;
}
