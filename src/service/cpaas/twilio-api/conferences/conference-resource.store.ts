import { sql } from "kysely";
import { present } from "../../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { MomentRange } from "../rest/moment-range.ts";
import type {
  ConferenceFilter,
  ConferenceResource,
  ParticipantFilter,
  ParticipantResource,
} from "./field-conference.ts";

const STANDS = {
  init: sql<boolean>`c.ended_at is null and c.started_at is null`,
  "in-progress": sql<boolean>`c.ended_at is null and c.started_at is not null`,
  completed: sql<boolean>`c.ended_at is not null`,
} as const;

/** Conferences of the transaction's call centre. */
export async function listConferences(
  trx: DatabaseTransaction,
  filter: ConferenceFilter,
): Promise<readonly ConferenceResource[]> {
  const { id, name, status, created = {}, updated = {}, after, limit } = filter;
  const touched = sql<Date>`coalesce(c.ended_at, c.started_at, c.created_at)`;
  const wishes = [
    ...(id === undefined ? [] : [sql<boolean>`c.id = ${id}::uuid`]),
    ...(name === undefined ? [] : [sql<boolean>`c.name = ${name}`]),
    ...(status === undefined ? [] : [STANDS[status]]),
    ...bounds(sql`c.created_at`, created),
    ...bounds(touched, updated),
    ...(after === undefined
      ? []
      : [sql<boolean>`(c.created_at, c.id) < (${new Date(after.atMs)}::timestamptz, ${after.id}::uuid)`]),
  ];
  const where = wishes.length === 0 ? sql`true` : sql.join(wishes, sql` and `);
  const { rows } = await sql<ConferenceRow>`
    select c.id, c.name, c.created_at, c.started_at, c.ended_at, c.ended_why from conference c where ${where}
    order by c.created_at desc, c.id desc limit ${limit}`.execute(trx);
  return rows.map(({ id: own, name: called, createdAt, startedAt, endedAt, endedWhy }) => ({
    id: own,
    name: called,
    endedWhy,
    atMs: createdAt.getTime(),
    startedAtMs: startedAt?.getTime() ?? null,
    endedAtMs: endedAt?.getTime() ?? null,
  }));
}

interface ConferenceRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedWhy: string | null;
}

function bounds(column: ReturnType<typeof sql>, { fromMs, untilMs }: MomentRange) {
  return [
    ...(fromMs === undefined ? [] : [sql<boolean>`${column} >= ${new Date(fromMs)}::timestamptz`]),
    ...(untilMs === undefined ? [] : [sql<boolean>`${column} < ${new Date(untilMs)}::timestamptz`]),
  ];
}

/** Current participants of a conference of the transaction's call centre. */
export async function listParticipants(
  trx: DatabaseTransaction,
  { conferenceId, isMuted, isHeld, isCoaching, after, limit }: ParticipantFilter,
): Promise<readonly ParticipantResource[]> {
  const rows = await participants(trx)
    .where("conferenceId", "=", conferenceId)
    .where("leftAt", "is", null)
    .where("joinedAt", "is not", null)
    .$if(isMuted !== undefined, (query) => query.where("isMuted", "=", isMuted === true))
    .$if(isHeld !== undefined, (query) => query.where("isHeld", "=", isHeld === true))
    .$if(isCoaching !== undefined, (query) => query.where("coachedCallId", isCoaching === true ? "is not" : "is", null))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, call_id) > (select p.created_at, p.call_id from conference_participant p
          where p.conference_id = ${conferenceId}::uuid and p.call_id = ${after ?? null}::uuid)`,
      ),
    )
    .orderBy("createdAt")
    .orderBy("callId")
    .limit(limit)
    .execute();
  return rows.map(participantOf);
}

/** A participant or an invited one, by call or by the label that an API client set; undefined for none. */
export async function findParticipant(
  trx: DatabaseTransaction,
  {
    conferenceId,
    callId,
    label,
  }: { readonly conferenceId: string; readonly callId: string | null; readonly label: string },
): Promise<ParticipantResource | undefined> {
  const query = participants(trx).where("conferenceId", "=", conferenceId).where("leftAt", "is", null);
  const own = callId === null ? query.where("label", "=", label) : query.where("callId", "=", callId);
  const row = await own.orderBy("createdAt").limit(1).executeTakeFirst();
  return row === undefined ? undefined : participantOf(row);
}

function participants(trx: DatabaseTransaction) {
  return trx
    .selectFrom("conferenceParticipant")
    .select(["callId as id", "conferenceId", "label", "isMuted", "isHeld", "starts", "ends", "coachedCallId"])
    .select(["createdAt", "joinedAt"]);
}

type ParticipantRow = Awaited<ReturnType<ReturnType<typeof participants>["executeTakeFirstOrThrow"]>>;

function participantOf({ createdAt, joinedAt, ...row }: ParticipantRow): ParticipantResource {
  return { ...row, createdAtMs: createdAt.getTime(), joinedAtMs: joinedAt?.getTime() ?? null };
}

/** A call ordered into a conference. */
export interface NewParticipant {
  readonly conferenceId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly callId: string;
  readonly label: string | null;
  readonly isMuted: boolean;
  readonly starts: boolean;
  readonly ends: boolean;
  readonly coachedCallId: string | null;
  readonly at: Date;
}

/** Stores that a call is on its way into the named conference, which is created if none is active; returns the conference's id. */
export async function insertParticipant(trx: DatabaseTransaction, participant: NewParticipant): Promise<string> {
  const { conferenceId: _, name: _named, tenantId, at, ...own } = participant;
  // A conflicting conference may end before it is read; then the second attempt succeeds.
  const id =
    (await begunOrGoing(trx, participant)) ?? present(await begunOrGoing(trx, participant), "a conference of the name");
  await trx
    .insertInto("conferenceParticipant")
    .values({ ...own, conferenceId: id, tenantId, createdAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

async function begunOrGoing(
  trx: DatabaseTransaction,
  { conferenceId: id, tenantId, name, at }: NewParticipant,
): Promise<string | undefined> {
  await trx
    .insertInto("conference")
    .values({ id, tenantId, name, createdAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return goingConference(trx, name);
}

/** The active conference of a name; undefined for none. */
export async function goingConference(trx: DatabaseTransaction, name: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("conference")
    .select("id")
    .where("name", "=", name)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return row?.id;
}

/** State of a participant, including one that has left; undefined for a call never ordered into the conference. */
export async function findParticipantRecord(
  trx: DatabaseTransaction,
  { conferenceId, callId }: { readonly conferenceId: string; readonly callId: string },
): Promise<ParticipantResource | undefined> {
  const own = participants(trx).where("conferenceId", "=", conferenceId).where("callId", "=", callId);
  const row = await own.executeTakeFirst();
  return row === undefined ? undefined : participantOf(row);
}

/** The conference that a call was ordered into; undefined for none. */
export async function conferenceOfCall(trx: DatabaseTransaction, callId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("conferenceParticipant")
    .select("conferenceId")
    .where("callId", "=", callId)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.conferenceId;
}

/** Ends a conference without participants, which no switch holds. False if a participant has joined. */
export async function endEmptyConference(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("conference")
    .set({ endedAt: at, endedWhy: "ended-by-program" })
    .where("id", "=", id)
    .where("switchId", "is", null)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Purges completed conferences created before an instant; returns the number. */
export async function forgetConferences(
  db: Database,
  { createdBefore, limit }: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_conferences(${createdBefore}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}
