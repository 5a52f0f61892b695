import { sql } from "kysely";
import { present } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant, PREPARED } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { afterTurns, allot, type FairShare, NEW_SHARE, type PartQueue, QUEUES_MAX } from "../intake/fair-share.ts";
import { heldByFirst, type PartBehind } from "../intake/first-part.ts";
import { judgeSending, type RegistrationState, type SendingVerdict } from "../intake/lawful-sending.ts";
import { partIdOf } from "../intake/part-id.ts";
import type { Zone } from "../intake/promotion-hours.shared.ts";
import { similarNameOf } from "../intake/similar-names.ts";
import { chooseCarrier } from "../routing/choose-carrier.ts";
import { grantPrefixes } from "../routing/prefix-rate.store.ts";
import { beyondGrants, countedPrefix, demandByPrefix } from "../routing/prefix-rate.ts";
import type { SmsRoutingTable } from "../routing/routing-table.store.ts";
import type { DuePart, MessageCategory } from "./gateway-port.ts";
import { type LockedMessage, lockMessages, type PartChange, settleParts } from "./settle-parts.store.ts";

/** Context of delivery operations. */
export interface DeliveryGround {
  readonly book: SmsRoutingTable;
  readonly rules: ShortMessageRules;
  readonly nowMs: number;
  readonly newId: () => string;
}

interface DueRow extends Omit<PartBehind, "firstDueMs"> {
  readonly firstDueAt: Date | null;
  readonly validUntil: Date;
  readonly tenantId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly category: MessageCategory;
  readonly zone: Zone | null;
  readonly coding: "gsm" | "ucs2";
  readonly payload: Buffer;
  readonly reference: number | null;
  readonly total: number | null;
  readonly place: number | null;
  readonly attempts: number;
  readonly refusedBy: readonly string[];
  readonly registration: RegistrationState | null;
  readonly registeredUntil: string | null;
  readonly isSenderOpen: boolean;
  readonly ownerProof: string | null;
  readonly isOptedOut: boolean;
  readonly isBarred: boolean;
  readonly priority: number;
}

/** Options of a claim. */
export interface Claim {
  readonly runId: string;
  readonly carrierId: string;
  readonly limit: number;
  /** Fair-share state of each carrier in this process; updated by the claim. */
  readonly shares: Map<string, FairShare>;
  /** Called when segments that may not be sent by this carrier could not be rerouted or ended: they stay for the next claim. */
  readonly onFault: (error: unknown) => void;
}

/** Limit of passes of one claim: segments that have to wait must not hide due segments behind them. */
const CLAIM_PASSES_MAX = 40;

/**
 * Leases segments that are due for a carrier to a live run, after judging each again by the present facts. Segments that have to wait are rescheduled. Segments
 * that this carrier may not send are rerouted or become final in a separate transaction, so that its failure does not affect the leased ones.
 */
export async function claimParts(db: Database, asked: Claim, ground: DeliveryGround): Promise<readonly DuePart[]> {
  const parts: DuePart[] = [];
  for (let look = 0; look < CLAIM_PASSES_MAX && parts.length < asked.limit; look += 1) {
    const limit = asked.limit - parts.length;
    const { judged, isStuck } = await claimOnce(db, { ...asked, limit }, ground).catch((error: unknown) => {
      if (parts.length === 0) throw error;
      asked.onFault(error);
      return NOTHING;
    });
    parts.push(...judged.filter(({ verdict }) => verdict.verdict === "send").map(({ row }) => duePart(row, asked)));
    // A queue may have had less than its share: the others get the rest. Segments that could not be rerouted or ended would only be claimed again.
    if (judged.length === 0 || isStuck) break;
  }
  return parts;
}

interface ClaimPass {
  readonly judged: readonly Judged[];
  /** Whether due segments that may not be sent here remain, because rerouting or ending them failed. */
  readonly isStuck: boolean;
}

const NOTHING: ClaimPass = { judged: [], isStuck: false };

async function claimOnce(db: Database, asked: Claim, ground: DeliveryGround): Promise<ClaimPass> {
  const { carrierId, limit, shares } = asked;
  const share = shares.get(carrierId) ?? NEW_SHARE;
  const queues = await dueQueues(db, carrierId, ground.nowMs);
  const turns = allot(share, queues, limit);
  if (turns.length === 0) return NOTHING;
  const judged = await db.transaction().execute(async (trx) => {
    const due = await sql<DueRow>`select * from lock_due_sms_segments(
      ${asked.runId}::uuid, ${carrierId}::uuid, ${new Date(ground.nowMs)}::timestamptz, ${turns.map(({ priority }) => priority)}::smallint[],
      ${turns.map(({ tenantId }) => tenantId)}::uuid[], ${turns.map(({ count }) => count)}::int[])`.execute(trx);
    const firsts = new Set(due.rows.filter(({ sequence }) => sequence === 1).map(({ messageId }) => messageId));
    const verdicts = new Map(due.rows.map((row) => [row, judgeFirst(row, firsts, ground)]));
    // Call centres in the order of their ids, since the locks of their rate counters are held until the commit.
    for (const [tenantId, rows] of [...Map.groupBy(due.rows, (row) => row.tenantId)].toSorted(byTenant)) {
      const begins = rows.filter((row) => verdicts.get(row)?.verdict === "send" && row.sequence === 1 && !row.isBegun);
      const beyond = await beyondRates(trx, { tenantId, begins }, ground);
      const fullUntil = new Map([...beyond].map(([row, untilMs]) => [row.messageId, untilMs]));
      // Messages are sent as a whole: the other segments wait with the first.
      for (const row of rows) {
        const fullUntilMs = fullUntil.get(row.messageId);
        if (fullUntilMs !== undefined) verdicts.set(row, judgeDue(row, fullUntilMs, ground));
      }
    }
    const done = due.rows.map((row) => judgedOf(row, verdicts));
    await hold(trx, asked, done);
    return done;
  });
  // Reads the share again, since a concurrent claim of this process may have changed it.
  const nowShared = shares.get(carrierId) ?? NEW_SHARE;
  shares.set(carrierId, afterTurns(nowShared, { queues, allotted: turns, taken: judged.map(({ row }) => row) }));
  const refused = judged.filter(({ verdict }) => verdict.verdict === "refuse");
  if (refused.length === 0) return { judged, isStuck: false };
  const isTurnedAway = await turnAway(db, { ...asked, refused }, ground).then(
    () => true,
    (error: unknown) => {
      asked.onFault(error);
      return false;
    },
  );
  return { judged, isStuck: !isTurnedAway };
}

/** Queues of a carrier with due segments. */
async function dueQueues(db: Database, carrierId: string, nowMs: number): Promise<readonly PartQueue[]> {
  const { rows } = await sql<PartQueue>`
    select priority, tenant_id from due_sms_queues(${carrierId}::uuid, ${new Date(nowMs)}::timestamptz, ${QUEUES_MAX}::int)`.execute(
    db,
  );
  return rows;
}

function judgedOf(row: DueRow, verdicts: ReadonlyMap<DueRow, SendingVerdict>): Judged {
  return { row, verdict: present(verdicts.get(row), "a verdict for each part") };
}

interface Judged {
  readonly row: DueRow;
  readonly verdict: SendingVerdict;
}

/** Order in which a transaction over several call centres locks them. */
export function byTenant([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/**
 * The messages that exceed the prefix rate limits, each with the moment at which the limit permits more: messages accepted for the same moment are spread out.
 * A message is counted once, when its first segment is sent for the first time.
 */
async function beyondRates(
  trx: DatabaseTransaction,
  { tenantId, begins }: { readonly tenantId: string; readonly begins: readonly DueRow[] },
  { book, rules, nowMs }: DeliveryGround,
): Promise<ReadonlyMap<DueRow, number>> {
  const prefixOf = ({ recipient }: DueRow) =>
    countedPrefix(recipient, rules.prefixRates, { tenantId, free: book.free });
  const wishes = demandByPrefix(begins, prefixOf);
  if (wishes.size === 0) return new Map();
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
  const grants = await grantPrefixes(trx, { tenantId, kind: "sent", wishes, rates: rules.prefixRates, nowMs });
  return beyondGrants(begins, prefixOf, grants);
}

function judgeFirst(row: DueRow, firsts: ReadonlySet<string>, ground: DeliveryGround): SendingVerdict {
  const part = { ...row, firstDueMs: row.firstDueAt?.getTime() ?? 0 };
  return heldByFirst(judgeDue(row, null, ground), part, { firsts, nowMs: ground.nowMs });
}

function judgeDue(row: DueRow, fullUntilMs: number | null, { rules, nowMs }: DeliveryGround): SendingVerdict {
  const isLookAlike = row.ownerProof === null && similarNameOf(row.sender, rules.protectedNames) !== undefined;
  const times = { nowMs, sendAtMs: nowMs, validUntilMs: row.validUntil.getTime() };
  const facts = { ...row, ...times, isLookAlike, fullUntilMs, isTaken: true, isTemplateOwed: false };
  return judgeSending({ ...facts, registration: row.registration ?? "none" }, rules);
}

function duePart(row: DueRow, { runId, carrierId }: Claim): DuePart {
  const { tenantId, messageId, sequence, sender, recipient, coding, category, reference, total } = row;
  const isLong = reference !== null && total !== null;
  const attempt = Math.min(row.attempts + 1, LEASES_MAX);
  return {
    partId: partIdOf({ tenantId, carrierId, runId, messageId, sequence, attempt }),
    messageId,
    tenantId,
    sender,
    recipient,
    coding,
    category,
    octets: new Uint8Array(row.payload),
    part: isLong ? { reference, total, sequence: row.place ?? sequence } : null,
    validUntilMs: row.validUntil.getTime(),
    attempt,
  };
}

/** Maximum value of the lease counter of a segment. */
const LEASES_MAX = 100;

/** Leases the segments to be sent, of all call centres in one statement, and postpones those that have to wait. */
async function hold(trx: DatabaseTransaction, { runId }: Claim, judged: readonly Judged[]): Promise<void> {
  const sent = judged.flatMap(({ row, verdict }) => (verdict.verdict === "send" ? [row] : []));
  const late = judged.flatMap(({ row, verdict }) =>
    verdict.verdict === "wait" ? [{ ...row, until: new Date(verdict.untilMs) }] : [],
  );
  if (sent.length + late.length === 0) return;
  const [sentIds, lateIds] = [sent, late].map((rows) => rows.map(({ messageId }) => messageId));
  const [sentPlaces, latePlaces] = [sent, late].map((rows) => rows.map(({ sequence }) => sequence));
  await sql`${sql.raw(PREPARED)}
    select lease_sms_segments(${runId}::uuid, ${LEASES_MAX}::int, ${sentIds}::uuid[], ${sentPlaces}::smallint[],
      ${lateIds}::uuid[], ${latePlaces}::smallint[], ${late.map(({ until }) => until)}::timestamptz[])`.execute(trx);
}

interface Refused {
  readonly carrierId: string;
  readonly refused: readonly Judged[];
}

/** Reroutes segments that this carrier may not send to another carrier at which the sender id is approved; without one they become final. */
async function turnAway(db: Database, { carrierId, refused }: Refused, ground: DeliveryGround): Promise<void> {
  for (const [tenantId, own] of Map.groupBy(refused, ({ row }) => row.tenantId)) {
    await inTenant(db, tenantId, async (trx) => {
      const messages = await lockMessages(
        trx,
        own.map(({ row }) => row.messageId),
      );
      const approved = await approvedCarriers(trx, [...messages.values()], ground.nowMs);
      const changes = own.flatMap(({ row, verdict }): readonly PartChange[] => {
        const message = messages.get(row.messageId);
        const part = message?.parts.find(({ sequence }) => sequence === row.sequence);
        if (message === undefined || part?.state !== "waiting" || verdict.verdict !== "refuse") return [];
        const key = { messageId: row.messageId, sequence: row.sequence };
        const other =
          verdict.why === "sender-not-approved"
            ? elsewhere(message, { approved, refusedBy: [...part.refusedBy, carrierId], here: carrierId }, ground)
            : undefined;
        if (other !== undefined) return [{ ...key, step: { ...AGAIN, dueMs: ground.nowMs }, carrierId: other }];
        const isLate = verdict.why === "outside-hours" || verdict.why === "prefix-too-fast";
        const unsent = isLate ? ("expired" as const) : ("rejected" as const);
        const state = part.sentUnsure ? ("unknown" as const) : unsent;
        const errorCode = row.validUntil.getTime() <= ground.nowMs ? VALIDITY_OVER : verdict.why;
        return [{ ...key, step: { next: "final", state, errorCode }, carrierId: null }];
      });
      await settleParts(trx, { tenantId, messages, changes, ...ground });
    });
  }
}

/** Error code of a segment whose validity period has ended. */
export const VALIDITY_OVER = "validity-over";

const AGAIN = { next: "again", isRefusedHere: true, isUnsure: false, counts: true } as const;

/** Another carrier that serves the number for this sender id and has not refused the segment. */
export function elsewhere(
  { recipient, senderId }: LockedMessage,
  told: {
    readonly approved: ReadonlyMap<string, ReadonlySet<string>>;
    readonly refusedBy: readonly string[];
    readonly here: string;
  },
  { book }: DeliveryGround,
): string | undefined {
  const refusedBy = new Set(told.refusedBy);
  const approvedAt = told.approved.get(senderId) ?? new Set();
  const carrierId = chooseCarrier({ recipient, routes: book.routes, approvedAt, down: book.down, refusedBy });
  return carrierId === undefined || carrierId === told.here || refusedBy.has(carrierId) ? undefined : carrierId;
}

/** Carriers at which the sender ids of these messages are approved today. */
export async function approvedCarriers(
  trx: DatabaseTransaction,
  messages: readonly Pick<LockedMessage, "senderId">[],
  nowMs: number,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ids = [...new Set(messages.map(({ senderId }) => senderId))];
  const rows = await sql<{ readonly senderId: string; readonly carrierId: string }>`${sql.raw(PREPARED)}
    select sender_id, carrier_id from sms_registration where sender_id = any (${ids}::uuid[]) and state = 'approved'
      and (valid_until is null or valid_until >= (${new Date(nowMs)}::timestamptz at time zone 'Asia/Jakarta')::date)`.execute(
    trx,
  );
  const bySender = Map.groupBy(rows.rows, ({ senderId }) => senderId);
  return new Map([...bySender].map(([id, own]) => [id, new Set(own.map(({ carrierId }) => carrierId))]));
}
