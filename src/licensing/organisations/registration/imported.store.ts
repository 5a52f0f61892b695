import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import type { OssRecord } from "../oss/oss-record.ts";

/** An operator as an import says it: nobody acts for it until its company registers its NIB. */
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
  /** The line of business it is known for. */
  readonly kbli: string;
}

const BATCH = 500;

/** Exactly the columns that an import fills; a caller may hand in more. */
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

/** Adds operators that an import names. Returns how many; a NIB that is registered by now is passed over. */
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

/** Writes what an import says now to an operator that nobody has claimed; undefined when it is not so any more. */
export async function rewriteImported(
  trx: DatabaseTransaction,
  asked: {
    readonly row: ImportedOrganisation;
    readonly expectedVersion: number;
    /** The version it has afterwards, where a change is taken back; one more than expected otherwise. */
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

/** What an import said of an organisation before its company claimed it; undefined where it came by none. */
export async function findImported(db: Database | DatabaseTransaction, organisationId: string) {
  return db
    .selectFrom("importedOperator")
    .select(["nib", "npwp", "name", "email"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirst();
}

const LICENCES_MAX = 50;

/** What an import said of an organisation, for the verifier to hold against the registration. */
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

/** Removes operators that an import added and nobody has claimed. Returns how many; throws where others point to them. */
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
