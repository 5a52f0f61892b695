import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { InboundPart, Line } from "./conversation.ts";
import { reassembleMessages } from "./conversation.ts";
import { CONVERSATION_MAX, THREAD_ROUTES_MAX } from "./limits.shared.ts";

const PAGE = 50;

/** The turn of a message contact, with its conversation. */
export async function turnOf(trx: DatabaseTransaction, contactId: string) {
  return trx
    .selectFrom("messageContact as c")
    .innerJoin("smsThread as t", "t.id", "c.threadId")
    .select(["c.contactId", "c.threadId", "c.queueId", "c.closedAt"])
    .select(["t.own", "t.customer", "t.openedAt", "t.closedAt as endedAt", "t.senderId"])
    .where("c.contactId", "=", contactId)
    .executeTakeFirst();
}

/** Prefix of the reference of outbound messages of a conversation, followed by the agent's id. */
export const referenceOf = (threadId: string, agentId = ""): string => `thread ${threadId} ${agentId}`;

/** Lines of a conversation, oldest first, and the customer's newest message. */
export async function linesOf(
  trx: DatabaseTransaction,
  thread: { readonly id: string; readonly customer: string; readonly openedAt: Date },
): Promise<{ readonly lines: readonly Line[]; readonly lastHeardId: string | null }> {
  const parts = await listInboundParts(trx, thread.id);
  const heard = reassembleMessages(parts).map(
    ({ id, atMs, text, missing }): Line => ({
      id,
      at: new Date(atMs).toISOString(),
      from: "customer",
      text,
      state: null,
      agentName: null,
      missing,
    }),
  );
  const said = await listOutboundMessages(trx, thread);
  const lines = [...heard, ...said].toSorted((one, other) => one.at.localeCompare(other.at)).slice(-CONVERSATION_MAX);
  return { lines, lastHeardId: parts[0]?.id ?? null };
}

/** Segments that the customer sent, newest first: a late segment of an earlier message also counts as the newest. */
async function listInboundParts(trx: DatabaseTransaction, threadId: string): Promise<readonly InboundPart[]> {
  const { rows } = await sql<InboundPart>`
    select i.id, (extract(epoch from i.received_at) * 1000)::float8 as at_ms, case when not i.is_text_gone then sms_text(i.coding, i.payload) end as text,
      i.reference, i.total, i.place
    from sms_thread_entry e join sms_inbound i on i.id = e.inbound_id where e.thread_id = ${threadId}::uuid
    order by i.received_at desc, i.id desc limit ${CONVERSATION_MAX}`.execute(trx);
  return rows;
}

/** Outbound messages of the conversation, found by number and reference; of the messages without an API key only these have such a reference. */
async function listOutboundMessages(
  trx: DatabaseTransaction,
  { id, customer, openedAt }: { readonly id: string; readonly customer: string; readonly openedAt: Date },
): Promise<readonly Line[]> {
  const { rows } = await sql<{
    readonly id: string;
    readonly at: Date;
    readonly text: string | null;
    readonly state: string;
    readonly agentName: string | null;
  }>`
    select m.id, m.accepted_at as at, m.state, a.name as agent_name,
      case when m.text_digest is null then (select string_agg(sms_text(m.coding, p.payload), '' order by p.sequence)
        from sms_segment p where p.message_id = m.id) end as text
    from sms_message m left join agent a on a.id::text = split_part(m.own_reference, ' ', 3)
    where m.tenant_id = current_tenant() and m.recipient = ${customer} and m.accepted_at >= ${openedAt}::timestamptz
      and m.account_id is null and m.api_key_id is null and starts_with(m.own_reference, ${referenceOf(id)})
    order by m.accepted_at desc limit ${CONVERSATION_MAX}`.execute(trx);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString(), from: "us", missing: 0 }));
}

/** Records that an agent has replied. */
export async function noteReply(trx: DatabaseTransaction, threadId: string, at: Date): Promise<void> {
  await trx.updateTable("smsThread").set({ lastOutAt: at }).where("id", "=", threadId).execute();
}

/**
 * Records that an agent ends a turn, and ends the conversation with it if the agent chose so. Returns false, and changes nothing, when a newer message has
 * arrived that the agent has not seen.
 */
export async function noteDone(
  trx: DatabaseTransaction,
  told: {
    readonly threadId: string;
    readonly contactId: string;
    readonly lastHeardId: string | null;
    readonly ends: boolean;
  },
): Promise<boolean> {
  const { threadId, contactId, lastHeardId, ends } = told;
  await trx.selectFrom("smsThread").select("id").where("id", "=", threadId).forUpdate().execute();
  const [newest] = await listInboundParts(trx, threadId);
  if ((newest?.id ?? null) !== lastHeardId) return false;
  await trx
    .updateTable("smsThread")
    .set({ waitingSince: null, ...(ends ? { closesWith: contactId } : { closesWith: null }) })
    .where("id", "=", threadId)
    .where("closedAt", "is", null)
    .execute();
  return true;
}

/** Whether an agent has chosen the outcome (disposition) of a contact. */
export async function hasDisposition(trx: DatabaseTransaction, contactId: string): Promise<boolean> {
  const row = await trx
    .selectFrom("contactNote")
    .select("id")
    .where("contactId", "=", contactId)
    .where("dispositionId", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the queue has dispositions to choose from. */
export async function mustChoose(trx: DatabaseTransaction, queueId: string): Promise<boolean> {
  const row = await trx
    .selectFrom("disposition")
    .select("id")
    .where("endedAt", "is", null)
    .where((eb) => eb.or([eb("queueId", "is", null), eb("queueId", "=", queueId)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Routes of numbers to queues of the transaction's call centre. */
export async function listRoutes(trx: DatabaseTransaction) {
  return trx
    .selectFrom("smsThreadRoute as r")
    .innerJoin("smsSender as s", "s.id", "r.senderId")
    .innerJoin("queue as q", "q.id", "r.queueId")
    .leftJoin("namedHours as h", "h.id", "r.hoursId")
    .select(["r.id", "r.senderId", "s.value as sender", "r.word", "r.queueId", "q.name as queueName"])
    .select(["r.idleHours", "r.hoursId", "h.name as hoursName", "r.awayText", "r.createdAt"])
    .select((eb) => eb("q.endedAt", "is not", null).as("isQueueGone"))
    .where("s.endedAt", "is", null)
    .orderBy(sql`lower(s.value)`)
    .orderBy(sql`r.word nulls last`)
    .limit(THREAD_ROUTES_MAX)
    .execute();
}

/** Choices for a new route: numbers that can receive messages, queues, opening hours. */
export async function routeChoices(trx: DatabaseTransaction) {
  const senders = await trx
    .selectFrom("smsSender")
    .select(["id", "value"])
    .where("endedAt", "is", null)
    .orderBy(sql`lower(value)`)
    .execute();
  const queues = await trx
    .selectFrom("queue")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy(sql`lower(name)`)
    .limit(1_000)
    .execute();
  const hours = await trx
    .selectFrom("namedHours")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy(sql`lower(name)`)
    .limit(1_000)
    .execute();
  return { senders, queues, hours };
}

/** A route as stored. */
export interface RouteRow {
  readonly id: string;
  readonly tenantId: string;
  readonly senderId: string;
  readonly word: string | null;
  readonly queueId: string;
  readonly idleHours: number;
  readonly hoursId: string | null;
  readonly awayText: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Inserts a route, unless the limit is reached or it names something outside the call centre. */
export async function insertRoute(
  trx: DatabaseTransaction,
  row: RouteRow,
): Promise<"done" | "sms-thread-route-limit" | "sms-thread-route-unfit"> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms thread route ${row.tenantId}`}, 0))`.execute(trx);
  // Routes of ended numbers do not count: no list shows them, so they could not be deleted.
  const known = await trx
    .selectFrom("smsThreadRoute as r")
    .innerJoin("smsSender as s", "s.id", "r.senderId")
    .select("r.id")
    .where("s.endedAt", "is", null)
    .limit(THREAD_ROUTES_MAX)
    .execute();
  if (known.length >= THREAD_ROUTES_MAX) return "sms-thread-route-limit";
  // The lock prevents the queue from being ended before the commit; the check below sees whether it has ended already.
  await trx.selectFrom("queue").select("id").where("id", "=", row.queueId).forShare().execute();
  const { senders, queues, hours } = await routeChoices(trx);
  const has = (all: readonly { readonly id: string }[], id: string) => all.some((one) => one.id === id);
  const isFit =
    has(senders, row.senderId) && has(queues, row.queueId) && (row.hoursId === null || has(hours, row.hoursId));
  if (!isFit) return "sms-thread-route-unfit";
  await trx.insertInto("smsThreadRoute").values(row).execute();
  return "done";
}

/** Deletes a route; undefined when it does not exist. Open conversations stay in their queue. */
export async function deleteRoute(trx: DatabaseTransaction, id: string) {
  return trx
    .deleteFrom("smsThreadRoute")
    .where("id", "=", id)
    .returning(["senderId", "word", "queueId"])
    .executeTakeFirst();
}

/** A page of conversations, newest first. */
export async function listThreads(
  trx: DatabaseTransaction,
  {
    customer,
    before,
    isOpen,
  }: { readonly customer?: string | undefined; readonly before?: string | undefined; readonly isOpen: boolean },
) {
  let query = trx
    .selectFrom("smsThread as t")
    .innerJoin("queue as q", "q.id", "t.queueId")
    .leftJoin("messageContact as c", (join) => join.onRef("c.threadId", "=", "t.id").on("c.closedAt", "is", null))
    .leftJoin("openContact as o", "o.contactId", "c.contactId")
    .leftJoin("agent as a", "a.id", "o.agentId")
    .select(["t.id", "t.own", "t.customer", "q.name as queueName", "t.openedAt", "t.lastInAt", "t.lastOutAt"])
    .select(["t.waitingSince", "t.closedAt", "t.closedWhy", "c.contactId", "o.state", "a.name as agentName"]);
  if (customer !== undefined) query = query.where("t.customer", "=", customer);
  if (isOpen) query = query.where("t.closedAt", "is", null);
  if (before !== undefined)
    query = query.where(
      sql<boolean>`(t.opened_at, t.id) < (select f.opened_at, f.id from sms_thread f where f.id = ${before}::uuid)`,
    );
  const rows = await query
    .orderBy("t.openedAt", "desc")
    .orderBy("t.id", "desc")
    .limit(PAGE + 1)
    .execute();
  return { items: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null };
}

/** Deletes up to `limit` ended conversations of the number of an erasure request; the database reads the request itself. */
export async function eraseThreads(
  trx: DatabaseTransaction,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<readonly { readonly name: "short-messages"; readonly count: number }[]> {
  const { rows } = await (
    sql`
    select erase_threads_of_request(${id}::uuid, ${limit}::int) as count` as RawBuilder<{ readonly count: number }>
  ).execute(trx);
  return [{ name: "short-messages", count: rows[0]?.count ?? 0 }];
}
