import { type RawBuilder, sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import {
  CALL_EVENTS_MAX,
  type CallEvent,
  type CallEventBody,
  type StatusCallbacks,
} from "../../../telephony/cdr/index.ts";
import type { FinishedRecording } from "../recordings/recording-callbacks.ts";
import type { StatusCallbackFacts } from "./status-callbacks.ts";

/** A recording is reported as absent this long after its end; until then it may still be found. */
export const LOST_MS = 600_000;

/** Calls with new status callbacks, round-robin over call centres; `but` is excluded. */
export async function findDueCallCallbacks(
  db: Database,
  { atMost, but, nowMs }: { readonly atMost: number; readonly but: readonly string[]; readonly nowMs: number },
): Promise<readonly { readonly tenantId: string; readonly callId: string }[]> {
  const { rows } = await sql<{ readonly tenantId: string; readonly callId: string }>`${sql.raw(PREPARED)}
    select * from due_call_callbacks(${atMost}::int, ${but}::uuid[], ${new Date(nowMs - LOST_MS)}::timestamptz)`.execute(
    db,
  );
  return rows;
}

/** Stores the status callbacks of a call that an application ordered. */
export async function insertCallCallback(
  trx: DatabaseTransaction,
  told: { readonly callId: string; readonly tenantId: string; readonly wish: StatusCallbacks; readonly at: Date },
): Promise<void> {
  const { callId, tenantId, wish, at } = told;
  await trx
    .insertInto("callStatusCallback")
    .values({
      callId,
      tenantId,
      options: JSON.stringify(wish),
      createdAt: at,
      wantsRecordings: wish.recording !== undefined,
    })
    .onConflict((on) => on.column("callId").doNothing())
    .execute();
}

/** A call with the callbacks sent so far, and its current facts. */
export interface CallCallbackState extends StatusCallbackFacts {
  readonly told: number;
  readonly toldRecordings: readonly string[];
  /** Sequence number of the latest event. */
  readonly seen: number;
  /** Complete recordings, whether a recording may still complete, and the ids of all recordings. */
  readonly recordings: readonly FinishedRecording[];
  readonly isRecording: boolean;
  readonly recordingIds: readonly string[];
}

interface LockedRow {
  readonly callId: string;
  readonly options: StatusCallbacks | null;
  readonly sentCount: number;
  readonly seen: number;
  readonly wantsRecordings: boolean;
  readonly recordings: readonly string[];
  readonly fromCode: string | null;
  readonly toAddress: string | null;
  readonly state: string | null;
  readonly doneAt: Date | null;
}

/** Locks the calls for sending callbacks, and reads their facts; skips calls that another process has locked. */
export async function lockCallCallbacks(
  trx: DatabaseTransaction,
  {
    tenantId,
    callIds,
    nowMs,
  }: { readonly tenantId: string; readonly callIds: readonly string[]; readonly nowMs: number },
): Promise<readonly CallCallbackState[]> {
  const locked = await sql<LockedRow>`${sql.raw(PREPARED)}
    select t.call_id, t.options, t.sent_count, t.seen, t.wants_recordings, t.recordings, a.from_code, a.to_address, a.state, a.done_at
    from call_status_callback t left join api_call a on a.call_id = t.call_id
    where t.call_id = any (${[...callIds]}::uuid[]) and t.over_at is null
    order by t.call_id for update of t skip locked`.execute(trx);
  const ids = locked.rows.map(({ callId }) => callId);
  if (ids.length === 0) return [];
  const events = Map.groupBy(await eventsOfCalls(trx, ids), ({ callId }) => callId);
  // A document may have set a recording callback since the order, so the recordings of all these calls are loaded.
  const recordings = Map.groupBy(await recordingsOfCalls(trx, ids), ({ callId }) => callId);
  return locked.rows.map((row) => {
    const own = events.get(row.callId) ?? [];
    const recorded = recordings.get(row.callId) ?? [];
    return {
      callId: row.callId,
      tenantId,
      wish: row.options,
      order: orderOf(row),
      told: row.sentCount,
      toldRecordings: row.recordings,
      seen: own.at(-1)?.event.sequence ?? row.seen,
      events: own.map(({ event }) => event),
      isRecording: recorded.some((one) => recordingStateOf(one, nowMs) === "open"),
      recordings: recorded.filter((one) => recordingStateOf(one, nowMs) === "complete").map(recordingOf),
      recordingIds: recorded.map(({ id }) => id),
    };
  });
}

/** State of a recording: complete, possibly complete later, or deleted. */
function recordingStateOf({ state, beganAt, endedAt }: RecordingRow, nowMs: number): "complete" | "open" | "gone" {
  if (state === "kept") return "complete";
  if (state === "recording") return "open";
  if (state !== "lost") return "gone";
  return (endedAt ?? beganAt).getTime() <= nowMs - LOST_MS ? "complete" : "open";
}

function orderOf({ fromCode, toAddress, state, doneAt }: LockedRow): StatusCallbackFacts["order"] {
  if (fromCode === null) return null;
  const isOver = (state === "refused" || state === "cancelled") && doneAt !== null;
  const end = isOver
    ? { status: state === "cancelled" ? ("canceled" as const) : ("failed" as const), atMs: doneAt.getTime() }
    : null;
  return { from: fromCode, to: toAddress ?? "", end };
}

interface EventRow {
  readonly callId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: Date;
  readonly elapsedUs: number;
  readonly data: object;
}

async function eventsOfCalls(trx: DatabaseTransaction, ids: readonly string[]) {
  const { rows } = await sql<EventRow>`${sql.raw(PREPARED)}
    select e.call_id, e.sequence, e.kind, e.at, e.elapsed_us::float8 as elapsed_us, e.data from call_event e
    where e.call_id = any (${[...ids]}::uuid[]) order by e.call_id, e.sequence
    limit ${ids.length * CALL_EVENTS_MAX}::int`.execute(trx);
  return rows.map(({ callId, sequence, kind, at, elapsedUs, data }) => {
    const event: CallEvent = { sequence, atMs: at.getTime(), elapsedUs, body: { kind, ...data } as CallEventBody };
    return { callId, event };
  });
}

interface RecordingRow {
  readonly callId: string;
  readonly id: string;
  readonly state: string;
  readonly durationMs: number | null;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
}

async function recordingsOfCalls(trx: DatabaseTransaction, ids: readonly string[]): Promise<readonly RecordingRow[]> {
  const { rows } = await sql<RecordingRow>`${sql.raw(PREPARED)}
    select r.call_id, r.id, r.state, r.duration_ms::float8 as duration_ms, r.began_at, r.ended_at from recording r
    where r.call_id = any (${[...ids]}::uuid[]) order by r.began_at, r.id`.execute(trx);
  return rows;
}

function recordingOf({ id, state, durationMs, beganAt, endedAt }: RecordingRow): FinishedRecording {
  return {
    id,
    isKept: state === "kept",
    durationMs,
    beganAtMs: beganAt.getTime(),
    endedAtMs: (endedAt ?? beganAt).getTime(),
  };
}

/** Progress of a call's callbacks. */
export interface CallCallbackProgress {
  readonly callId: string;
  readonly seen: number;
  readonly told: number;
  readonly wantsRecordings: boolean;
  readonly recordings: readonly string[];
  readonly isOver: boolean;
}

/** Stores the progress of callbacks in the transaction that enqueues them. */
export async function saveCallCallbackProgress(
  trx: DatabaseTransaction,
  marks: readonly CallCallbackProgress[],
  at: Date,
): Promise<void> {
  const rows = marks.map(({ callId, seen, told, wantsRecordings, recordings, isOver }) => ({
    i: callId,
    s: seen,
    t: told,
    w: wantsRecordings,
    r: recordings,
    o: isOver,
  }));
  await sql`${sql.raw(PREPARED)}
    update call_status_callback t set seen = g.s, sent_count = g.t, wants_recordings = g.w,
      recordings = array(select jsonb_array_elements_text(g.r)::uuid), over_at = case when g.o then ${at}::timestamptz end
    from ${recordset(rows)} as g(i uuid, s int, t int, w boolean, r jsonb, o boolean) where t.call_id = g.i`.execute(
    trx,
  );
}

function recordset(rows: readonly object[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}

/** Purges callback state created before an instant; returns the number. */
export async function purgeCallCallbacks(
  db: Database,
  { createdBefore, limit }: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_call_callbacks(${createdBefore}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}
