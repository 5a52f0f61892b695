import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import { decodeText } from "./draft-message.ts";
import type { InboundMessage } from "./gateway-port.ts";
import { owesInbound } from "./notice.store.ts";
import { type OptOutAct, optOutActOf } from "./opt-out-word.ts";
import { recipientOf } from "./recipient.shared.ts";

interface Ground {
  readonly nowMs: number;
  readonly newId: () => string;
}

/** Octets of a message that are kept. */
const OCTETS_MAX = 1_600;
const ADDRESS_MAX = 21;

/**
 * Keeps a message from a recipient for the call centre whose number or name it was sent to, does what its word asks for, and owes it to
 * the call centre's first program. False when nobody's number it is.
 */
export async function keepInbound(db: Database, message: InboundMessage, ground: Ground): Promise<boolean> {
  const { rows } = await sql<{ readonly id: string; readonly tenantId: string }>`
    select id, tenant_id from find_sms_sender(${waysToWrite(message.recipient)}::text[])`.execute(db);
  const [owner] = rows;
  if (owner === undefined) return false;
  const act = actOf(message);
  await inTenant(db, owner.tenantId, async (trx) => {
    const inboundId = ground.newId();
    await trx
      .insertInto("smsInbound")
      .values({
        ...{ id: inboundId, tenantId: owner.tenantId, carrierId: message.carrierId, senderId: owner.id },
        ...{ sender: message.sender.slice(0, ADDRESS_MAX), recipient: message.recipient.slice(0, ADDRESS_MAX) },
        ...{ coding: message.coding, act: act ?? null, payload: Buffer.from(message.octets.subarray(0, OCTETS_MAX)) },
        reference: message.part?.reference ?? null,
        total: message.part?.total ?? null,
        place: message.part?.sequence ?? null,
        receivedAt: new Date(message.receivedAtMs),
      })
      .execute();
    const writer = recipientOf(message.sender);
    if (act !== undefined && writer !== undefined) await carryOut(trx, { act, owner, writer }, ground);
    const account = await firstAccount(trx);
    if (account === undefined) return;
    const notice = { id: ground.newId(), tenantId: owner.tenantId, accountId: account, inboundId };
    await owesInbound(trx, { ...notice, at: new Date(ground.nowMs) });
  });
  return true;
}

/** What an address may be kept as: as it came, as E.164 without +, as within the country. */
function waysToWrite(address: string): readonly string[] {
  const number = recipientOf(address);
  const ways = number === undefined ? [address] : [address, number, number.replace(/^62/, "0")];
  return [...new Set(ways.map((way) => way.replaceAll(/\p{Cc}/gu, "").toLowerCase()))];
}

/** What a text asks for; of a long one, its first part says so. That messages are wanted again is all that a text says, so no long one. */
function actOf({ part, coding, octets }: InboundMessage): OptOutAct | undefined {
  if (part !== null && part.sequence !== 1) return undefined;
  const act = optOutActOf(decodeText(coding, octets));
  return part !== null && act === "opt-in" ? undefined : act;
}

async function carryOut(
  trx: DatabaseTransaction,
  told: {
    readonly act: OptOutAct;
    readonly owner: { readonly id: string; readonly tenantId: string };
    readonly writer: string;
  },
  { nowMs, newId }: Ground,
): Promise<void> {
  const { act, owner, writer: recipient } = told;
  if (act === "opt-in") {
    // Of this sender id alone: that somebody wants nothing of all is not taken back by a word to one of them.
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

async function firstAccount(trx: DatabaseTransaction): Promise<string | undefined> {
  const row = await trx
    .selectFrom("smsAccount")
    .select("id")
    .where("endedAt", "is", null)
    .orderBy("createdAt")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
