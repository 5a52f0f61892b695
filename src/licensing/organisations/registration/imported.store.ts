import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import type { OssRecord } from "../oss/oss-record.ts";

/** An imported operator: it has no members until its company registers its NIB. */
export interface ImportedOrganisation {
  readonly id: string;
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly email: string;
  /** Its KBLI. */
  readonly kbli: string;
}

const BATCH = 500;

/** Exactly the columns that an import fills, since callers may pass further fields. */
function factsOf({ kbli, email, ...row }: ImportedOrganisation) {
  const { nib, npwp, name, companyKind, address, city, province } = row;
  const facts = { nib, npwp, name, companyKind, address, city, province };
  const record: OssRecord = {
    ...facts,
    nibStatus: "unknown",
    activities: [{ code: kbli, title: "", risk: "" }],
  };
  const personInCharge = { name: "", position: "", email, phone: "", standing: "director" };
  return { ...facts, ossRecord: JSON.stringify(record), personInCharge: JSON.stringify(personInCharge) };
}

/** Adds imported operators. Returns their number; a NIB that is registered by now is skipped. */
export async function insertImported(
  trx: DatabaseTransaction,
  asked: { readonly rows: readonly ImportedOrganisation[]; readonly at: Date },
): Promise<number> {
  const atMs = asked.at.getTime();
  const settled = {
    kind: "business",
    state: "verified",
    recordSource: "stated",
    phone: "",
    ruleVersion: rulesetVersion,
    promiseEvents: JSON.stringify([
      { type: "started", atMs },
      { type: "fulfilled", atMs },
    ]),
    createdAt: asked.at,
    submittedAt: asked.at,
    decidedAt: asked.at,
    isDemo: false,
  };
  let added = 0;
  for (let from = 0; from < asked.rows.length; from += BATCH) {
    const rows = asked.rows.slice(from, from + BATCH).map((row) => ({ id: row.id, ...factsOf(row), ...settled }));
    const result = await trx
      .insertInto("organisation")
      .values(rows)
      .onConflict((conflict) => conflict.column("nib").doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

/** Writes imported data to an unclaimed operator; undefined if it is no longer unclaimed. */
export async function rewriteImported(
  trx: DatabaseTransaction,
  asked: {
    readonly row: ImportedOrganisation;
    readonly expectedVersion: number;
    /** The version afterwards, if a change is undone; by default one more than expected. */
    readonly becomesVersion?: number;
  },
): Promise<number | undefined> {
  const written = await trx
    .updateTable("organisation")
    .set({ ...factsOf(asked.row), version: asked.becomesVersion ?? asked.expectedVersion + 1 })
    .where("id", "=", asked.row.id)
    .where("createdBy", "is", null)
    .where("version", "=", asked.expectedVersion)
    .returning("version")
    .executeTakeFirst();
  return written?.version;
}

/** The imported data of an organisation before its claim; undefined if it was not imported. */
export async function findImported(db: Database | DatabaseTransaction, organisationId: string) {
  return db
    .selectFrom("importedOperator")
    .select(["nib", "npwp", "name", "email"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirst();
}

const LICENCES_MAX = 50;

/** The imported data of an organisation, for the verifier's comparison. */
export async function importedFacts(db: Database, organisationId: string) {
  const imported = await findImported(db, organisationId);
  if (imported === undefined) return null;
  const { npwp, name, email } = imported;
  const licences = await db
    .selectFrom("licence")
    .select(["number", "grantedOn", "standing"])
    .where("organisationId", "=", organisationId)
    .orderBy("number")
    .limit(LICENCES_MAX)
    .execute();
  return { npwp, name, email, licences: licences.map((row) => ({ ...row, grantedOn: String(row.grantedOn) })) };
}

/** Removes imported operators that are still unclaimed. Returns their number; throws if other rows reference them. */
export async function removeImported(trx: DatabaseTransaction, ids: readonly string[]): Promise<number> {
  let removed = 0;
  for (let from = 0; from < ids.length; from += BATCH) {
    const result = await trx
      .deleteFrom("organisation")
      .where("id", "in", ids.slice(from, from + BATCH))
      .where("createdBy", "is", null)
      .executeTakeFirst();
    removed += Number(result.numDeletedRows);
  }
  return removed;
}
