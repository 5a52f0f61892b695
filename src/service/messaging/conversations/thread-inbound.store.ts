import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StoredInbound } from "../sms/index.ts";
import { chooseRoute, type ThreadRoute } from "./choose-route.ts";

/** How much earlier than the first segment other segments of a long message may have arrived. */
const EARLIER_MS = 3_600_000;

interface Ground {
  readonly newId: () => string;
}

/**
 * Begins a conversation with a message from a recipient, or continues the open one between the two numbers, in the transaction that stores the message. If no
 * agent has the conversation, it waits in its queue from then on.
 */
export async function continueThread(trx: DatabaseTransaction, heard: StoredInbound, { newId }: Ground): Promise<void> {
  const { tenantId, senderId, writer, inboundId } = heard;
  const receivedAt = new Date(heard.receivedAtMs);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms thread ${senderId} ${writer}`}, 0))`.execute(trx);
  const open = await trx
    .selectFrom("smsThread")
    .select("id")
    .where("senderId", "=", senderId)
    .where("customer", "=", writer)
    .where("closedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  const threadId = open?.id ?? (await beginThread(trx, heard, newId));
  if (threadId === undefined) return;
  await trx
    .updateTable("smsThread")
    .set((eb) => ({
      lastInAt: sql<Date>`greatest(last_in_at, ${receivedAt}::timestamptz)`,
      waitingSince: eb.fn.coalesce("waitingSince", sql<Date>`${receivedAt}::timestamptz`),
    }))
    .where("id", "=", threadId)
    .execute();
  await trx.insertInto("smsThreadEntry").values({ inboundId, threadId, tenantId }).execute();
  await waitInQueue(trx, { tenantId, threadId, contactId: newId() });
}

async function beginThread(
  trx: DatabaseTransaction,
  heard: StoredInbound,
  newId: () => string,
): Promise<string | undefined> {
  const { tenantId, senderId, writer } = heard;
  const receivedAt = new Date(heard.receivedAtMs);
  const route = chooseRoute({ routes: await routesOf(trx, senderId), word: heard.word, isAnswered: heard.isAnswered });
  const sender = await trx.selectFrom("smsSender").select("value").where("id", "=", senderId).executeTakeFirst();
  if (route === undefined || sender === undefined) return undefined;
  const id = newId();
  const { queueId, idleHours, hoursId, awayText } = route;
  const last = await trx
    .selectFrom("smsThread")
    .select("lastAgentId")
    .where("senderId", "=", senderId)
    .where("customer", "=", writer)
    .orderBy("openedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  await trx
    .insertInto("smsThread")
    .values({
      id,
      tenantId,
      senderId,
      own: sender.value,
      customer: writer,
      queueId,
      idleHours,
      hoursId,
      awayText,
      openedAt: receivedAt,
      lastInAt: receivedAt,
      lastAgentId: last?.lastAgentId ?? null,
      awayDueAt: hoursId === null ? null : receivedAt,
    })
    .execute();
  await joinEarlierParts(trx, heard, id);
  return id;
}

/** Adds segments that arrived before the one with the keyword to the conversation. */
async function joinEarlierParts(trx: DatabaseTransaction, heard: StoredInbound, threadId: string): Promise<void> {
  const { part, inboundId, tenantId, senderId, receivedAtMs } = heard;
  if (part === null) return;
  await sql`
    insert into sms_thread_entry (inbound_id, thread_id, tenant_id)
    select i.id, ${threadId}::uuid, ${tenantId}::uuid from sms_inbound i
    join sms_inbound own on own.id = ${inboundId}::uuid
    where i.sender_id = ${senderId}::uuid and i.sender = own.sender and i.id <> own.id
      and i.reference = ${part.reference}::int and i.total = ${part.total}::int
      and i.received_at > ${new Date(receivedAtMs - EARLIER_MS)}::timestamptz
    on conflict (inbound_id) do nothing`.execute(trx);
}

async function routesOf(trx: DatabaseTransaction, senderId: string): Promise<readonly ThreadRoute[]> {
  return trx
    .selectFrom("smsThreadRoute as r")
    .innerJoin("queue as q", "q.id", "r.queueId")
    .select(["r.id", "r.word", "r.queueId", "r.idleHours", "r.hoursId", "r.awayText"])
    .where("r.senderId", "=", senderId)
    .where("q.endedAt", "is", null)
    .execute();
}

/** Puts the conversation into its queue, unless an agent has it or it waits there already. */
async function waitInQueue(
  trx: DatabaseTransaction,
  {
    tenantId,
    threadId,
    contactId,
  }: { readonly tenantId: string; readonly threadId: string; readonly contactId: string },
): Promise<void> {
  await sql`
    insert into message_contact (contact_id, tenant_id, thread_id, queue_id, sticky_agent_id, caller, called, joined_at)
    select ${contactId}::uuid, ${tenantId}::uuid, t.id, t.queue_id, t.last_agent_id, '+' || t.customer, t.own, t.waiting_since
    from sms_thread t where t.id = ${threadId}::uuid
      and not exists (select from message_contact c where c.thread_id = t.id and c.closed_at is null)`.execute(trx);
}
