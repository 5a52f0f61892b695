import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { InboundMessage } from "../delivery/gateway-port.ts";
import { decodeText } from "../intake/draft-message.ts";
import { recipientOf, waysToWrite } from "../intake/recipient.shared.ts";
import { owesInbound } from "../receipts/notice.store.ts";
import { publishReceived } from "../receipts/webhook-events.store.ts";
import { owesAnswer } from "./auto-reply.store.ts";
import { hasKeyword } from "./keyword.store.ts";
import { wordOf } from "./keyword.ts";
import { type OptOutAct, optOutActOf } from "./opt-out-word.ts";
import type { StoredInbound } from "./stored-inbound.ts";

/** A message that is older than this when its number is assigned to a call centre gets no automatic reply. */
const ANSWERED_MS_MAX = 3_600_000;

/** Continues with a message in the transaction that stores it. */
export type InboundHook = (trx: DatabaseTransaction, heard: StoredInbound) => Promise<void>;

interface Ground {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly onInbound?: InboundHook | undefined;
}

/** Octets of a message that are stored. */
const OCTETS_MAX = 1_600;
const ADDRESS_MAX = 21;

/**
 * Stores a message from a recipient for the call centre whose number or name it was sent to, carries out its keyword, and makes it due to one of the call
 * centre's SMPP accounts. False when no call centre has the number.
 */
export async function keepInbound(db: Database, message: InboundMessage, ground: Ground): Promise<boolean> {
  const { rows } = await sql<{ readonly id: string; readonly tenantId: string }>`
    select id, tenant_id from find_sms_sender(${waysToWrite(message.recipient)}::text[])`.execute(db);
  const [owner] = rows;
  if (owner === undefined) return false;
  await inTenant(db, owner.tenantId, (trx) => keepFor(trx, { message, owner }, ground));
  return true;
}

/** The call centre of a message, and the sender id that received it. */
export interface InboundOwner {
  readonly id: string;
  readonly tenantId: string;
}

/** Stores a message in a transaction of its call centre. */
export async function keepFor(
  trx: DatabaseTransaction,
  { message, owner }: { readonly message: InboundMessage; readonly owner: InboundOwner },
  ground: Ground,
): Promise<void> {
  const act = actOf(message);
  const inboundId = ground.newId();
  await trx
    .insertInto("smsInbound")
    .values({
      id: inboundId,
      tenantId: owner.tenantId,
      carrierId: message.carrierId,
      senderId: owner.id,
      sender: message.sender.slice(0, ADDRESS_MAX),
      recipient: message.recipient.slice(0, ADDRESS_MAX),
      coding: message.coding,
      act: act ?? null,
      payload: Buffer.from(message.octets.subarray(0, OCTETS_MAX)),
      reference: message.part?.reference ?? null,
      total: message.part?.total ?? null,
      place: message.part?.sequence ?? null,
      receivedAt: new Date(message.receivedAtMs),
    })
    .execute();
  const told = { ...receivedFields(message), id: inboundId, optOut: act ?? null };
  await publishReceived(trx, told, { eventId: ground.newId(), at: new Date(ground.nowMs) });
  const writer = recipientOf(message.sender);
  if (act !== undefined && writer !== undefined) await carryOut(trx, { act, owner, writer }, ground);
  const word = act === undefined && message.part === null ? wordOf(textOf(message)) : undefined;
  // Short codes and names cannot be answered; the sender of an old message no longer expects an answer.
  if (word !== undefined && writer !== undefined && message.receivedAtMs > ground.nowMs - ANSWERED_MS_MAX) {
    const { id: senderId, tenantId } = owner;
    await owesAnswer(trx, { inboundId, tenantId, senderId, writer, word }, ground.nowMs);
  }
  if (act === undefined && writer !== undefined && ground.onInbound !== undefined) {
    const { id: senderId, tenantId } = owner;
    const isFirst = message.part === null || message.part.sequence === 1;
    const first = isFirst ? wordOf(textOf(message)) : undefined;
    const isAnswered = first !== undefined && (await hasKeyword(trx, { senderId, word: first }));
    await ground.onInbound(trx, {
      inboundId,
      tenantId,
      senderId,
      writer,
      word: first,
      isAnswered,
      part: message.part,
      receivedAtMs: message.receivedAtMs,
    });
  }
  const account = await accountFor(trx, { senderId: owner.id, writer });
  if (account === undefined) return;
  const notice = { id: ground.newId(), tenantId: owner.tenantId, accountId: account, inboundId };
  await owesInbound(trx, { ...notice, at: new Date(ground.nowMs) });
}

const textOf = ({ coding, octets }: InboundMessage): string => decodeText(coding, octets);

function receivedFields(message: InboundMessage) {
  const { sender, recipient, part, receivedAtMs } = message;
  return {
    sender: sender.slice(0, ADDRESS_MAX),
    recipient: recipient.slice(0, ADDRESS_MAX),
    text: textOf(message),
    part: part === null ? null : { reference: part.reference, total: part.total, place: part.sequence },
    receivedAt: new Date(receivedAtMs).toISOString(),
  };
}

/** The opt-out or opt-in of a text; in a long message the first segment decides. An opt-in is the whole text, so never a long one. */
function actOf(message: InboundMessage): OptOutAct | undefined {
  if (message.part !== null && message.part.sequence !== 1) return undefined;
  const act = optOutActOf(textOf(message));
  return message.part !== null && act === "opt-in" ? undefined : act;
}

async function carryOut(
  trx: DatabaseTransaction,
  told: {
    readonly act: OptOutAct;
    readonly owner: InboundOwner;
    readonly writer: string;
  },
  { nowMs, newId }: Ground,
): Promise<void> {
  const { act, owner, writer: recipient } = told;
  if (act === "opt-in") {
    // Opt-in for this sender id only: an opt-out from all sender ids is not revoked by a message to one of them.
    await trx.deleteFrom("smsOptOut").where("recipient", "=", recipient).where("senderId", "=", owner.id).execute();
    return;
  }
  const senderId = act === "opt-out" ? owner.id : null;
  await trx
    .insertInto("smsOptOut")
    .values({ id: newId(), tenantId: owner.tenantId, recipient, senderId, source: "word", createdAt: new Date(nowMs) })
    .onConflict((conflict) => conflict.constraint("sms_opt_out_once").doNothing())
    .execute();
}

/**
 * The SMPP account that receives messages from a sender to a sender id: the configured one, else the one that last sent to that number under it, else the
 * oldest. Ended accounts receive nothing.
 */
async function accountFor(
  trx: DatabaseTransaction,
  { senderId, writer }: { readonly senderId: string; readonly writer: string | undefined },
): Promise<string | undefined> {
  const { rows } = await sql<{ readonly id: string }>`
    select a.id from sms_account a, sms_sender s
    left join lateral (
      select m.account_id as id from sms_message m
      join sms_account o on o.id = m.account_id and o.ended_at is null
      where m.tenant_id = s.tenant_id and m.recipient = ${writer ?? ""} and m.sender_id = s.id
      order by m.accepted_at desc, m.id desc limit 1) last on true
    where s.id = ${senderId}::uuid and a.tenant_id = s.tenant_id and a.ended_at is null
    order by a.id = s.inbound_account_id desc nulls last, a.id = last.id desc nulls last, a.created_at, a.id
    limit 1`.execute(trx);
  return rows[0]?.id;
}
