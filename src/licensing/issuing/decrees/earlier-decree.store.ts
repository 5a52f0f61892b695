import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** A decree from before this system, recorded by an import: neither written nor signed here. */
export interface EarlierDecreeRow {
  readonly id: string;
  readonly number: string;
  /** Local date. */
  readonly decidedOn: string;
  readonly code: string;
  readonly holderName: string;
  readonly holderNib: string | null;
  readonly recordedAt: Date;
}

/** An earlier decree by its id, or undefined. */
export async function findEarlierDecree(db: Database, id: string): Promise<EarlierDecreeRow | undefined> {
  const row = await db
    .selectFrom("earlierDecree as d")
    .innerJoin("organisation as o", "o.id", "d.organisationId")
    .select(["d.id", "d.number", "d.decidedOn", "d.code", "d.recordedAt", "o.name as holderName", "o.nib as holderNib"])
    .where("d.id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, decidedOn: String(row.decidedOn) };
}

/** The imported decree by which a company holds a code, for citation in a later decree; undefined if none was recorded. */
export async function findEarlierDecreeOn(
  trx: DatabaseTransaction,
  asked: { readonly code: string; readonly organisationId: string },
): Promise<Pick<EarlierDecreeRow, "number" | "decidedOn"> | undefined> {
  const row = await trx
    .selectFrom("earlierDecree")
    .select(["number", "decidedOn"])
    .where("code", "=", asked.code)
    .where("organisationId", "=", asked.organisationId)
    .orderBy("decidedOn", "desc")
    .executeTakeFirst();
  return row === undefined ? undefined : { number: row.number, decidedOn: String(row.decidedOn) };
}
