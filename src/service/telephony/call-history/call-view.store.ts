import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallDirection, CallOutcome, Cdr, EndedBy } from "../cdr/index.ts";

/** Legs of a call that are read at the most. */
const LEGS_MAX = 200;
const ACCESSES_MAX = 200;
/** Recorded conferences of one call that are told at the most. */
const CONFERENCES_MAX = 20;
/** Stays in queues of one call that are told at the most. */
const CONTACTS_MAX = 20;
/** How long before and after a call asked for an agent its contact may have begun: the floor may have had no owner. */
const JOIN_MS_BEFORE = 5_000;
const JOIN_MS_AFTER = 30_000;

/** The kept record of a call; undefined while it goes on, and for a call that is not this tenant's. */
export async function findStoredCdr(trx: DatabaseTransaction, callId: string): Promise<Cdr | undefined> {
  const row = await trx.selectFrom("cdr").selectAll().where("callId", "=", callId).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    direction: row.direction as CallDirection,
    code: row.code,
    caller: row.caller,
    called: row.called,
    trunkId: row.trunkId,
    phoneId: row.phoneId,
    beganAtMs: row.beganAt.getTime(),
    answeredAtMs: row.answeredAt?.getTime() ?? null,
    endedAtMs: row.endedAt.getTime(),
    ringMs: row.ringMs,
    talkMs: row.talkMs,
    holdMs: row.holdMs,
    outcome: row.outcome as CallOutcome,
    cause: row.cause,
    endedBy: row.endedBy as EndedBy,
    transfers: row.transfers,
    recordingId: row.recordingId,
    sipCallId: row.sipCallId,
    chargeRupiah: row.chargeRupiah,
  };
}

/** What was measured of each leg of a call. */
export async function figuresOf(trx: DatabaseTransaction, callId: string) {
  return trx
    .selectFrom("callLegFigures")
    .select(["legId", "received", "lost", "sent", "jitterMs", "roundTripMs", "mos"])
    .where("callId", "=", callId)
    .orderBy("at")
    .orderBy("legId")
    .limit(LEGS_MAX)
    .execute();
}

/** The phones and lines of these ids, by id, as people call them. */
export async function namesOf(
  trx: DatabaseTransaction,
  ids: { readonly phones: readonly string[]; readonly trunks: readonly string[] },
) {
  const phones =
    ids.phones.length === 0
      ? []
      : await trx.selectFrom("phone").select(["id", "extension", "name"]).where("id", "in", ids.phones).execute();
  const trunks =
    ids.trunks.length === 0
      ? []
      : await trx.selectFrom("trunk").select(["id", "name"]).where("id", "in", ids.trunks).execute();
  return {
    phones: new Map(phones.map(({ id, extension, name }) => [id, { extension, name }])),
    trunks: new Map(trunks.map(({ id, name }) => [id, name])),
  };
}

/** The names of phones and lines by their id. */
export type Names = Awaited<ReturnType<typeof namesOf>>;

function recordings(trx: DatabaseTransaction) {
  return trx
    .selectFrom("recording")
    .select(["id", "state", "lostReason", "durationMs", "bytes", "keepUntil", "beganAt", "endedAt"])
    .select(sql<boolean>`message_queue is not null`.as("isMessage"));
}

type RecordingRow = Awaited<ReturnType<ReturnType<typeof recordings>["execute"]>>[number];

/** The recording of a call, or the message that was left in it, with everybody who opened it, newest first; undefined for a call without one. */
export async function recordingOf(trx: DatabaseTransaction, callId: string) {
  const recording = await recordings(trx)
    .where("callId", "=", callId)
    .where("conferenceId", "is", null)
    .orderBy(sql`message_queue is not null`)
    .orderBy("beganAt", "desc")
    .limit(1)
    .executeTakeFirst();
  const [found] = await withAccesses(trx, recording === undefined ? [] : [recording]);
  return found;
}

/** Recordings of conferences that hold what was said in a call, newest first, each with everybody who opened it. */
export async function conferenceRecordingsOf(trx: DatabaseTransaction, callId: string) {
  const held = sql<string>`(select h.recording_id from recorded_call h where h.call_id = ${callId}::uuid)`;
  const rows = await recordings(trx)
    .where("id", "in", held)
    .orderBy("beganAt", "desc")
    .limit(CONFERENCES_MAX)
    .execute();
  return withAccesses(trx, rows);
}

async function withAccesses(trx: DatabaseTransaction, rows: readonly RecordingRow[]) {
  if (rows.length === 0) return [];
  const accesses = await trx
    .selectFrom("recordingAccess as a")
    .innerJoin("person as p", "p.id", "a.personId")
    .select(["a.id", "a.what", "a.at", "p.name", "a.recordingId"])
    .where(
      "a.recordingId",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("a.at", "desc")
    .limit(ACCESSES_MAX)
    .execute();
  const accessesOf = Map.groupBy(accesses, ({ recordingId }) => recordingId);
  return rows.map((row) => {
    const own = accessesOf.get(row.id) ?? [];
    return { ...row, accesses: own.map(({ id, what, at, name }) => ({ id, what, at, name })) };
  });
}

/**
 * The contacts of a call, one for each stay in a queue, in their order, and the one that it calls back; `joinedAtMs` are the
 * instants at which it asked for an agent.
 */
export async function contactsOf(
  trx: DatabaseTransaction,
  call: { readonly callId: string; readonly joinedAtMs: readonly number[] },
): Promise<readonly string[]> {
  const { callId, joinedAtMs } = call;
  if (joinedAtMs.length === 0) return [];
  const rows = await trx
    .selectFrom("queueEvent")
    .select((eb) => ["contactId", eb.fn.min("sequence").as("first")])
    .where("kind", "in", ["contact.entered", "contact.refused", "contact.dialled"])
    .where("at", ">=", new Date(Math.min(...joinedAtMs) - JOIN_MS_BEFORE))
    .where("at", "<=", new Date(Math.max(...joinedAtMs) + JOIN_MS_AFTER))
    .where(sql<boolean>`body ->> 'callId' = ${callId}`)
    .groupBy("contactId")
    .orderBy("first")
    .limit(CONTACTS_MAX)
    .execute();
  return rows.flatMap(({ contactId }) => (contactId === null ? [] : [contactId]));
}
