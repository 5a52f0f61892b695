import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { BreachEntry, BreachState, Reminded } from "./breach.ts";

const LISTED_MAX = 200;
/** The maximum of breaches in one sweep for reminders. */
const DUE_MAX = 50;

/** A register: that of a call centre, by its id, which a row policy isolates, or that of the installation. */
export type Register = string;

/** The register of the installation; no id of a call centre equals it. */
export const INSTALLATION: Register = "installation";

/** The tables of both registers have the same columns, except for the tenant. */
const FAILURES = (register: Register) => (register === INSTALLATION ? "installationBreach" : "personalBreach");
const ENTRIES = (register: Register) => (register === INSTALLATION ? "installationBreachEntry" : "personalBreachEntry");

/** Runs `work` in a transaction that can access only this register. */
export function inRegister<Value>(
  db: Database,
  register: Register,
  work: (trx: DatabaseTransaction) => Promise<Value>,
): Promise<Value> {
  return register === INSTALLATION ? db.transaction().execute(work) : inTenant(db, register, work);
}

/** A breach to be stored. */
export interface NewBreach {
  readonly id: string;
  readonly title: string;
  readonly happenedAt: Date;
  readonly knownAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
  readonly openedAt: Date;
}

/** Stores a new breach. */
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

/** The breaches of a register: open ones first, the next due first. */
export async function listBreaches(trx: DatabaseTransaction, register: Register) {
  return breaches(trx, register).orderBy(sql`closed_at is not null`).orderBy("dueAt").limit(LISTED_MAX).execute();
}

/** A breach of a register; undefined when it does not exist. */
export async function findBreach(trx: DatabaseTransaction, register: Register, id: string) {
  return breaches(trx, register).where("id", "=", id).executeTakeFirst();
}

/** The entries of a breach, newest first. */
export async function entriesOf(trx: DatabaseTransaction, register: Register, breachId: string) {
  const rows = await trx
    .selectFrom(ENTRIES(register))
    .innerJoin("person as p", "p.id", "writtenBy")
    .select(["number", "at", "body", "p.name as writtenByName"])
    .where("breachId", "=", breachId)
    .orderBy("number", "desc")
    .execute();
  // The value was written from an entry of this shape.
  return rows.map(({ body, ...row }) => ({ ...row, entry: body as unknown as BreachEntry }));
}

/** A breach for a new entry, locked; undefined when it does not exist. */
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

/** Adds an entry to a breach that was locked at `version`, and updates the breach itself. */
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

/** The first notification counts for the deadline; later ones do not change it. */
function meaningOf(entry: BreachEntry, at: Date) {
  if (entry.kind === "closing") return { closedAt: at };
  if (entry.kind !== "notice") return {};
  const toldAt = new Date(entry.toldAt);
  if (entry.to === "persons") return { toldPersonsAt: sql<Date>`least(told_persons_at, ${toldAt})` };
  return { toldAuthorityAt: sql<Date>`least(told_authority_at, ${toldAt})` };
}

/** Open breaches of a register with a deadline up to `before` and a missing notification, locked. */
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

/** Records which reminder of a breach was mailed. */
export async function markReminded(
  trx: DatabaseTransaction,
  register: Register,
  { id, reminded }: { readonly id: string; readonly reminded: Reminded },
): Promise<void> {
  await trx.updateTable(FAILURES(register)).set({ reminded }).where("id", "=", id).execute();
}

/** The administrators of a register with a role in force: those of its call centre, or of the installation. */
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

/** Call centres by their ids whose data is not removed, with their names, in the order of their ids. */
export async function centresOf(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const query = trx.selectFrom("tenant").select(["id", "name"]).where("id", "in", ids).where("removedAt", "is", null);
  return query.orderBy("id").execute();
}

/** Writes a breach of the installation with the forwarded text into the register of a call centre; from here on the transaction is in that call centre. */
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
