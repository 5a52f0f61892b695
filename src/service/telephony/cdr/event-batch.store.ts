import { type RawBuilder, sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { type Permit, permittedEvent } from "./call-event.ts";
import type { Cdr } from "./cdr.ts";
import type { EventDraft } from "./event-draft.ts";

/** The result of each draft, in their order. */
export type EventBatch = readonly Result<Permit | null, "not-permitted">[];

/**
 * Writes drafts of many calls and tenants in one transaction; an existing draft does not change, since after a lost connection a commit may have
 * arrived. The mode of a code, and that its call centre is open, is checked under a share lock that the commit releases: a code turned off before
 * is detected, and turning it off waits for this commit, so that the order of commits decides.
 */
export async function writeBatch(db: Database, drafts: readonly EventDraft[]): Promise<EventBatch> {
  return db.transaction().execute(async (trx) => {
    const permits = await permitsOf(trx, drafts);
    const results = drafts.map((draft): EventBatch[number] => {
      const permit = draft.permit === undefined ? null : permits.get(draft.callId);
      return permit === undefined ? refuse("not-permitted") : ok(permit);
    });
    const standing = drafts.flatMap((draft, index) => {
      const result = results[index];
      return result?.ok === true ? [withPermit(draft, result.value)] : [];
    });
    const tenants = new Set(standing.map(({ tenantId }) => tenantId));
    for (const tenantId of tenants) {
      const own = standing.filter((draft) => draft.tenantId === tenantId);
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      await insertEvents(trx, tenantId, own);
      await beginCalls(trx, tenantId, own);
      await endCalls(trx, tenantId, own);
    }
    return results;
  });
}

/** The draft of a permitted call, with the permit after its events. */
function withPermit(draft: EventDraft, mode: Permit | null): EventDraft {
  return mode === null ? draft : { ...draft, events: [...draft.events, permittedEvent(draft.events, mode)] };
}

/** The valid permits, by call. */
async function permitsOf(
  trx: DatabaseTransaction,
  drafts: readonly EventDraft[],
): Promise<ReadonlyMap<string, Permit>> {
  const asked = drafts.flatMap(({ callId, tenantId, permit }) =>
    permit === undefined ? [] : [{ callId, tenantId, ...permit }],
  );
  if (asked.length === 0) return new Map();
  const wishes = JSON.stringify(
    asked.map(({ callId, tenantId, code, caller, atMs }) => ({
      id: callId,
      tenantId,
      code,
      caller,
      at: new Date(atMs),
    })),
  );
  const found = await sql<{ readonly id: string; readonly mode: Permit }>`
    with wish as (
      select * from jsonb_to_recordset(${wishes}::jsonb) as w(id uuid, "tenantId" uuid, code text, caller text, at timestamptz)
    ), open_centre as (
      select t.id from tenant t where t.id in (select "tenantId" from wish) and t.closed_at is null order by t.id for share
    ), standing as (
      select m.code, m.mode from number_mode m
      where m.code in (select code from wish) and m.mode in ('test', 'open')
      order by m.code for share of m
    )
    select w.id, s.mode from wish w join standing s on s.code = w.code join open_centre c on c.id = w."tenantId"
    where s.mode = 'open' or exists (
      select from number_test_window t where t.code = w.code and w.caller = any (t.lines)
        and t.ended_at is null and w.at >= t.opens_at and w.at < t.closes_at)`.execute(trx);
  return new Map(found.rows.map(({ id, mode }) => [id, mode]));
}

async function insertEvents(trx: DatabaseTransaction, tenantId: string, drafts: readonly EventDraft[]): Promise<void> {
  const rows = drafts.flatMap(({ callId, events }) =>
    events.map(({ sequence, atMs, elapsedUs, body: { kind, ...data } }) => ({
      c: callId,
      s: sequence,
      k: kind,
      a: new Date(atMs),
      e: elapsedUs,
      d: data,
    })),
  );
  await sql`
    insert into call_event (call_id, sequence, tenant_id, kind, at, elapsed_us, data)
    select c, s, ${tenantId}::uuid, k, a, e, d
    from ${recordset(rows)} as r(c uuid, s int, k text, a timestamptz, e bigint, d jsonb)
    on conflict (call_id, sequence) do nothing`.execute(trx);
}

/** A call is open from its first event on. */
async function beginCalls(trx: DatabaseTransaction, tenantId: string, drafts: readonly EventDraft[]): Promise<void> {
  const begun = drafts.flatMap(({ callId, switchId, events, cdr }) => {
    const [first] = events;
    return cdr === undefined && first?.sequence === 0 ? [{ c: callId, w: switchId, a: new Date(first.atMs) }] : [];
  });
  if (begun.length === 0) return;
  await sql`
    insert into open_call (call_id, tenant_id, switch_id, began_at)
    select c, ${tenantId}::uuid, w, a from ${recordset(begun)} as r(c uuid, w uuid, a timestamptz)
    on conflict (call_id) do nothing`.execute(trx);
}

/** Writes the call detail record once, by its primary key, and removes the open call. */
async function endCalls(trx: DatabaseTransaction, tenantId: string, drafts: readonly EventDraft[]): Promise<void> {
  const ended = drafts.flatMap(({ callId, cdr }) => (cdr === undefined ? [] : [{ callId, cdr }]));
  if (ended.length === 0) return;
  await trx
    .insertInto("cdr")
    .values(ended.map(({ callId, cdr }) => ({ callId, tenantId, ...cdrRow(cdr) })))
    .onConflict((conflict) => conflict.column("callId").doNothing())
    .execute();
  const ids = ended.map(({ callId }) => callId);
  await trx.deleteFrom("openCall").where("callId", "in", ids).execute();
}

function cdrRow(cdr: Cdr) {
  const { beganAtMs, answeredAtMs, endedAtMs, ...rest } = cdr;
  return {
    ...rest,
    beganAt: new Date(beganAtMs),
    answeredAt: answeredAtMs === null ? null : new Date(answeredAtMs),
    endedAt: new Date(endedAtMs),
  };
}

function recordset(rows: readonly object[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}
