import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StampedEvent } from "./queue-draft.ts";
import type { MessageRoom } from "./routing/enqueue-message.ts";

/** The maximum of waiting messages of one call centre that one sweep takes. */
const TAKEN_MAX = 200;
/** The maximum of messages of ended queues that one sweep closes. */
const GONE_MAX = 500;
/** The time without a beat after which a page counts as closed. */
export const DESKTOP_SEEN_MS = 45_000;

/** A message that waits for the ACD. */
export interface DueMessage {
  readonly contactId: string;
  readonly queueId: string;
  /** The agent of the writer's last contact. */
  readonly agentId: string | null;
  readonly caller: string;
  readonly called: string;
  /** The wall-clock time of the message. */
  readonly joinedAtMs: number;
}

/** Messages for an ACD instance: new ones within its capacity, and those of the passed ones that are not on disk yet. */
export interface DueMessages {
  readonly fresh: readonly DueMessage[];
  readonly given: readonly string[];
}

/**
 * Open messages of the transaction's tenant that are not in the ACD state yet, for each queue within its capacity, the longest wait first. Messages of ended
 * queues are closed here, which their conversation shows; of the ended queues only those with waiting messages are read.
 */
export async function waitingMessages(
  trx: DatabaseTransaction,
  { now, room, given }: { readonly now: Date; readonly room: MessageRoom; readonly given: readonly string[] },
): Promise<DueMessages> {
  await sql`
    with recursive line as (
      (select m.queue_id as id from message_contact m
        where m.tenant_id = current_tenant() and m.closed_at is null order by m.queue_id limit 1)
      union all
      select (select m.queue_id from message_contact m
        where m.tenant_id = current_tenant() and m.closed_at is null and m.queue_id > l.id order by m.queue_id limit 1)
      from line l where l.id is not null)
    update message_contact c set closed_at = ${now}::timestamptz, outcome = 'queue-gone'
    where c.closed_at is null and c.contact_id = any (array(
      select w.contact_id from line l join queue q on q.id = l.id and q.ended_at is not null cross join lateral (
        select m.contact_id from message_contact m where m.queue_id = q.id and m.closed_at is null
          and not exists (select from open_contact o where o.contact_id = m.contact_id) limit ${GONE_MAX}::int) w
      limit ${GONE_MAX}::int))`.execute(trx);
  const still = await sql<{ readonly contactId: string }>`
    select c.contact_id from message_contact c where c.contact_id = any (${[...given]}::uuid[]) and c.closed_at is null
      and not exists (select from open_contact o where o.contact_id = c.contact_id)`.execute(trx);
  const { rows } = await sql<Omit<DueMessage, "joinedAtMs"> & { readonly joinedAt: Date }>`
    select c.* from jsonb_to_recordset(${JSON.stringify(room.queues)}::jsonb) as r("queueId" uuid, room int)
    cross join lateral (
      select m.contact_id, m.queue_id, m.sticky_agent_id as agent_id, m.caller, m.called, m.joined_at from message_contact m
      where m.queue_id = r."queueId" and m.closed_at is null and m.contact_id <> all (${[...given]}::uuid[])
        and not exists (select from open_contact o where o.contact_id = m.contact_id)
      order by m.joined_at, m.contact_id limit least(r.room, ${TAKEN_MAX}::int)) c
    order by c.joined_at, c.contact_id limit ${Math.min(room.all, TAKEN_MAX)}::int`.execute(trx);
  return {
    fresh: rows.map(({ joinedAt, ...row }) => ({ ...row, joinedAtMs: joinedAt.getTime() })),
    given: still.rows.map(({ contactId }) => contactId),
  };
}

/** Records, together with ACD events, the agents who answered messages, and closed messages. */
export async function noteMessages(trx: DatabaseTransaction, events: readonly StampedEvent[]): Promise<void> {
  const answered = events.flatMap(({ body }) =>
    body.kind === "contact.answered" ? [{ c: body.contactId, g: body.agentId }] : [],
  );
  const closed = events.flatMap(({ body, atMs }) =>
    body.kind === "contact.closed" ? [{ c: body.contactId, o: body.outcome, a: new Date(atMs) }] : [],
  );
  // A moved message continues its conversation in the new queue.
  const moved = [
    ...new Map(
      events.flatMap(({ body }) => (body.kind === "contact.moved" ? [[body.contactId, body.toQueueId] as const] : [])),
    ),
  ].map(([c, q]) => ({ c, q }));
  // Includes calls; each costs a look-up by key.
  if (moved.length > 0)
    await sql`
      with r as (select * from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as r(c uuid, q uuid)),
      m as (update message_contact m set queue_id = r.q from r where m.contact_id = r.c returning m.thread_id, r.q)
      update sms_thread t set queue_id = m.q from m where t.id = m.thread_id and t.closed_at is null`.execute(trx);
  if (answered.length > 0)
    await sql`
      update message_contact m set agent_id = r.g
      from jsonb_to_recordset(${JSON.stringify(answered)}::jsonb) as r(c uuid, g uuid) where m.contact_id = r.c`.execute(
      trx,
    );
  if (closed.length > 0)
    await sql`
      update message_contact m set closed_at = r.a, outcome = r.o
      from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as r(c uuid, o text, a timestamptz)
      where m.contact_id = r.c and m.closed_at is null`.execute(trx);
}

/** An agent, and whether the agent desktop is open on a page. */
export interface DesktopChange {
  readonly agentId: string;
  readonly isThere: boolean;
}

/** Agent desktops that were opened or closed since the last publication to the owner of the ACD state; marks them as published. */
export async function takeDesktopChanges(trx: DatabaseTransaction, now: Date): Promise<readonly DesktopChange[]> {
  const { rows } = await sql<DesktopChange>`
    update desktop_presence set is_published = seen_until > ${now}::timestamptz
    where is_published <> (seen_until > ${now}::timestamptz) returning agent_id, is_published as is_there`.execute(trx);
  return rows;
}

/** The presence of all agent desktops, for a new publication to the owner of the ACD state. */
export async function takeAllDesktops(trx: DatabaseTransaction, now: Date): Promise<readonly DesktopChange[]> {
  const { rows } = await sql<DesktopChange>`
    update desktop_presence set is_published = seen_until > ${now}::timestamptz returning agent_id, is_published as is_there`.execute(
    trx,
  );
  return rows;
}

/** Records that agent desktops of the transaction's tenant are open until an instant. */
export async function recordOpenDesktops(
  trx: DatabaseTransaction,
  {
    tenantId,
    agentIds,
    until,
  }: { readonly tenantId: string; readonly agentIds: readonly string[]; readonly until: Date },
): Promise<void> {
  await sql`
    insert into desktop_presence (agent_id, tenant_id, seen_until)
    select a.id, ${tenantId}::uuid, ${until}::timestamptz from agent a where a.id = any (${[...agentIds].toSorted()}::uuid[]) order by a.id
    on conflict (agent_id) do update set seen_until = excluded.seen_until`.execute(trx);
}
