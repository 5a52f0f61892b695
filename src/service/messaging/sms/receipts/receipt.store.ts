import { sql } from "kysely";
import { type Database, inTenant } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { byTenant, VALIDITY_OVER } from "../delivery/delivery.store.ts";
import type { CarrierReceipt } from "../delivery/gateway-port.ts";
import { lockMessages, type PartChange, settleParts } from "../delivery/settle-parts.store.ts";
import { type FinalState, finalOf, isFinal } from "../intake/part-state.ts";
import { recipientOf } from "../intake/recipient.shared.ts";
import { writeApart } from "../intake/write-apart.effects.ts";

/** Waiting receipts are ordered by `look_until`, which is this long after their arrival. */
const POLL_AGAIN_MS = 60_000;
/** A receipt without a match after this time is stored as unmatched. */
const UNMATCHED_AFTER_MS = 3 * 86_400_000;
/** A segment without a receipt this long after its validity period has the state unknown. */
const RECEIPT_GRACE_MS = 86_400_000;

interface Ground {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly rules: ShortMessageRules;
}

const CODE_MAX = 40;
const ADDRESS_MAX = 21;

/** Stores receipts, with ids normalised by their carriers' quirks and numbers in international form; they are not applied yet. */
export async function keepReceipts(
  db: Database,
  receipts: readonly CarrierReceipt[],
  { nowMs, newId }: Omit<Ground, "rules">,
): Promise<void> {
  const rows = receipts.map((one) => ({
    i: newId(),
    c: one.carrierId,
    m: one.carrierMessageId,
    r: addressOf(one.recipient),
    s: one.state,
    e: bare(one.errorCode ?? "").slice(0, CODE_MAX) || null,
    a: new Date(one.receivedAtMs),
    u: new Date(nowMs + POLL_AGAIN_MS),
  }));
  await sql`select insert_sms_receipts(${JSON.stringify(rows)}::jsonb)`.execute(db);
}

/** Normalises a number in any spelling, with + or in national form, for comparison with stored numbers. */
function addressOf(written: string | null): string | null {
  return written === null ? null : (recipientOf(written) ?? bare(written).slice(0, ADDRESS_MAX));
}

const bare = (written: string): string => written.replaceAll(/\p{Cc}/gu, "");

interface MatchedReceipt {
  readonly id: string;
  readonly receivedAt: Date;
  readonly state: CarrierReceipt["state"];
  readonly errorCode: string | null;
  readonly tenantId: string;
  readonly messageId: string;
  readonly sequence: number;
}

const AT_ONCE_MAX = 500;

/** Carrier message ids that were just assigned, whose receipts may have arrived before. */
export type GivenIds = readonly { readonly carrierId: string; readonly carrierMessageId: string }[];

/** A position among waiting receipts, in order of arrival. */
export interface ReceiptPlace {
  readonly lookUntil: Date;
  readonly receiptId: string;
}

const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** The position before all receipts of the last `beforeMs`. */
export function placeOfReceipts(nowMs: number, beforeMs: number): ReceiptPlace {
  return { lookUntil: new Date(nowMs + POLL_AGAIN_MS - beforeMs), receiptId: NIL_UUID };
}

/** The next waiting receipts after a position, up to the limit; fewer at the end. */
export async function earlyReceipts(
  db: Database,
  { lookUntil, receiptId }: ReceiptPlace,
  limit: number,
): Promise<readonly ReceiptPlace[]> {
  const found = await sql<ReceiptPlace>`select * from early_sms_receipts(${lookUntil}::timestamptz, ${receiptId}::uuid,
    ${limit}::int)`.execute(db);
  return found.rows;
}

/**
 * Matches receipts to segments: the given ones, and those of ids just assigned to segments. Pass no more than a few hundred at once. Returns how many notices
 * are due now.
 */
export async function matchReceipts(
  db: Database,
  { receiptIds, given }: { readonly receiptIds: readonly string[]; readonly given: GivenIds },
  ground: Ground,
): Promise<{ readonly owed: number }> {
  if (receiptIds.length + given.length === 0) return { owed: 0 };
  return db.transaction().execute(async (trx) => {
    const found = await sql<{
      readonly receiptId: string;
      readonly receivedAt: Date;
      readonly receiptState: CarrierReceipt["state"];
      readonly receiptError: string | null;
      readonly tenantId: string;
      readonly messageId: string;
      readonly sequence: number;
    }>`select * from lock_matching_sms_receipts(${receiptIds}::uuid[],
      ${given.map(({ carrierId }) => carrierId)}::uuid[], ${given.map(({ carrierMessageId }) => carrierMessageId)}::text[])`.execute(
      trx,
    );
    const matched = found.rows.map(
      ({ receiptId, receiptState, receiptError, ...row }): MatchedReceipt => ({
        ...row,
        id: receiptId,
        state: receiptState,
        errorCode: receiptError,
      }),
    );
    let owed = 0;
    const refundsLater: (() => Promise<void>)[] = [];
    const standings: { i: string; s: string; m: string; q: number }[] = [];
    for (const [tenantId, own] of [...Map.groupBy(matched, (one) => one.tenantId)].toSorted(byTenant)) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      const messages = await lockMessages(
        trx,
        own.map(({ messageId }) => messageId),
      );
      const { changes, applied } = readChanges(own, (id, sequence) => {
        return messages.get(id)?.parts.find((part) => part.sequence === sequence)?.state;
      });
      owed += (await settleParts(trx, { tenantId, messages, changes, refundsLater, ...ground })).owed;
      for (const one of own)
        standings.push({ i: one.id, s: applied.has(one.id) ? "applied" : "noted", m: one.messageId, q: one.sequence });
    }
    if (standings.length > 0) await sql`select settle_sms_receipts(${JSON.stringify(standings)}::jsonb)`.execute(trx);
    for (const pay of refundsLater) await pay();
    return { owed };
  });
}

/** Applies the first final receipt of a segment; all others are only recorded. */
function readChanges(
  receipts: readonly MatchedReceipt[],
  stateOf: (messageId: string, sequence: number) => string | undefined,
): { readonly changes: readonly PartChange[]; readonly applied: ReadonlySet<string> } {
  const changes = new Map<string, PartChange>();
  const applied = new Set<string>();
  for (const receipt of receipts.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime())) {
    const key = `${receipt.messageId}/${receipt.sequence}`;
    const state = finalOf(receipt.state);
    const before = stateOf(receipt.messageId, receipt.sequence);
    if (state === undefined || changes.has(key) || before === undefined || isFinal(before)) continue;
    const errorCode = state === "delivered" ? "" : (receipt.errorCode ?? receipt.state);
    const { messageId, sequence } = receipt;
    changes.set(key, { messageId, sequence, step: { next: "final", state, errorCode }, carrierId: null });
    applied.add(receipt.id);
  }
  return { changes: [...changes.values()], applied };
}

/** Marks receipts that are days old without a match as unmatched; returns how many. */
export async function giveUpReceipts(db: Database, nowMs: number): Promise<number> {
  const before = new Date(nowMs - UNMATCHED_AFTER_MS);
  const done = await sql<{
    readonly count: number;
  }>`select expire_sms_receipts(${before}::timestamptz) as count`.execute(db);
  return done.rows[0]?.count ?? 0;
}

/** A position among overdue segments, in the order of their validity; its timestamp in the database's notation. */
interface OverduePlace {
  readonly validUntil: string;
  readonly messageId: string;
  readonly sequence: number;
}

interface Overdue extends OverduePlace {
  readonly tenantId: string;
}

/** States in which a segment may be overdue. */
type OverdueState = "waiting" | "sent";

/** How far overdue segments have been processed, by state. */
export type OverduePlaces = Map<OverdueState, OverduePlace>;

const FIRST_OVERDUE: OverduePlace = { validUntil: "-infinity", messageId: NIL_UUID, sequence: 0 };

/**
 * Ends overdue segments: expired when never sent, unknown when no receipt arrived. Each run processes a batch, the next run continues behind it, and starts
 * again after the last: segments that cannot be ended do not block others. Returns how many were due.
 */
export async function expireParts(
  db: Database,
  ground: Ground,
  { places, most = AT_ONCE_MAX }: { readonly places: OverduePlaces; readonly most?: number },
): Promise<number> {
  const over = { waiting: ground.nowMs, sent: ground.nowMs - RECEIPT_GRACE_MS };
  const faults: unknown[] = [];
  let due = 0;
  for (const state of ["waiting", "sent"] as const) {
    const { validUntil, messageId, sequence } = places.get(state) ?? FIRST_OVERDUE;
    const { rows } =
      await sql<Overdue>`select * from overdue_sms_segments(${state}, ${new Date(over[state])}::timestamptz,
      ${validUntil}::timestamptz, ${messageId}::uuid, ${sequence}::smallint, ${most}::int)`.execute(db);
    due += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < most) places.delete(state);
    else places.set(state, last);
    for (const [tenantId, own] of Map.groupBy(rows, (row) => row.tenantId)) {
      const messages = [...Map.groupBy(own, (row) => row.messageId).values()];
      const end = (some: readonly (readonly Overdue[])[]) =>
        endOverdue(db, { tenantId, state, due: some.flat() }, ground);
      // Continues with the other messages when one cannot be written, or when another transaction has the rows of one call centre locked.
      await writeApart(messages, end, async (_, error) => void faults.push(error)).catch((error: unknown) =>
        faults.push(error),
      );
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "not all parts that are over could be ended");
  return due;
}

async function endOverdue(
  db: Database,
  told: { readonly tenantId: string; readonly state: OverdueState; readonly due: readonly Overdue[] },
  ground: Ground,
): Promise<void> {
  const { tenantId, state, due } = told;
  await inTenant(db, tenantId, async (trx) => {
    const messages = await lockMessages(
      trx,
      due.map(({ messageId }) => messageId),
    );
    const changes = due.flatMap(({ messageId, sequence }): readonly PartChange[] => {
      const part = messages.get(messageId)?.parts.find((one) => one.sequence === sequence);
      if (part?.state !== state) return [];
      const waited: FinalState = part.sentUnsure ? "unknown" : "expired";
      const final: { readonly state: FinalState; readonly errorCode: string } =
        state === "sent" ? { state: "unknown", errorCode: "no-receipt" } : { state: waited, errorCode: VALIDITY_OVER };
      return [{ messageId, sequence, step: { next: "final", ...final }, carrierId: null }];
    });
    await settleParts(trx, { tenantId, messages, changes, ...ground });
  });
}
