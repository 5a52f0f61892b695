import { type Selectable, sql } from "kysely";
import type { DB } from "../../../../db/generated/schema.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { DISPUTE_GROUNDS, DisputeState } from "./dispute.ts";

/** A dispute with the displayed names. */
export interface DisputeRow {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly claimantPersonId: string;
  readonly claimantName: string;
  readonly claimantEmail: string;
  readonly claimantPosition: string;
  readonly claimantPhone: string;
  readonly state: DisputeState;
  readonly ground: (typeof DISPUTE_GROUNDS)[number];
  readonly reason: string;
  readonly evidenceFileId: string;
  readonly openedAt: Date;
  readonly askedAt: Date | null;
  readonly statementDueDate: string | null;
  readonly statement: string | null;
  readonly statementFileId: string | null;
  readonly statementAt: Date | null;
  readonly statementByName: string | null;
  readonly decisionReason: string | null;
  readonly decidedAt: Date | null;
  readonly version: number;
}

/** A new dispute. */
export interface NewDispute {
  readonly id: string;
  readonly organisationId: string;
  readonly claimantPersonId: string;
  readonly ground: DisputeRow["ground"];
  readonly reason: string;
  readonly claimantPosition: string;
  readonly claimantPhone: string;
  readonly evidenceFileId: string;
  readonly openedAt: Date;
  readonly ruleVersion: string;
}

/** Opens a dispute; false if the organisation has an open one (enforced by the index). */
export async function insertDispute(trx: DatabaseTransaction, row: NewDispute): Promise<boolean> {
  const result = await trx
    .insertInto("ownershipDispute")
    .values({ ...row, state: "open" })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

function disputes(db: Database | DatabaseTransaction) {
  return db
    .selectFrom("ownershipDispute as d")
    .innerJoin("organisation as o", "o.id", "d.organisationId")
    .innerJoin("person as p", "p.id", "d.claimantPersonId")
    .leftJoin("person as s", "s.id", "d.statementBy")
    .selectAll("d")
    .select([
      "o.name as organisationName",
      "o.nib",
      "p.name as claimantName",
      "p.email as claimantEmail",
      "s.name as statementByName",
    ]);
}

type StoredDispute = Selectable<DB["ownershipDispute"]> & {
  readonly organisationName: string;
  readonly nib: string | null;
  readonly claimantName: string;
  readonly claimantEmail: string;
  readonly statementByName: string | null;
};

/** States and grounds are restricted by check constraints of the table. */
function disputeFrom(row: StoredDispute): DisputeRow {
  return { ...row, state: row.state as DisputeState, ground: row.ground as DisputeRow["ground"] };
}

/** One dispute; with `lock` its row stays locked until the transaction ends. */
export async function findDispute(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<DisputeRow | undefined> {
  let query = disputes(db).where("d.id", "=", id);
  if (options.lock) query = query.forUpdate(["d"]);
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : disputeFrom(row);
}

/** Maximum number of listed disputes of one person. */
const DISPUTES_MAX = 100;

/**
 * Disputes that a person opened, those about their organisations once a statement was requested, and those that
 * transferred an organisation away from them, with the reason; newest first.
 */
export async function disputesOf(
  db: Database,
  asked: { readonly personId: string; readonly organisationIds: readonly string[] },
): Promise<readonly DisputeRow[]> {
  const { personId, organisationIds } = asked;
  const rows = await disputes(db)
    .where((eb) =>
      eb.or([
        eb("d.claimantPersonId", "=", personId),
        eb("d.statementBy", "=", personId),
        eb.and([
          eb("d.state", "=", "transferred"),
          eb.exists(
            eb
              .selectFrom("membership as m")
              .select("m.id")
              .whereRef("m.organisationId", "=", "d.organisationId")
              .whereRef("m.endedAt", "=", "d.decidedAt")
              .where("m.personId", "=", personId),
          ),
        ]),
        ...(organisationIds.length === 0
          ? []
          : [eb.and([eb("d.organisationId", "in", organisationIds), eb("d.askedAt", "is not", null)])]),
      ]),
    )
    .orderBy("d.openedAt", "desc")
    .orderBy("d.id", "desc")
    .limit(DISPUTES_MAX)
    .execute();
  return rows.map(disputeFrom);
}

/** Disputes by state, oldest first, with their total. */
export async function searchDisputes(
  db: Database,
  search: { readonly isOpen: boolean; readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly items: readonly DisputeRow[] }> {
  const states = search.isOpen ? ["open", "asked"] : ["rejected", "transferred", "withdrawn"];
  const rows = await disputes(db)
    .where("d.state", "in", states)
    .orderBy("d.openedAt", search.isOpen ? "asc" : "desc")
    .orderBy("d.id", search.isOpen ? "asc" : "desc")
    .limit(search.limit)
    .offset(search.offset)
    .execute();
  const count = await db
    .selectFrom("ownershipDispute")
    .select(sql<number>`count(*)`.as("total"))
    .where("state", "in", states)
    .executeTakeFirstOrThrow();
  return { total: count.total, items: rows.map(disputeFrom) };
}

/** The open dispute about an organisation, if any. */
export async function openDisputeOf(
  db: Database | DatabaseTransaction,
  organisationId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom("ownershipDispute")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("state", "in", ["open", "asked"])
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The columns that a step changes in a dispute. */
export interface DisputeChange {
  readonly state?: DisputeState;
  readonly askedAt?: Date;
  readonly askedBy?: string;
  readonly statementDueDate?: string;
  readonly statement?: string;
  readonly statementFileId?: string | null;
  readonly statementBy?: string;
  readonly statementAt?: Date;
  readonly decisionReason?: string;
  readonly decidedAt?: Date;
  readonly decidedBy?: string;
}

/** Writes a step in a dispute whose row is locked. */
export async function changeDispute(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly change: DisputeChange },
): Promise<void> {
  await trx
    .updateTable("ownershipDispute")
    .set((eb) => ({ ...options.change, version: eb("version", "+", 1) }))
    .where("id", "=", options.id)
    .execute();
}
