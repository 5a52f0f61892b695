import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallDirection, CallOutcome, Cdr, EndedBy } from "../cdr/index.ts";

/** The maximum of legs that are read of a call. */
const LEGS_MAX = 200;
const ACCESSES_MAX = 200;
/** The maximum of listed conference recordings of one call. */
const CONFERENCES_MAX = 20;
/** The maximum of listed queue contacts of one call. */
const CONTACTS_MAX = 20;
/** How long before and after a call entered a queue its contact may have begun: the ACD may have had no owner for a while. */
const JOIN_MS_BEFORE = 5_000;
const JOIN_MS_AFTER = 30_000;

/** The stored call detail record of a call; undefined while it is in progress, and for another tenant's call. */
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

/** The media metrics of each leg of a call. */
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

/** The display names of phones and trunks by id. */
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

/** The names of phones and trunks by id. */
export type Names = Awaited<ReturnType<typeof namesOf>>;

function recordings(trx: DatabaseTransaction) {
  return trx
    .selectFrom("recording")
    .select(["id", "state", "lostReason", "durationMs", "bytes", "keepUntil", "beganAt", "endedAt"])
    .select(sql<boolean>`message_queue is not null`.as("isMessage"));
}

type RecordingRow = Awaited<ReturnType<ReturnType<typeof recordings>["execute"]>>[number];

/** The recording of a call, or the voicemail that was left in it, with its accesses, newest first; undefined for a call without one. */
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

/** Recordings of conferences that contain audio of a call, newest first, each with its accesses. */
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
 * The contacts of a call, one for each queue that it entered, in their order, and the contact of a callback; `joinedAtMs` are the instants at which
 * it entered queues.
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
