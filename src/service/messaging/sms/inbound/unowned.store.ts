import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { InboundMessage, TextCoding } from "../delivery/gateway-port.ts";
import { waysToWrite } from "../intake/recipient.shared.ts";
import { type InboundHook, keepFor } from "./inbound.store.ts";

/** Limit of unassigned messages: a carrier that routes numbers of others to this installation must not fill the disk. */
const UNOWNED_MAX = 10_000;
const ADDRESS_MAX = 21;
const OCTETS_MAX = 1_600;
/** A message that could not be assigned is tried again after this time. */
const ASIDE_MS = 15 * 60_000;
const AT_ONCE_MAX = 100;
const NUMBERS_MAX = 200;
const DAY_MS = 86_400_000;
/** Time within which a number may still be assigned to a call centre. */
const KEEP_MS = 30 * DAY_MS;

interface Ground {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly onInbound?: InboundHook | undefined;
}

/** Stores a message to an unassigned number; false when the limit is reached, or the message could not be delivered to any call centre. */
export async function keepUnowned(
  db: Database,
  message: InboundMessage,
  { newId, most = UNOWNED_MAX }: Pick<Ground, "newId"> & { readonly most?: number },
): Promise<boolean> {
  const { part } = message;
  const isFit = [message.sender, message.recipient].every(({ length }) => length >= 1 && length <= ADDRESS_MAX);
  if (!isFit || message.octets.length > OCTETS_MAX) return false;
  const row = {
    i: newId(),
    c: message.carrierId,
    s: message.sender,
    r: message.recipient,
    o: message.coding,
    w: waysToWrite(message.recipient),
    d: Buffer.from(message.octets).toString("hex"),
    a: new Date(message.receivedAtMs),
    e: part?.reference ?? null,
    t: part?.total ?? null,
    p: part?.sequence ?? null,
  };
  const { rows } = await sql<{ readonly isKept: boolean }>`
    select insert_sms_unassigned_inbound(${JSON.stringify(row)}::jsonb, ${most}::int) as is_kept`.execute(db);
  return rows[0]?.isKept ?? false;
}

interface OwnedRow {
  readonly id: string;
  readonly tenantId: string;
  readonly senderId: string;
  readonly carrierId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly coding: TextCoding;
  readonly payload: Buffer;
  readonly reference: number | null;
  readonly total: number | null;
  readonly place: number | null;
  readonly receivedAt: Date;
}

/**
 * Assigns messages to call centres that have their numbers by now, as if they had just arrived; returns how many. Each in a separate transaction: a message
 * that fails waits a while and delays no other.
 */
export async function handOverOwned(db: Database, ground: Ground): Promise<number> {
  const faults: unknown[] = [];
  for (let nth = 0; nth < AT_ONCE_MAX; nth += 1) {
    const hand: { row?: OwnedRow | undefined } = {};
    try {
      await db.transaction().execute(async (trx) => {
        const { rows } = await sql<OwnedRow>`
          select * from claim_assigned_sms_unassigned_inbound(${new Date(ground.nowMs)}::timestamptz, 1)`.execute(trx);
        [hand.row] = rows;
        if (hand.row !== undefined) await giveTo(trx, hand.row, ground);
      });
    } catch (error) {
      // Without a claimed row the error is not of a message.
      if (hand.row === undefined) throw error;
      faults.push(error);
      const until = new Date(ground.nowMs + ASIDE_MS);
      await sql`select put_aside_owned_sms(${hand.row.id}::uuid, ${until}::timestamptz)`.execute(db);
    }
    if (hand.row === undefined) return countOrThrow(nth, faults);
  }
  return countOrThrow(AT_ONCE_MAX, faults);
}

function countOrThrow(count: number, faults: readonly unknown[]): number {
  if (faults.length > 0) throw new AggregateError(faults, "not all messages could be given to who has their numbers");
  return count;
}

async function giveTo(trx: DatabaseTransaction, owned: OwnedRow, ground: Ground): Promise<void> {
  const { id: _id, tenantId, senderId, payload, receivedAt, reference, total, place, ...row } = owned;
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
  const isLong = reference !== null && total !== null && place !== null;
  const message: InboundMessage = {
    ...row,
    octets: new Uint8Array(payload),
    receivedAtMs: receivedAt.getTime(),
    part: isLong ? { reference, total, sequence: place } : null,
  };
  await keepFor(trx, { message, owner: { id: senderId, tenantId } }, ground);
}

/** Deletes messages that are too old to be assigned; returns how many. */
export async function forgetUnowned(
  db: Database,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_sms_unassigned_inbound(${new Date(nowMs - KEEP_MS)}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A number that received messages and is unassigned. */
export interface UnownedNumber {
  readonly recipient: string;
  readonly carrier: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Unassigned numbers, latest first. */
export async function unownedNumbers(db: Database, most = NUMBERS_MAX): Promise<readonly UnownedNumber[]> {
  const { rows } = await sql<UnownedNumber>`
    select recipient, carrier, count, first_at, last_at from sms_unassigned_inbound_numbers(${most}::int)`.execute(db);
  return rows;
}

/** Number of unassigned messages, for the installation's metrics. */
export async function countUnowned(db: Database): Promise<number> {
  return (await unownedNumbers(db, UNOWNED_MAX)).reduce((sum, { count }) => sum + count, 0);
}
