import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { type DecreeOffice, decreeOfficeSchema } from "../decrees/decree-facts.ts";
import { DECREE_KINDS, type DecreeKind, type Mandate, SIGNING_ROLES, type SigningRole } from "./mandate.ts";

/** A kind of decree on a local day. */
interface KindAndDay {
  readonly kind: DecreeKind;
  readonly day: string;
}

function inForceOn(db: Database | DatabaseTransaction, { kind, day }: KindAndDay) {
  return db
    .selectFrom("decreeMandate")
    .where("decreeKind", "=", kind)
    .where("cancelled", "=", false)
    .where(sql<boolean>`daterange(valid_from, valid_to, '[]') @> ${day}::date`);
}

/** The signatory that the mandate of a kind requires on a local day; undefined if no mandate is in force. */
export async function findSignerOn(db: Database | DatabaseTransaction, asked: KindAndDay) {
  return inForceOn(db, asked).select("signerPersonId").executeTakeFirst();
}

/** The mandate in force for a kind on a local day, locked against ending until the transaction ends. */
export async function findMandateOn(trx: DatabaseTransaction, asked: KindAndDay): Promise<Mandate | undefined> {
  const row = await inForceOn(trx, asked).selectAll().forShare().executeTakeFirst();
  return row === undefined ? undefined : { ...row, decreeKind: row.decreeKind as DecreeKind, office: read(row.office) };
}

function read(office: unknown): DecreeOffice {
  return decreeOfficeSchema.parse(office);
}

/** A new mandate for one kind of decree. */
export interface NewMandate extends Mandate {
  readonly addedBy: string | null;
  readonly addedAt: Date;
}

/** Adds a mandate; false if it overlaps another of its kind. */
export async function insertMandate(trx: DatabaseTransaction | Database, mandate: NewMandate): Promise<boolean> {
  const { office, legalBasis, ...row } = mandate;
  const added = await trx
    .insertInto("decreeMandate")
    .values({ ...row, office: JSON.stringify(office), legalBasis: [...legalBasis] })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** True if a mandate of one of these kinds is in force on a day of this period. */
export async function overlapsMandate(
  trx: DatabaseTransaction,
  sought: { readonly decreeKinds: readonly DecreeKind[]; readonly validFrom: string; readonly validTo: string | null },
): Promise<boolean> {
  const row = await trx
    .selectFrom("decreeMandate")
    .select("id")
    .where("decreeKind", "in", sought.decreeKinds)
    .where("cancelled", "=", false)
    .where(
      sql<boolean>`daterange(valid_from, valid_to, '[]') && daterange(${sought.validFrom}::date, ${sought.validTo}::date, '[]')`,
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The period of a mandate, locked; undefined if there is none. */
export async function lockMandate(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("decreeMandate")
    .select(["id", "decreeKind", "validFrom", "validTo", "endedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Ends a locked mandate: after its last day, or before its beginning (`lastDay` null). */
export async function endMandateRow(
  trx: DatabaseTransaction,
  end: {
    readonly id: string;
    readonly lastDay: string | null;
    readonly by: string;
    readonly at: Date;
    readonly reason: string;
  },
): Promise<void> {
  await trx
    .updateTable("decreeMandate")
    .set({
      ...(end.lastDay === null ? { cancelled: true } : { validTo: end.lastDay }),
      endedBy: end.by,
      endedAt: end.at,
      endReason: end.reason,
    })
    .where("id", "=", end.id)
    .execute();
}

/** Mandates, latest beginning first, with the number of decrees decided under each. */
export async function listMandates(db: Database, query: { readonly limit: number; readonly offset: number }) {
  const rows = await db
    .selectFrom("decreeMandate as m")
    .leftJoin("person as s", "s.id", "m.signerPersonId")
    .leftJoin("person as a", "a.id", "m.addedBy")
    .leftJoin("person as e", "e.id", "m.endedBy")
    .selectAll("m")
    .select(["s.name as signerPersonName", "a.name as addedByName", "e.name as endedByName"])
    .select((eb) =>
      eb
        .selectFrom("decree as d")
        .select(sql<number>`count(*)::int`.as("n"))
        .whereRef("d.mandateId", "=", "m.id")
        .as("decrees"),
    )
    .orderBy("m.validFrom", "desc")
    .orderBy("m.decreeKind")
    .orderBy("m.id")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await db
    .selectFrom("decreeMandate")
    .select(sql<number>`count(*)`.as("total"))
    .executeTakeFirstOrThrow();
  return { total: count.total, items: rows.map((row) => ({ ...row, office: read(row.office) })) };
}

/** The kinds of decree without a mandate on a local day. */
export async function kindsWithoutMandate(db: Database, day: string): Promise<readonly DecreeKind[]> {
  const found = await sql<{ decreeKind: string }>`
    select decree_kind as "decreeKind" from decree_mandate where not cancelled and daterange(valid_from, valid_to, '[]') @> ${day}::date
  `.execute(db);
  const covered = new Set(found.rows.map(({ decreeKind }) => decreeKind));
  return DECREE_KINDS.filter((kind) => !covered.has(kind));
}

/** Eligible sole signers: holders of a deciding office in their own right, with those offices. */
export async function listSigners(db: Database | DatabaseTransaction) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.name", sql<SigningRole[]>`array_agg(distinct m.role order by m.role)`.as("roles")])
    .groupBy(["p.id", "p.name"])
    .where("m.role", "in", SIGNING_ROLES)
    .where("m.acting", "is", null)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .orderBy("p.name")
    .limit(100)
    .execute();
}

/** The letter of appointment of a substitute's membership. */
export async function findActingLetter(db: DatabaseTransaction, membershipId: string) {
  return db
    .selectFrom("membership as m")
    .leftJoin("person as f", "f.id", "m.actingForPersonId")
    .select(["m.letterNumber", "f.name as forName"])
    .where("m.id", "=", membershipId)
    .executeTakeFirst();
}
