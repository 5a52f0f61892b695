import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { BreachEntry, BreachState, Reminded } from "./breach.ts";

const LISTED_MAX = 200;
/** Failures that are looked at for reminders in one go. */
const DUE_MAX = 50;

/** Whose register: a call centre's, by its id, which a row policy keeps to its own, or the whole installation's. */
export type Register = string;

/** The register of the whole installation; no id of a call centre reads like it. */
export const INSTALLATION: Register = "installation";

/** The tables of both registers have the same columns, but for the tenant. */
const FAILURES = (register: Register) => (register === INSTALLATION ? "installationBreach" : "personalBreach");
const ENTRIES = (register: Register) => (register === INSTALLATION ? "installationBreachEntry" : "personalBreachEntry");

/** Runs `work` in a transaction that sees this register's failures only. */
export function inRegister<Value>(
  db: Database,
  register: Register,
  work: (trx: DatabaseTransaction) => Promise<Value>,
): Promise<Value> {
  return register === INSTALLATION ? db.transaction().execute(work) : inTenant(db, register, work);
}

/** A failure to be written. */
export interface NewBreach {
  readonly id: string;
  readonly title: string;
  readonly happenedAt: Date;
  readonly knownAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
  readonly openedAt: Date;
}

/** Keeps a new failure. */
export async function insertBreach(trx: DatabaseTransaction, register: Register, breach: NewBreach): Promise<void> {
  const row = { ...breach, version: 1 };
  if (register === INSTALLATION) await trx.insertInto("installationBreach").values(row).execute();
  else
    await trx
      .insertInto("personalBreach")
      .values({ ...row, tenantId: register })
      .execute();
}

function breaches(trx: DatabaseTransaction, register: Register) {
  return trx
    .selectFrom(FAILURES(register))
    .select(["id", "title", "happenedAt", "knownAt", "dueAt", "version"])
    .select(["toldPersonsAt", "toldAuthorityAt", "closedAt"])
    .select(
      register === INSTALLATION
        ? sql<boolean>`false`.as("isHanded")
        : sql<boolean>`handed_from is not null`.as("isHanded"),
    );
}

/** The failures of a register: the open ones first, the next due first. */
export async function listBreaches(trx: DatabaseTransaction, register: Register) {
  return breaches(trx, register).orderBy(sql`closed_at is not null`).orderBy("dueAt").limit(LISTED_MAX).execute();
}

/** A failure of a register; undefined when there is none. */
export async function findBreach(trx: DatabaseTransaction, register: Register, id: string) {
  return breaches(trx, register).where("id", "=", id).executeTakeFirst();
}

/** All that was found and told of a failure, the newest first. */
export async function entriesOf(trx: DatabaseTransaction, register: Register, breachId: string) {
  const rows = await trx
    .selectFrom(ENTRIES(register))
    .innerJoin("person as p", "p.id", "writtenBy")
    .select(["number", "at", "body", "p.name as writtenByName"])
    .where("breachId", "=", breachId)
    .orderBy("number", "desc")
    .execute();
  // Written by this program from entries of this shape.
  return rows.map(({ body, ...row }) => ({ ...row, entry: body as unknown as BreachEntry }));
}

/** A failure as what is added to it reads it, locked; undefined when there is none. */
export async function lockBreach(
  trx: DatabaseTransaction,
  register: Register,
  id: string,
): Promise<BreachState | undefined> {
  const row = await breaches(trx, register).where("id", "=", id).forUpdate().executeTakeFirst();
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
  register: Register,
  added: {
    readonly breachId: string;
    readonly version: number;
    readonly entry: BreachEntry;
    readonly at: Date;
    readonly writtenBy: string;
  },
): Promise<void> {
  const { breachId, version, entry, at, writtenBy } = added;
  const row = { breachId, number: version, kind: entry.kind, body: JSON.stringify(entry), at, writtenBy };
  if (register === INSTALLATION) await trx.insertInto("installationBreachEntry").values(row).execute();
  else
    await trx
      .insertInto("personalBreachEntry")
      .values({ ...row, tenantId: register })
      .execute();
  await trx
    .updateTable(FAILURES(register))
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

/** Failures of a register whose hours are over before `before` and of which not everybody was told, locked. */
export async function breachesToRemind(trx: DatabaseTransaction, register: Register, before: Date) {
  const rows = await trx
    .selectFrom(FAILURES(register))
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
  register: Register,
  { id, reminded }: { readonly id: string; readonly reminded: Reminded },
): Promise<void> {
  await trx.updateTable(FAILURES(register)).set({ reminded }).where("id", "=", id).execute();
}

/** Who answers for a register, his role in force: the administrators of its call centre, or of the installation. */
export async function administratorsOf(
  trx: DatabaseTransaction,
  register: Register,
  at: Date,
): Promise<readonly string[]> {
  const isHere = register === INSTALLATION;
  const rows = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("p.id")
    .distinct()
    .where("m.role", "=", isHere ? "administrator" : "operator-administrator")
    .$if(!isHere, (query) => query.where("m.tenantId", "=", register))
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)]))
    .limit(200)
    .execute();
  return rows.map(({ id }) => id);
}

/** Call centres by their ids that keep data still, with their names, in the order of their ids. */
export async function centresOf(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const query = trx.selectFrom("tenant").select(["id", "name"]).where("id", "in", ids).where("removedAt", "is", null);
  return query.orderBy("id").execute();
}

/**
 * Writes a failure of the installation's, and what was told of it, into the register of a call centre, whose rows the transaction sees
 * from here on.
 */
export async function handBreach(
  trx: DatabaseTransaction,
  handed: NewBreach & { readonly tenantId: string; readonly handedFrom: string },
  told: BreachEntry,
): Promise<void> {
  const { id: breachId, tenantId, openedBy: writtenBy, openedAt: at } = handed;
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
  await trx
    .insertInto("personalBreach")
    .values({ ...handed, version: 1 })
    .execute();
  await addEntry(trx, tenantId, { breachId, version: 1, entry: told, at, writtenBy });
}
