import { type Expression, type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { CallDirection, CallOutcome } from "../../../telephony/cdr/index.ts";
import { type CallListFilter, type CallResource, type CallStatus, endedStatus, outcomesOf } from "./field-call.ts";

/** One call of the transaction's call centre; undefined for an unknown one. */
export async function findCall(trx: DatabaseTransaction, id: string): Promise<CallResource | undefined> {
  const asked = { limit: 1, after: undefined };
  const only = (column: Expression<unknown>) => sql<SqlBool>`${column} = ${id}::uuid`;
  const [ended] = await endedCalls(trx, asked, only(sql`c.call_id`));
  if (ended !== undefined) return ended;
  const [open] = await openCalls(trx, asked, only(sql`o.call_id`));
  if (open !== undefined) return open;
  const [ordered] = await orderedCalls(trx, asked, only(sql`a.call_id`));
  if (ordered !== undefined) return ordered;
  // The call may have started or ended between the queries.
  const [begun] = await openCalls(trx, asked, only(sql`o.call_id`));
  return begun ?? (await endedCalls(trx, asked, only(sql`c.call_id`)))[0];
}

/** Calls of the transaction's call centre, newest first: ended, active and ordered ones. */
export async function listCalls(trx: DatabaseTransaction, filter: CallListFilter): Promise<readonly CallResource[]> {
  const found = [
    ...(await orderedCalls(trx, filter, sql<SqlBool>`true`)),
    ...(await openCalls(trx, filter, sql<SqlBool>`true`)),
    ...(await endedCalls(trx, filter, sql<SqlBool>`true`)),
  ];
  const byId = new Map(found.map((call) => [call.id, call]));
  return [...byId.values()]
    .toSorted((one, other) => other.atMs - one.atMs || (one.id < other.id ? 1 : -1))
    .slice(0, filter.limit);
}

interface EndedRow {
  readonly callId: string;
  readonly direction: string;
  readonly caller: string;
  readonly called: string;
  readonly code: string | null;
  readonly at: Date;
  readonly beganAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date;
  readonly talkMs: number;
  readonly outcome: string;
  readonly chargeRupiah: number;
  readonly orderedAt: Date | null;
}

async function endedCalls(
  trx: DatabaseTransaction,
  filter: CallListFilter,
  fits: Expression<SqlBool>,
): Promise<readonly CallResource[]> {
  if (filter.status !== undefined && ["queued", "ringing", "in-progress"].includes(filter.status)) return [];
  const wishes = [
    fits,
    sql<SqlBool>`c.direction in ('inbound', 'outbound', 'internal')`,
    ...numberConditions(filter, { from: sql`c.caller_key`, to: sql`c.called_key` }),
    ...rangeConditions(sql`c.began_at`, filter.begun),
    ...rangeConditions(sql`c.ended_at`, filter.ended),
    ...cursorConditions(sql`c.began_at`, sql`c.call_id`, filter),
    ...statusConditions(filter.status),
  ];
  const { rows } = await sql<EndedRow>`
    select c.call_id, c.direction, c.caller, c.called, c.code, c.began_at as at, c.began_at, c.answered_at, c.ended_at,
      c.talk_ms::float8 as talk_ms, c.outcome, c.charge_rupiah::float8 as charge_rupiah,
      (select a.created_at from api_call a where a.call_id = c.call_id) as ordered_at
    from cdr c where ${sql.join(wishes, sql` and `)}
    order by c.began_at desc, c.call_id desc limit ${filter.limit}`.execute(trx);
  return rows.map((row) => ({
    id: row.callId,
    atMs: row.at.getTime(),
    direction: row.direction as CallDirection,
    orderedAtMs: row.orderedAt?.getTime() ?? null,
    from: row.caller,
    to: row.called,
    code: row.code,
    talkMs: row.talkMs,
    chargeRupiah: row.chargeRupiah,
    end: row.outcome,
    status: endedStatus(row.outcome as CallOutcome, { isAnswered: row.answeredAt !== null }),
    beganAtMs: row.beganAt.getTime(),
    endedAtMs: row.endedAt.getTime(),
  }));
}

interface OpenRow {
  readonly callId: string;
  readonly direction: string;
  readonly caller: string;
  readonly called: string;
  readonly code: string | null;
  readonly beganAt: Date;
  readonly isAnswered: boolean;
  readonly isRinging: boolean;
  readonly orderedAt: Date | null;
}

async function openCalls(
  trx: DatabaseTransaction,
  filter: CallListFilter,
  fits: Expression<SqlBool>,
): Promise<readonly CallResource[]> {
  const isOver = filter.status !== undefined && !["queued", "ringing", "in-progress"].includes(filter.status);
  if (isOver || filter.ended !== undefined) return [];
  const wishes = [
    fits,
    sql<SqlBool>`e.data ->> 'direction' in ('inbound', 'outbound', 'internal')`,
    ...numberConditions(filter, {
      from: sql`number_key(e.data ->> 'caller')`,
      to: sql`number_key(e.data ->> 'called')`,
    }),
    ...rangeConditions(sql`o.began_at`, filter.begun),
    ...cursorConditions(sql`o.began_at`, sql`o.call_id`, filter),
    ...openStatusConditions(filter.status),
  ];
  const { rows } = await sql<OpenRow>`
    select o.call_id, e.data ->> 'direction' as direction, e.data ->> 'caller' as caller, e.data ->> 'called' as called,
      e.data ->> 'code' as code, o.began_at, ${answered} as is_answered,
      ${ringing} as is_ringing,
      (select a.created_at from api_call a where a.call_id = o.call_id) as ordered_at
    from open_call o join call_event e on e.call_id = o.call_id and e.sequence = 0
    where ${sql.join(wishes, sql` and `)} order by o.began_at desc, o.call_id desc limit ${filter.limit}`.execute(trx);
  return rows.map((row) => ({
    id: row.callId,
    atMs: row.beganAt.getTime(),
    direction: row.direction as CallDirection,
    orderedAtMs: row.orderedAt?.getTime() ?? null,
    from: row.caller,
    to: row.called,
    code: row.code,
    status: openStatus(row),
    beganAtMs: row.beganAt.getTime(),
    endedAtMs: null,
    talkMs: null,
    chargeRupiah: null,
    end: null,
  }));
}

const answered = sql<SqlBool>`exists (select from call_event n where n.call_id = o.call_id and n.kind = 'call.answered')`;

/** A leg rings, or an inbound caller waits for an answer. */
const ringing = sql<SqlBool>`(e.data ->> 'direction' = 'inbound'
  or exists (select from call_event r where r.call_id = o.call_id and r.kind = 'leg.ringing'))`;

function openStatusConditions(status: CallStatus | undefined): readonly Expression<SqlBool>[] {
  if (status === undefined) return [];
  if (status === "in-progress") return [answered];
  return [sql<SqlBool>`not ${answered}`, status === "ringing" ? ringing : sql<SqlBool>`not ${ringing}`];
}

function openStatus({ isAnswered, isRinging }: OpenRow): CallStatus {
  if (isAnswered) return "in-progress";
  return isRinging ? "ringing" : "queued";
}

interface OrderedRow {
  readonly callId: string;
  readonly fromCode: string;
  readonly toKind: string;
  readonly toAddress: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
}

/** Orders without a call. */
async function orderedCalls(
  trx: DatabaseTransaction,
  filter: CallListFilter,
  fits: Expression<SqlBool>,
): Promise<readonly CallResource[]> {
  const isElsewhere = filter.status !== undefined && STATES[filter.status] === undefined;
  if (isElsewhere || filter.begun !== undefined) return [];
  const wishes = [
    fits,
    sql<SqlBool>`not exists (select from cdr c where c.call_id = a.call_id)`,
    sql<SqlBool>`not exists (select from open_call o where o.call_id = a.call_id)`,
    ...numberConditions(filter, { from: sql`number_key(a.from_code)`, to: sql`number_key(a.to_address)` }),
    ...(filter.ended === undefined ? [] : [sql<SqlBool>`a.state <> 'begun'`]),
    ...rangeConditions(sql`a.done_at`, filter.ended),
    ...cursorConditions(sql`a.created_at`, sql`a.call_id`, filter),
    ...(filter.status === undefined ? [] : [sql<SqlBool>`${orderState} = any (${STATES[filter.status] ?? []})`]),
  ];
  const { rows } = await sql<OrderedRow>`
    select a.call_id, a.from_code, a.to_kind, a.to_address, ${orderState} as state, a.refusal, a.created_at, a.done_at
    from api_call a where ${sql.join(wishes, sql` and `)}
    order by a.created_at desc, a.call_id desc limit ${filter.limit}`.execute(trx);
  return rows.map((row) => ({
    id: row.callId,
    atMs: row.createdAt.getTime(),
    direction: "outbound",
    orderedAtMs: row.createdAt.getTime(),
    from: row.fromCode,
    to: row.toAddress,
    code: row.fromCode,
    status: orderedStatus(row.state),
    beganAtMs: null,
    endedAtMs: row.doneAt?.getTime() ?? null,
    talkMs: null,
    chargeRupiah: null,
    end: row.state === "cancelled" ? "cancelled" : row.refusal,
  }));
}

/** An order whose call's events are purged is over, regardless of its result. */
const orderState = sql<string>`case when a.state = 'begun' and a.done_at is not null then 'over' else a.state end`;

const STATES: Readonly<Partial<Record<CallStatus, readonly string[]>>> = {
  queued: ["queued", "taken", "begun"],
  completed: ["over"],
  failed: ["refused"],
  canceled: ["cancelled"],
};

function orderedStatus(state: string): CallStatus {
  if (state === "refused") return "failed";
  if (state === "over") return "completed";
  return state === "cancelled" ? "canceled" : "queued";
}

function numberConditions(
  { from, to }: CallListFilter,
  columns: { readonly from: Expression<unknown>; readonly to: Expression<unknown> },
): readonly Expression<SqlBool>[] {
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`${columns.from} = number_key(${from})`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${columns.to} = number_key(${to})`]),
  ];
}

function rangeConditions(column: Expression<unknown>, range: CallListFilter["begun"]): readonly Expression<SqlBool>[] {
  const { fromMs, untilMs } = range ?? {};
  return [
    ...(fromMs === undefined ? [] : [sql<SqlBool>`${column} >= ${new Date(fromMs)}::timestamptz`]),
    ...(untilMs === undefined ? [] : [sql<SqlBool>`${column} < ${new Date(untilMs)}::timestamptz`]),
  ];
}

function cursorConditions(
  at: Expression<unknown>,
  id: Expression<unknown>,
  { after }: CallListFilter,
): readonly Expression<SqlBool>[] {
  if (after === undefined) return [];
  return [sql<SqlBool>`(${at}, ${id}) < (${new Date(after.atMs)}::timestamptz, ${after.id}::uuid)`];
}

function statusConditions(status: CallStatus | undefined): readonly Expression<SqlBool>[] {
  if (status === undefined) return [];
  if (status === "completed") return [sql<SqlBool>`c.answered_at is not null`];
  return [sql<SqlBool>`c.answered_at is null`, sql<SqlBool>`c.outcome = any (${[...outcomesOf(status)]})`];
}
