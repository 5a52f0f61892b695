import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { QueueEventBody } from "../queues/index.ts";
import type { CountedRange, ReportedEvent } from "./queue-figures.ts";
import type { CodeCall } from "./regulatory-level.ts";
import { CLOCK_SLACK_MS } from "./report-range.ts";

/** The maximum of queues in one report; a call centre has fewer at once, and some that have ended. */
const QUEUES_MAX = 2_000;
/** The maximum of agents whose state at the beginning of a range is read. */
const AGENTS_MAX = 20_000;
/** The event kinds that reports fold; offers and the candidates of their decisions are not read. */
const COUNTED_KINDS = [
  "contact.entered",
  "contact.planned",
  "contact.callback-asked",
  "contact.answered",
  "contact.moved",
  "contact.closed",
  "agent.changed",
] as const;

/** The zone in which a tenant's half hours begin (IANA name). */
export async function zoneOfTenant(db: Database, tenantId: string): Promise<string> {
  const row = await db.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}

/** The queues of the transaction's tenant that existed in a range, by name; one of them when its id is given. */
export async function queuesIn(
  trx: DatabaseTransaction,
  { fromMs, untilMs, queueId }: CountedRange & { readonly queueId: string | undefined },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  let found = trx.selectFrom("queue").select(["id", "name"]);
  if (queueId !== undefined) found = found.where("id", "=", queueId);
  else
    found = found
      .where("createdAt", "<", new Date(untilMs))
      .where((eb) => eb.or([eb("endedAt", "is", null), eb("endedAt", ">", new Date(fromMs))]));
  return found.orderBy("name").orderBy("id").limit(QUEUES_MAX).execute();
}

/** Queues by their ids, whenever they were created or ended. */
export async function queuesById(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  if (ids.length === 0) return [];
  return trx.selectFrom("queue").select(["id", "name"]).where("id", "in", ids).limit(QUEUES_MAX).execute();
}

/** The state of each agent at an instant: the agent's last change before it, in the order of the log. */
export async function statesBefore(trx: DatabaseTransaction, atMs: number): Promise<readonly ReportedEvent[]> {
  const { rows } = await sql<EventRow>`
    select e.sequence, e.at, e.steady_ms, e.body from agent a cross join lateral (
      select sequence, at, steady_ms, body from queue_event
      where tenant_id = a.tenant_id and agent_id = a.id and kind = 'agent.changed' and at < ${new Date(atMs)}
      order by at desc, sequence desc limit 1) e
    where a.ended_at is null or a.ended_at > ${new Date(atMs)}
    order by e.sequence limit ${AGENTS_MAX}`.execute(trx);
  return rows.map(reported);
}

/** The instant before which events may have been purged; null when none were. */
export async function readRetainedSince(trx: DatabaseTransaction): Promise<number | null> {
  const row = await trx.selectFrom("queueHorizon").select("keptFrom").executeTakeFirst();
  return row?.keptFrom.getTime() ?? null;
}

/**
 * The position in the log from which on all events of a range are found; null when nothing happened since. When the clock was set back,
 * events before the earliest one of the range have a later time, by the slack at the most.
 */
export async function firstSequence(trx: DatabaseTransaction, { fromMs }: CountedRange): Promise<number | null> {
  const { rows } = await sql<{ readonly first: number | null }>`
    select min(sequence) as first from queue_event where at <= ${SLACK} + (
      select at from queue_event where at >= ${new Date(fromMs)}::timestamptz - ${SLACK} order by at limit 1)
      and at >= ${new Date(fromMs)}::timestamptz - ${SLACK}`.execute(trx);
  return rows[0]?.first ?? null;
}

const SLACK = sql`make_interval(secs => ${CLOCK_SLACK_MS / 1_000}::float8)`;

/** The ACD events after a position in the log, in its order; contacts of one queue only when it is given. */
export async function eventsAfter(
  trx: DatabaseTransaction,
  page: { readonly after: number; readonly limit: number; readonly queueId: string | undefined },
): Promise<readonly (ReportedEvent & { readonly sequence: number })[]> {
  const { after, limit, queueId } = page;
  let found = trx
    .selectFrom("queueEvent")
    .select(["sequence", "at", "steadyMs", "body"])
    .where("sequence", ">", after)
    .where("kind", "in", COUNTED_KINDS);
  if (queueId !== undefined)
    found = found.where((eb) => eb.or([eb("queueId", "=", queueId), eb("kind", "=", "agent.changed")]));
  const rows = await found.orderBy("sequence").limit(limit).execute();
  return rows.map((row) => ({ ...reported(row), sequence: row.sequence }));
}

interface EventRow {
  readonly sequence: number;
  readonly at: Date;
  readonly steadyMs: number;
  readonly body: unknown;
}

function reported({ at, steadyMs, body }: EventRow): ReportedEvent {
  // The value was written from an event of this shape.
  return { wallMs: at.getTime(), steadyMs, body: body as QueueEventBody };
}

/** The position of a call in the order of arrival. */
export interface CallPlace {
  readonly beganAt: Date;
  readonly callId: string;
}

/**
 * Ended calls that arrived at access codes in a range, in the order of arrival. Any answer at a phone of the call centre counts as an agent's.
 * Durations are those of the switch. `call` is null when the events of the call were purged.
 */
export async function codeCallsAfter(
  trx: DatabaseTransaction,
  page: { readonly range: CountedRange; readonly after: CallPlace | null; readonly limit: number },
): Promise<readonly (CallPlace & { readonly call: CodeCall | null })[]> {
  const { range, after, limit } = page;
  const follows = after === null ? sql`` : sql`and (began_at, call_id) > (${after.beganAt}, ${after.callId}::uuid)`;
  const { rows } = await sql<CallRow>`
    select c.call_id, c.began_at, (max(e.elapsed_us) - min(e.elapsed_us))::float8 as ended_after_us,
      (min(e.elapsed_us) filter (where e.kind in ('talk.began', 'call.answered')
        and coalesce(e.data ->> 'agentId', e.data ->> 'phoneId') is not null) - min(e.elapsed_us))::float8 as agent_after_us,
      bool_or(e.kind = 'flow.ended' and e.data ->> 'end' = 'hung-up')
        and not bool_or(e.kind in ('queue.joined', 'talk.began')) as is_served_by_flow
    from (select call_id, began_at from cdr where direction = 'inbound' and code is not null
      and began_at >= ${new Date(range.fromMs)} and began_at < ${new Date(range.untilMs)} ${follows}
      order by began_at, call_id limit ${limit}) c
    left join call_event e on e.call_id = c.call_id group by c.call_id, c.began_at order by c.began_at, c.call_id`.execute(
    trx,
  );
  return rows.map((row) => ({ callId: row.callId, beganAt: row.beganAt, call: callOf(row) }));
}

const US_PER_MS = 1_000;

interface CallRow extends CallPlace {
  readonly endedAfterUs: number | null;
  readonly agentAfterUs: number | null;
  readonly isServedByFlow: boolean | null;
}

function callOf({ beganAt, endedAfterUs, agentAfterUs, isServedByFlow }: CallRow): CodeCall | null {
  if (endedAfterUs === null) return null;
  return {
    arrivedAtMs: beganAt.getTime(),
    endedAfterMs: endedAfterUs / US_PER_MS,
    agentAfterMs: agentAfterUs === null ? null : agentAfterUs / US_PER_MS,
    isServedByFlow: isServedByFlow === true,
  };
}

/** The display name of a call centre: that of its branding, otherwise the tenant's name. */
export async function shownName(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  const row = await trx
    .selectFrom("tenant")
    .leftJoin("branding", "branding.tenantId", "tenant.id")
    .select((eb) => eb.fn.coalesce("branding.name", "tenant.name").as("name"))
    .where("tenant.id", "=", tenantId)
    .executeTakeFirstOrThrow();
  return row.name;
}
