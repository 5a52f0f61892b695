import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { BreachEntry, BreachStanding, Reminded } from "./breach.ts";

const LISTED_MAX = 200;
/** Failures that are looked at for reminders in one go. */
const DUE_MAX = 50;

/** A failure to be written. */
export interface NewBreach {
  readonly id: string;
  readonly tenantId: string;
  readonly title: string;
  readonly happenedAt: Date;
  readonly knownAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
  readonly openedAt: Date;
}

/** Keeps a new failure. */
export async function insertBreach(trx: DatabaseTransaction, breach: NewBreach): Promise<void> {
  await trx
    .insertInto("personalBreach")
    .values({ ...breach, version: 1 })
    .execute();
}

function breaches(trx: DatabaseTransaction) {
  return trx
    .selectFrom("personalBreach")
    .select(["id", "title", "happenedAt", "knownAt", "dueAt", "version"])
    .select(["toldPersonsAt", "toldAuthorityAt", "closedAt"]);
}

/** The failures of the transaction's tenant: the open ones first, the next due first. */
export async function listBreaches(trx: DatabaseTransaction) {
  return breaches(trx).orderBy(sql`closed_at is not null`).orderBy("dueAt").limit(LISTED_MAX).execute();
}

/** A failure of the transaction's tenant; undefined when there is none. */
export async function findBreach(trx: DatabaseTransaction, id: string) {
  return breaches(trx).where("id", "=", id).executeTakeFirst();
}

/** All that was found and told of a failure, the newest first. */
export async function entriesOf(trx: DatabaseTransaction, breachId: string) {
  const rows = await trx
    .selectFrom("personalBreachEntry as e")
    .innerJoin("person as p", "p.id", "e.writtenBy")
    .select(["e.number", "e.at", "e.body", "p.name as writtenByName"])
    .where("e.breachId", "=", breachId)
    .orderBy("e.number", "desc")
    .execute();
  // Written by this program from entries of this shape.
  return rows.map(({ body, ...row }) => ({ ...row, entry: body as unknown as BreachEntry }));
}

/** A failure as what is added to it reads it, locked; undefined when there is none. */
export async function lockBreach(trx: DatabaseTransaction, id: string): Promise<BreachStanding | undefined> {
  const row = await breaches(trx).where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    version: row.version,
    isClosed: row.closedAt !== null,
    knownAtMs: row.knownAt.getTime(),
    hasToldPersons: row.toldPersonsAt !== null,
    hasToldAuthority: row.toldAuthorityAt !== null,
  };
}

/** Adds an entry to a failure that was locked at `version`, and what it means to the failure itself. */
export async function addEntry(
  trx: DatabaseTransaction,
  added: {
    readonly breachId: string;
    readonly tenantId: string;
    readonly version: number;
    readonly entry: BreachEntry;
    readonly at: Date;
    readonly writtenBy: string;
  },
): Promise<void> {
  const { breachId, tenantId, version, entry, at, writtenBy } = added;
  await trx
    .insertInto("personalBreachEntry")
    .values({ breachId, tenantId, number: version, kind: entry.kind, body: JSON.stringify(entry), at, writtenBy })
    .execute();
  await trx
    .updateTable("personalBreach")
    .set({ version: version + 1, ...meaningOf(entry, at) })
    .where("id", "=", breachId)
    .execute();
}

/** The first telling counts: whoever is told more later was told in time. */
function meaningOf(entry: BreachEntry, at: Date) {
  if (entry.kind === "closing") return { closedAt: at };
  if (entry.kind !== "notice") return {};
  const toldAt = new Date(entry.toldAt);
  if (entry.to === "persons") return { toldPersonsAt: sql<Date>`least(told_persons_at, ${toldAt})` };
  return { toldAuthorityAt: sql<Date>`least(told_authority_at, ${toldAt})` };
}

/** Failures of the transaction's tenant whose hours are over before `before` and of which not everybody was told, locked. */
export async function breachesToRemind(trx: DatabaseTransaction, before: Date) {
  const rows = await trx
    .selectFrom("personalBreach")
    .select(["id", "title", "dueAt", sql<Reminded>`reminded`.as("reminded")])
    .where("closedAt", "is", null)
    .where("dueAt", "<=", before)
    .where("reminded", "<>", "over")
    .where((eb) => eb.or([eb("toldPersonsAt", "is", null), eb("toldAuthorityAt", "is", null)]))
    .orderBy("dueAt")
    .limit(DUE_MAX)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows;
}

/** Remembers which reminder of a failure was mailed. */
export async function markReminded(
  trx: DatabaseTransaction,
  { id, reminded }: { readonly id: string; readonly reminded: Reminded },
): Promise<void> {
  await trx.updateTable("personalBreach").set({ reminded }).where("id", "=", id).execute();
}

/** The administrators of the transaction's tenant whose role is in force. */
export async function administratorsOf(
  trx: DatabaseTransaction,
  tenantId: string,
  at: Date,
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("p.id")
    .distinct()
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "=", "operator-administrator")
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)]))
    .limit(200)
    .execute();
  return rows.map(({ id }) => id);
}
