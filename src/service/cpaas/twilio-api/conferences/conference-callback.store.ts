import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import { CONFERENCE_EVENTS_MAX } from "../../../telephony/conferences/index.ts";
import type { ConferenceEventBody, ConferenceFacts, ConferenceSnapshot } from "./conference-callbacks.ts";

/** Conferences with new status callbacks, round-robin over call centres; `but` is excluded. */
export async function findDueConferenceCallbacks(
  db: Database,
  { atMost, but }: { readonly atMost: number; readonly but: readonly string[] },
): Promise<readonly { readonly tenantId: string; readonly id: string }[]> {
  const { rows } = await sql<{ readonly tenantId: string; readonly id: string }>`${sql.raw(PREPARED)}
    select tenant_id, conference_id as id from due_conference_callbacks(${atMost}::int, ${[...but]}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** A conference with the callbacks sent so far, and its current facts. */
export interface ConferenceCallbackState extends ConferenceFacts {
  readonly told: number;
  /** Sequence number of the latest event. */
  readonly seen: number;
}

interface LockedRow {
  readonly id: string;
  readonly sentCount: number;
  readonly seen: number;
  readonly snapshot: ConferenceSnapshot | null;
  readonly name: string;
  readonly endedAt: Date | null;
  readonly endedWhy: string | null;
}

interface EventRow {
  readonly conferenceId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: Date;
  readonly data: object;
}

/**
 * Locks the conferences for sending callbacks, and reads their facts; skips conferences that another process has
 * locked. Ends are read before events, since no event follows an end. Only unprocessed events are read.
 */
export async function lockConferenceCallbacks(
  trx: DatabaseTransaction,
  tenantId: string,
  ids: readonly string[],
): Promise<readonly ConferenceCallbackState[]> {
  const locked = await sql<LockedRow>`${sql.raw(PREPARED)}
    select t.conference_id as id, t.sent_count, t.seen, t.snapshot, c.name, c.ended_at, c.ended_why
    from conference_status_callback t join conference c on c.id = t.conference_id
    where t.conference_id = any (${[...ids]}::uuid[]) and t.over_at is null
    order by t.conference_id for update of t skip locked`.execute(trx);
  const own = locked.rows.map(({ id }) => id);
  if (own.length === 0) return [];
  const { rows } = await sql<EventRow>`${sql.raw(PREPARED)}
    select e.conference_id, e.sequence, e.kind, e.at, e.data from conference_event e
    join conference_status_callback t on t.conference_id = e.conference_id
    where e.conference_id = any (${own}::uuid[]) and (t.snapshot is null or e.sequence > t.seen) order by e.conference_id, e.sequence
    limit ${own.length * CONFERENCE_EVENTS_MAX}::int`.execute(trx);
  const events = Map.groupBy(rows, ({ conferenceId }) => conferenceId);
  return locked.rows.map(({ id, sentCount: told, seen, snapshot, name, endedAt, endedWhy }) => {
    const happened = events.get(id) ?? [];
    return {
      conferenceId: id,
      tenantId,
      name,
      told,
      seen: happened.at(-1)?.sequence ?? seen,
      before: snapshot === null ? null : { standing: snapshot, told },
      events: happened.map(({ at, kind, data }) => ({
        atMs: at.getTime(),
        body: { kind, ...data } as ConferenceEventBody,
      })),
      end: endedAt === null ? null : { atMs: endedAt.getTime(), why: endedWhy ?? "" },
    };
  });
}

/** Progress of a conference's callbacks. */
export interface ConferenceMark {
  readonly conferenceId: string;
  readonly seen: number;
  readonly told: number;
  readonly standing: ConferenceSnapshot;
  readonly isOver: boolean;
}

/** Stores the progress of callbacks in the transaction that enqueues them. */
export async function saveConferenceCallbackProgress(
  trx: DatabaseTransaction,
  marks: readonly ConferenceMark[],
  at: Date,
): Promise<void> {
  const rows = marks.map(({ conferenceId, seen, told, standing, isOver }) => ({
    i: conferenceId,
    s: seen,
    t: told,
    n: standing,
    o: isOver,
  }));
  await sql`${sql.raw(PREPARED)}
    update conference_status_callback t set seen = g.s, sent_count = g.t, snapshot = g.n, over_at = case when g.o then ${at}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, s int, t int, n jsonb, o boolean)
    where t.conference_id = g.i`.execute(trx);
}
