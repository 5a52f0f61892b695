import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { StampedEvent } from "./queue-draft.ts";

/** Messages of one call centre that wait for its floor and are taken in one look; so many may be on it. */
const TAKEN_MAX = 200;
/** A page that was not heard of for so long is not open any more. */
export const DESK_SEEN_MS = 45_000;

/** Somebody who wrote and waits for a floor. */
export interface DueMessage {
  readonly contactId: string;
  readonly queueId: string;
  /** Who talked with him last. */
  readonly agentId: string | null;
  readonly caller: string;
  readonly called: string;
  /** When he wrote, by the wall. */
  readonly joinedAtMs: number;
}

/**
 * Messages of the transaction's tenant that are not over and on no floor yet, the longest wait first. Those whose queue has ended are over
 * here, which their conversation hears of.
 */
export async function waitingMessages(trx: DatabaseTransaction, now: Date): Promise<readonly DueMessage[]> {
  await sql`
    update message_contact c set closed_at = ${now}::timestamptz, outcome = 'queue-gone' from queue q
    where q.id = c.queue_id and q.ended_at is not null and c.closed_at is null
      and not exists (select from open_contact o where o.contact_id = c.contact_id)`.execute(trx);
  const rows = await trx
    .selectFrom("messageContact as c")
    .select(["c.contactId", "c.queueId", "c.stickyAgentId", "c.caller", "c.called", "c.joinedAt"])
    .where("c.closedAt", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom("openContact as o").select("o.contactId").whereRef("o.contactId", "=", "c.contactId")),
      ),
    )
    .orderBy("c.joinedAt")
    .orderBy("c.contactId")
    .limit(TAKEN_MAX)
    .execute();
  return rows.map(({ stickyAgentId: agentId, joinedAt, ...row }) => ({
    ...row,
    agentId,
    joinedAtMs: joinedAt.getTime(),
  }));
}

/** Writes down with the events of a floor who answered messages, and which are over. */
export async function noteMessages(trx: DatabaseTransaction, events: readonly StampedEvent[]): Promise<void> {
  const answered = events.flatMap(({ body }) =>
    body.kind === "contact.answered" ? [{ c: body.contactId, g: body.agentId }] : [],
  );
  const closed = events.flatMap(({ body, atMs }) =>
    body.kind === "contact.closed" ? [{ c: body.contactId, o: body.outcome, a: new Date(atMs) }] : [],
  );
  // Calls are in them too; each costs a look by its key.
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

/** An agent's desk, and whether it is open on a page. */
export interface DeskChange {
  readonly agentId: string;
  readonly isThere: boolean;
}

/** Desks that were opened or left since the owner of the floor was told; he is from now on. */
export async function changedDesks(trx: DatabaseTransaction, now: Date): Promise<readonly DeskChange[]> {
  const { rows } = await sql<DeskChange>`
    update desk_presence set is_told = seen_until > ${now}::timestamptz
    where is_told <> (seen_until > ${now}::timestamptz) returning agent_id, is_told as is_there`.execute(trx);
  return rows;
}

/** Agents whose desk is open on a page; the owner of the floor is told of all of them. */
export async function allAtDesk(trx: DatabaseTransaction, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<DeskChange>`
    update desk_presence set is_told = seen_until > ${now}::timestamptz returning agent_id, is_told as is_there`.execute(
    trx,
  );
  return rows.flatMap(({ agentId, isThere }) => (isThere ? [agentId] : []));
}

/** Notes that desks of the transaction's tenant are open on pages until an instant. */
export async function noteDesks(
  trx: DatabaseTransaction,
  {
    tenantId,
    agentIds,
    until,
  }: { readonly tenantId: string; readonly agentIds: readonly string[]; readonly until: Date },
): Promise<void> {
  await sql`
    insert into desk_presence (agent_id, tenant_id, seen_until)
    select a.id, ${tenantId}::uuid, ${until}::timestamptz from agent a where a.id = any (${[...agentIds].toSorted()}::uuid[]) order by a.id
    on conflict (agent_id) do update set seen_until = excluded.seen_until`.execute(trx);
}
