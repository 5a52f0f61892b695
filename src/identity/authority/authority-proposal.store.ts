import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { rolesWith } from "./roles.ts";

/** Maximum number of open proposals, and of their confirmers, that are read. */
const PROPOSALS_MAX = 200;

/** A new proposal. */
export interface NewProposal {
  readonly id: string;
  readonly kind: "role" | "mandate";
  readonly personId: string | null;
  readonly detail: object;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
}

/** Adds a proposal. */
export async function insertProposal(trx: DatabaseTransaction, proposal: NewProposal): Promise<void> {
  await trx
    .insertInto("authorityProposal")
    .values({ ...proposal, detail: JSON.stringify(proposal.detail) })
    .execute();
}

/** True if an open proposal gives a person this role and team. */
export async function isRoleProposed(
  trx: DatabaseTransaction,
  sought: { readonly personId: string; readonly role: string; readonly team: string | null; readonly now: Date },
): Promise<boolean> {
  const row = await trx
    .selectFrom("authorityProposal")
    .select("id")
    .where("kind", "=", "role")
    .where("personId", "=", sought.personId)
    .where(sql`detail ->> 'role'`, "=", sought.role)
    .where(sql`detail ->> 'team'`, "is not distinct from", sought.team)
    .where("outcome", "is", null)
    .where("expiresAt", ">", sought.now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Other persons who may confirm proposals, and those whose role to do so ended recently. Acting officers may not confirm. */
export async function listSecondPersons(
  trx: DatabaseTransaction,
  proposer: {
    readonly personId: string;
    /** Roles that ended later than this still count. */
    readonly since: Date;
    readonly demo: boolean;
  },
) {
  const { personId, since, demo } = proposer;
  let others = trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.personId", "m.endedAt"])
    .where("m.role", "in", rolesWith("authority.confirm"))
    .where("m.acting", "is", null)
    .where("m.personId", "<>", personId)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.endedAt", "is", null), eb("m.endedAt", ">", since)]));
  if (!demo) others = others.where("p.isDemo", "=", false);
  return others.limit(PROPOSALS_MAX).execute();
}

function withNames<Output>(query: SelectQueryBuilder<DB, "authorityProposal", Output>) {
  return query
    .innerJoin("person as by", "by.id", "authorityProposal.proposedBy")
    .leftJoin("person as receiver", "receiver.id", "authorityProposal.personId")
    .selectAll("authorityProposal")
    .select(["by.name as proposedByName", "receiver.name as personName"])
    .select(
      sql<boolean>`by.disabled_at is null and exists (select from membership m where m.person_id = by.id
        and m.role = 'administrator' and m.ended_at is null)`.as("isProposerInOffice"),
    );
}

/** A proposal, locked; undefined if there is none. */
export async function lockProposal(trx: DatabaseTransaction, id: string) {
  return withNames(trx.selectFrom("authorityProposal"))
    .where("authorityProposal.id", "=", id)
    .forUpdate("authorityProposal")
    .executeTakeFirst();
}

/** Open proposals, oldest first. */
export async function listOpenProposals(db: Database, now: Date) {
  return withNames(db.selectFrom("authorityProposal"))
    .where("outcome", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("proposedAt")
    .orderBy("authorityProposal.id")
    .limit(PROPOSALS_MAX)
    .execute();
}

/** Closes a locked proposal. */
export async function settleProposal(
  trx: DatabaseTransaction,
  end: {
    readonly id: string;
    readonly outcome: "confirmed" | "withdrawn";
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await trx
    .updateTable("authorityProposal")
    .set({ outcome: end.outcome, decidedBy: end.by, decidedAt: end.at })
    .where("id", "=", end.id)
    .execute();
}
