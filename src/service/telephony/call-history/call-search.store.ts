import { type Expression, type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallFilter } from "./call-filter.ts";
import { afterAllWith, type NumberSearch } from "./number-search.ts";

/** The orders of the list; each has an index. */
export type CallSort = "began" | "-began" | "talk" | "-talk";

/** A position in the list: the sort value and the call that has it. */
export interface CallPlace {
  readonly value: number;
  readonly callId: string;
}

/** The maximum up to which a list is counted; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/**
 * Calls of a search. `total` is exact up to `COUNTED_MAX` and one more above it; `hasMore` tells whether rows follow the page. The page is selected
 * from an index first and its rows are completed afterwards.
 */
export async function searchCalls(
  trx: DatabaseTransaction,
  search: {
    readonly filter: CallFilter;
    readonly sort: CallSort;
    readonly limit: number;
    readonly offset: number;
  },
) {
  const { filter, sort, limit, offset } = search;
  const found = trx.selectFrom("cdr as c").where(fits(filter));
  const page = found
    .select("c.callId")
    .orderBy(ORDERS[sort])
    .limit(limit + 1)
    .offset(offset);
  const items = await rowsOf(trx, page).orderBy(ORDERS[sort]).execute();
  const { total } = await trx
    .selectFrom(
      found
        .select(sql`1`.as("one"))
        .limit(COUNTED_MAX + 1)
        .as("some"),
    )
    .select(sql<number>`count(*)::int`.as("total"))
    .executeTakeFirstOrThrow();
  return { total, hasMore: items.length > limit, items: items.slice(0, limit) };
}

/** A row of the list. */
export type CallRow = Awaited<ReturnType<typeof searchCalls>>["items"][number];

/**
 * The calls after a position, for reading a list of any length page by page: call detail records never change, so each is returned once, whatever
 * is added in between.
 */
export async function callsAfter(
  trx: DatabaseTransaction,
  search: {
    readonly filter: CallFilter;
    readonly sort: CallSort;
    readonly limit: number;
    readonly after: CallPlace | null;
  },
): Promise<readonly CallRow[]> {
  const { filter, sort, limit, after } = search;
  let found = trx.selectFrom("cdr as c").where(fits(filter)).select("c.callId");
  if (after !== null) found = found.where(follows(sort, after));
  const page = found.orderBy(ORDERS[sort]).limit(limit);
  return rowsOf(trx, page).orderBy(ORDERS[sort]).execute();
}

/** One call as a row of the list; undefined for a call in progress or of another tenant. */
export async function callRow(trx: DatabaseTransaction, callId: string): Promise<CallRow | undefined> {
  const one = trx.selectFrom("cdr as c").where("c.callId", "=", callId).select("c.callId");
  return rowsOf(trx, one).executeTakeFirst();
}

/** The position of a row in an order. */
export function placeOf(row: CallRow, sort: CallSort): CallPlace {
  const isByTime = sort === "began" || sort === "-began";
  return { value: isByTime ? row.beganAt.getTime() : row.talkMs, callId: row.callId };
}

function rowsOf(trx: DatabaseTransaction, page: Expression<unknown>) {
  return trx
    .selectFrom("cdr as c")
    .leftJoin("trunk as t", "t.id", "c.trunkId")
    .leftJoin("phone as p", "p.id", "c.phoneId")
    .leftJoin("recording as r", "r.id", "c.recordingId")
    .leftJoin("widgetVisit as v", "v.id", "c.callId")
    .leftJoin("widget as w", "w.id", "v.widgetId")
    .where(sql<SqlBool>`c.call_id in ${page}`)
    .select([
      "c.callId",
      "c.direction",
      "c.code",
      "c.caller",
      "c.called",
      "c.beganAt",
      "c.answeredAt",
      "c.endedAt",
      "c.ringMs",
      "c.talkMs",
      "c.holdMs",
      "c.outcome",
      "c.cause",
      "c.endedBy",
      "c.transfers",
      "t.name as trunkName",
      "w.name as websiteName",
      "p.name as phoneName",
      "p.extension as phoneExtension",
      "r.state as recordingState",
    ])
    .select(EARLIER_PHONES.as("earlierPhones"));
}

const ORDERS = {
  began: sql`c.began_at, c.call_id`,
  "-began": sql`c.began_at desc, c.call_id desc`,
  talk: sql`c.talk_ms, c.call_id`,
  "-talk": sql`c.talk_ms desc, c.call_id desc`,
} as const;

function follows(sort: CallSort, { value, callId }: CallPlace) {
  const at = new Date(value);
  switch (sort) {
    case "began":
      return sql<SqlBool>`(c.began_at, c.call_id) > (${at}::timestamptz, ${callId}::uuid)`;
    case "-began":
      return sql<SqlBool>`(c.began_at, c.call_id) < (${at}::timestamptz, ${callId}::uuid)`;
    case "talk":
      return sql<SqlBool>`(c.talk_ms, c.call_id) > (${value}::bigint, ${callId}::uuid)`;
    case "-talk":
      return sql<SqlBool>`(c.talk_ms, c.call_id) < (${value}::bigint, ${callId}::uuid)`;
  }
}

/** A flow that answers does not count as an answer: an agent or another person does, as on the home page and in reports. */
const ANSWERED = sql<SqlBool>`c.outcome = 'answered'`;
const NOT_ANSWERED = sql<SqlBool>`c.outcome <> 'answered'`;

function fits(filter: CallFilter) {
  const { days, code, phoneId, direction, outcome, isAnswered, isRecorded, number } = filter;
  const wishes = [
    ...(number === null ? [] : [hasNumber(number)]),
    ...(days.fromMs === null ? [] : [sql<SqlBool>`c.began_at >= ${new Date(days.fromMs)}`]),
    ...(days.untilMs === null ? [] : [sql<SqlBool>`c.began_at < ${new Date(days.untilMs)}`]),
    ...(code === undefined ? [] : [sql<SqlBool>`c.code = ${code}`]),
    ...(phoneId === undefined ? [] : [wasAt(phoneId)]),
    ...(direction === undefined ? [] : [sql<SqlBool>`c.direction = ${sql.lit(direction)}`]),
    ...(outcome === undefined ? [] : [sql<SqlBool>`c.outcome = ${outcome}`]),
    ...(isAnswered === undefined ? [] : [isAnswered ? ANSWERED : NOT_ANSWERED]),
    ...(isRecorded === undefined ? [] : [isThere(sql`c.recording_id`, { isWanted: isRecorded })]),
  ];
  return wishes.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(wishes, sql` and `)})`;
}

/** Events that name a phone of a call: it called, or talked with the other party. */
const PHONE_EVENTS = sql`('call.received', 'call.answered', 'talk.began', 'transfer.done', 'leg.taken')`;

/** The phone talked last, transferred the call, or called another phone of the call centre. */
function wasAt(phoneId: string) {
  return sql<SqlBool>`(c.phone_id = ${phoneId}::uuid or (c.transfers > 0 or c.direction = 'internal') and exists (select from call_event e
    where e.call_id = c.call_id and e.kind in ${PHONE_EVENTS} and e.data ->> 'phoneId' = ${phoneId}))`;
}

/** A phone that transferred a call. */
interface EarlierPhone {
  readonly extension: string;
  readonly name: string;
}

/** The phones that talked before the last one, in their order; empty for a call without transfer. */
const EARLIER_PHONES = sql<EarlierPhone[]>`case when c.transfers = 0 then '[]'::jsonb else (
  select coalesce(jsonb_agg(jsonb_build_object('extension', q.extension, 'name', q.name) order by q.first), '[]')
  from (select f.extension, f.name, min(e.sequence) as first
    from call_event e join phone f on f.id = (e.data ->> 'phoneId')::uuid
    where e.call_id = c.call_id and e.kind in ${PHONE_EVENTS} and f.id is distinct from c.phone_id
    group by f.id) q) end`;

function isThere(column: Expression<unknown>, { isWanted }: { readonly isWanted: boolean }) {
  return isWanted ? sql<SqlBool>`${column} is not null` : sql<SqlBool>`${column} is null`;
}

/** Begins or ends with the digits: ranges over indexed columns, since an index below a row-level security policy supports only these. */
function hasNumber({ starts, tails }: NumberSearch) {
  const inRange = (column: Expression<unknown>, start: string) =>
    sql<SqlBool>`${column} >= ${start} and ${column} < ${afterAllWith(start)}`;
  const ways = [
    ...starts.flatMap((start) => [
      inRange(sql`c.caller_key`, start),
      sql<SqlBool>`c.direction <> 'inbound' and ${inRange(sql`c.called_key`, start)}`,
      sql<SqlBool>`c.code = ${start}`,
    ]),
    ...tails.flatMap((tail) => [
      inRange(sql`c.caller_tail`, tail),
      sql<SqlBool>`c.direction <> 'inbound' and ${inRange(sql`c.called_tail`, tail)}`,
    ]),
  ];
  return sql<SqlBool>`(${sql.join(
    ways.map((way) => sql`(${way})`),
    sql` or `,
  )})`;
}
