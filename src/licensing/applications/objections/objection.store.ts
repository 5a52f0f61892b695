import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { PromiseEvent } from "../../promises/index.ts";
import type { LicenceRow, Reading } from "../licence.store.ts";
import { JUDGING_COMMANDS } from "./decide-objection.ts";
import type { ObjectionAdvice, ObjectionState } from "./objection-words.ts";

/** A stored objection. */
export interface ObjectionRow {
  readonly id: string;
  readonly number: string;
  readonly applicationId: string;
  readonly rejection: number;
  readonly state: ObjectionState;
  readonly version: number;
  readonly text: string;
  readonly ruleVersion: string;
  readonly filedBy: string;
  readonly filedAt: Date;
  readonly reviewerId: string | null;
  readonly reviewedBy: readonly string[];
  readonly advice: ObjectionAdvice | null;
  readonly adviceReason: string | null;
  readonly advisedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly promiseEvents: readonly PromiseEvent[];
  readonly dueDate: string;
  readonly nextOn: string | null;
  readonly calendars: string;
}

/** Reads one objection; "change" locks its row for this transaction, after the row of its application. */
export async function findObjection(
  db: Reading,
  id: string,
  lock: "none" | "change" = "none",
): Promise<ObjectionRow | undefined> {
  let query = db.selectFrom("licenceObjection").selectAll().where("id", "=", id);
  if (lock === "change") query = query.forNoKeyUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : rowOf(row);
}

type StoredObjection = Omit<ObjectionRow, "state" | "advice" | "promiseEvents"> & {
  readonly state: string;
  readonly advice: string | null;
  readonly promiseEvents: unknown;
};

function rowOf(row: StoredObjection): ObjectionRow {
  return {
    ...row,
    state: row.state as ObjectionState,
    advice: row.advice as ObjectionAdvice | null,
    promiseEvents: row.promiseEvents as readonly PromiseEvent[],
  };
}

/** Adds a filed objection; false if an objection to this rejection exists (enforced by the unique key). */
export async function insertObjection(
  trx: DatabaseTransaction,
  filed: Pick<
    ObjectionRow,
    | "id"
    | "number"
    | "applicationId"
    | "rejection"
    | "text"
    | "ruleVersion"
    | "filedBy"
    | "filedAt"
    | "dueDate"
    | "nextOn"
    | "calendars"
    | "promiseEvents"
  >,
): Promise<boolean> {
  const { promiseEvents, ...row } = filed;
  const added = await trx
    .insertInto("licenceObjection")
    .values({ ...row, promiseEvents: JSON.stringify(promiseEvents), state: "filed" })
    .onConflict((conflict) => conflict.columns(["applicationId", "rejection"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Columns of an objection that a decision may change. */
export interface ObjectionChange {
  readonly state?: ObjectionState;
  readonly reviewerId?: string | null;
  readonly advice?: ObjectionAdvice | null;
  readonly adviceReason?: string | null;
  readonly advisedAt?: Date | null;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly decisionReason?: string;
  readonly promiseEvents?: string;
  readonly dueDate?: string;
  readonly nextOn?: string | null;
  readonly calendars?: string;
}

/** Updates an objection whose row is locked, increments its version, and records the adviser. */
export async function updateObjection(
  trx: DatabaseTransaction,
  written: { readonly id: string; readonly change: ObjectionChange; readonly reviewedBy?: string },
): Promise<void> {
  const { id, change, reviewedBy } = written;
  const hands = sql<
    string[]
  >`case when ${reviewedBy ?? null}::uuid is null or ${reviewedBy ?? null}::uuid = any(reviewed_by)
    then reviewed_by else reviewed_by || ${reviewedBy ?? null}::uuid end`;
  await trx
    .updateTable("licenceObjection")
    .set((eb) => ({ ...change, reviewedBy: hands, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Attaches documents to an objection, in their order. */
export async function insertObjectionFiles(
  trx: DatabaseTransaction,
  hung: { readonly objectionId: string; readonly fileIds: readonly string[] },
): Promise<void> {
  if (hung.fileIds.length === 0) return;
  const rows = hung.fileIds.map((fileId, nth) => ({ objectionId: hung.objectionId, position: nth + 1, fileId }));
  await trx.insertInto("licenceObjectionFile").values(rows).execute();
}

/** The documents of an objection. */
export async function listObjectionFiles(db: Reading, objectionId: string) {
  return db
    .selectFrom("licenceObjectionFile as o")
    .innerJoin("storedFile as f", "f.id", "o.fileId")
    .select(["f.id as fileId", "f.originalName as name", "f.bytes"])
    .where("o.objectionId", "=", objectionId)
    .orderBy("o.position")
    .execute();
}

/** One event of an objection. */
export interface ObjectionEvent {
  readonly id: string;
  readonly objectionId: string;
  readonly type: string;
  readonly deskOnly: boolean;
  readonly occurredAt: Date;
  readonly actorPersonId: string | null;
  readonly actorRole: string | null;
  readonly note: string | null;
  readonly detail: string;
}

/** Adds one event to the history of an objection whose row is locked. */
export async function insertObjectionEvent(trx: DatabaseTransaction, event: ObjectionEvent): Promise<void> {
  await trx
    .insertInto("licenceObjectionEvent")
    .values({
      ...event,
      sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from licence_objection_event where objection_id = ${event.objectionId}::uuid)`,
    })
    .execute();
}

/** The history of an objection, oldest first; officers-only events are omitted unless requested. */
export async function listObjectionEvents(
  db: Reading,
  asked: { readonly objectionId: string; readonly withDeskOnly: boolean },
) {
  let query = db
    .selectFrom("licenceObjectionEvent as e")
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.type", "e.occurredAt", "e.actorRole", "e.note", "p.name as actorName"])
    .where("e.objectionId", "=", asked.objectionId);
  if (!asked.withDeskOnly) query = query.where("e.deskOnly", "=", false);
  return query.orderBy("e.sequence").limit(500).execute();
}

/** The last rejection of an application: its number in the history, time, author and reason; undefined if there is none. */
export async function findRejection(db: Reading, applicationId: string) {
  return db
    .selectFrom("licenceEvent as e")
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.sequence", "e.occurredAt as at", "e.note as reason", "p.name as by"])
    .where("e.applicationId", "=", applicationId)
    .where("e.type", "=", "reject")
    .orderBy("e.sequence", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** One rejection by its number in the history of an application. */
export async function rejectionAt(db: Reading, asked: { readonly applicationId: string; readonly sequence: number }) {
  return db
    .selectFrom("licenceEvent as e")
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.occurredAt as at", "e.note as reason", "p.name as by"])
    .where("e.applicationId", "=", asked.applicationId)
    .where("e.sequence", "=", asked.sequence)
    .executeTakeFirstOrThrow();
}

/**
 * All people who ever judged anything in an application: checkers, endorsers and deciders, authors of any judging
 * command, and advisers and deciders of earlier objections.
 */
export async function judgesOf(
  db: Reading,
  asked: {
    readonly row: Pick<LicenceRow, "id" | "checkedBy" | "endorsedBy">;
    readonly exceptObjectionId: string | null;
  },
): Promise<readonly string[]> {
  const { row, exceptObjectionId } = asked;
  const { rows } = await sql<{ id: string | null }>`
    select actor_person_id as id from licence_event
      where application_id = ${row.id}::uuid and type = any(${[...JUDGING_COMMANDS]}::text[]) and actor_person_id is not null
    union
    select unnest(reviewed_by || decided_by) from licence_objection
      where application_id = ${row.id}::uuid and id is distinct from ${exceptObjectionId}::uuid`.execute(db);
  const ids = rows.flatMap(({ id }) => id ?? []);
  return [...new Set([...ids, ...row.checkedBy, ...row.endorsedBy])];
}

/** The objections of one application, newest first. */
export async function objectionsOf(db: Reading, applicationId: string): Promise<readonly ObjectionRow[]> {
  const rows = await db
    .selectFrom("licenceObjection")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .orderBy("rejection", "desc")
    .limit(20)
    .execute();
  return rows.map(rowOf);
}

/** Marks an application as open for its company while an objection to its rejection is pending, or removes the mark. */
export async function markObjected(
  trx: DatabaseTransaction,
  marked: { readonly applicationId: string; readonly objected: boolean },
): Promise<void> {
  const { applicationId, objected } = marked;
  await trx.updateTable("licenceApplication").set({ objected }).where("id", "=", applicationId).execute();
}

/** A page of the officers' objections: the open ones by due date, or the ended ones, newest first. */
export async function searchObjections(
  db: Reading,
  search: { readonly isOpen: boolean; readonly limit: number; readonly offset: number },
) {
  const found = db.selectFrom("licenceObjection as o").where("o.isOpen", "=", search.isOpen);
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  let page = found
    .innerJoin("licenceApplication as a", "a.id", "o.applicationId")
    .innerJoin("organisation as c", "c.id", "a.organisationId")
    .leftJoin("person as p", "p.id", "o.reviewerId")
    .selectAll("o")
    .select(["a.number as licenceNumber", "c.name as organisationName", "p.name as reviewer"]);
  page = search.isOpen ? page.orderBy("o.dueDate").orderBy("o.id") : page.orderBy("o.filedAt", "desc").orderBy("o.id");
  const rows = await page.limit(search.limit).offset(search.offset).execute();
  return {
    total: Number(total),
    items: rows.map(({ licenceNumber, organisationName, reviewer, ...row }) => ({
      licenceNumber,
      organisationName,
      reviewer,
      row: rowOf(row),
    })),
  };
}

/** Objections due by `today`, longest due first. */
export async function dueObjections(db: Reading, today: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("licenceObjection")
    .select("id")
    .where("nextOn", "<=", today)
    .orderBy("nextOn")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Makes every open objection that was computed with other calendars due today. */
export async function wakeObjections(db: Reading, calendars: string, today: string): Promise<void> {
  await sql`update licence_objection set next_on = ${today}::date
    where is_open and calendars <> ${calendars} and (next_on is null or next_on > ${today}::date)`.execute(db);
}

/** Stores the next sweep date of an objection; the rest of the objection does not change. */
export async function saveObjectionSweepDate(
  trx: DatabaseTransaction,
  kept: { readonly id: string; readonly nextOn: string | null; readonly dueDate: string; readonly calendars: string },
): Promise<void> {
  const { id, ...change } = kept;
  await trx.updateTable("licenceObjection").set(change).where("id", "=", id).execute();
}

/** Records the reminder levels reached for the first time; returns those, lowest first. */
export async function noteObjectionLevels(
  trx: DatabaseTransaction,
  reached: { readonly objectionId: string; readonly levels: readonly number[]; readonly today: string },
): Promise<readonly number[]> {
  const { objectionId, levels, today } = reached;
  if (levels.length === 0) return [];
  const added = await trx
    .insertInto("licenceObjectionReminder")
    .values(levels.map((level) => ({ objectionId, level, reachedOn: today })))
    .onConflict((conflict) => conflict.doNothing())
    .returning("level")
    .execute();
  return added.map(({ level }) => level).toSorted((left, right) => left - right);
}
