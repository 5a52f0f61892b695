import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { chargeClassOf, type PricedCategory } from "../../billing/index.ts";
import { type FinalState, foldParts, isFinal, type NextStep } from "../intake/part-state.ts";
import { publishEnded, publishSent } from "../receipts/webhook-events.store.ts";
import type { PartState, ReceiptRequest } from "./gateway-port.ts";

/** A stored segment of the transaction's call centre, locked together with its message. */
export interface LockedPart {
  readonly messageId: string;
  readonly sequence: number;
  readonly state: PartState;
  readonly attempts: number;
  readonly carrierId: string;
  readonly validUntil: Date;
  readonly errorCode: string | null;
  readonly refusedBy: readonly string[];
  /** The run that holds its lease. */
  readonly leasedBy: string | null;
  /** Attempts without a response. */
  readonly unanswered: number;
  /** Possibly submitted to a carrier whose answer was never received. */
  readonly sentUnsure: boolean;
}

/** A message with all its segments, locked. */
export interface LockedMessage {
  readonly id: string;
  readonly senderId: string;
  readonly recipient: string;
  readonly accountId: string | null;
  readonly receipt: ReceiptRequest;
  readonly category: PricedCategory;
  /** Price by which each segment was charged; null when free. */
  readonly priceId: string | null;
  readonly priceRupiah: number | null;
  readonly pricedCarrierId: string | null;
  readonly purse: string | null;
  readonly parts: readonly LockedPart[];
}

/**
 * Locks messages of the transaction's call centre in the order of their ids, then their segments. A decision on their outcome needs both locks; a claim only
 * locks segments, and waits for none.
 */
export async function lockMessages(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedMessage>> {
  const locked = await sql<Omit<LockedMessage, "parts">>`${sql.raw(PREPARED)}
    select id, sender_id, recipient, account_id, receipt, category, price_id, price_rupiah, priced_carrier_id, purse from sms_message
    where id = any (${[...new Set(ids)]}::uuid[]) order by id for update`.execute(trx);
  // Queried after the locks are held, since a statement sees the data at its start. A claim that has the segments locked ends first.
  const parts = await sql<LockedPart>`${sql.raw(PREPARED)}
    select message_id, sequence, state, attempts, carrier_id, valid_until, error_code, refused_by, leased_by, unanswered, sent_unsure
    from sms_segment where message_id = any (${locked.rows.map(({ id }) => id)}::uuid[]) order by message_id, sequence for update`.execute(
    trx,
  );
  const byMessage = Map.groupBy(parts.rows, ({ messageId }) => messageId);
  return new Map(locked.rows.map((row) => [row.id, { ...row, parts: byMessage.get(row.id) ?? [] }]));
}

/** A change of a locked segment. */
export interface PartChange {
  readonly messageId: string;
  readonly sequence: number;
  readonly step: NextStep;
  /** The carrier of the next attempt, or the one that accepted it; null for the same carrier. */
  readonly carrierId: string | null;
}

/** Input of a settlement. */
export interface Settling {
  readonly tenantId: string;
  readonly messages: ReadonlyMap<string, LockedMessage>;
  readonly changes: readonly PartChange[];
  readonly nowMs: number;
  readonly newId: () => string;
  /** Which final states are charged. */
  readonly rules: Pick<ShortMessageRules, "chargedEnds">;
  /**
   * Refunds of a transaction over several call centres, which are paid at its end: the intake waits only for the lock of the balance of its call centre, never
   * for segments of another. Without it refunds are paid at once.
   */
  readonly refundsLater?: (() => Promise<void>)[];
}

/** Number of messages that became final, and of notices due to ESMEs. */
export interface Settled {
  readonly ended: number;
  readonly owed: number;
}

/**
 * Applies changes to segments of locked messages. A final segment never changes again; a message becomes final when all its segments are, and its notice to the
 * ESME is then due.
 */
export async function settleParts(trx: DatabaseTransaction, settling: Settling): Promise<Settled> {
  const changes = settling.changes.filter(({ messageId, sequence }) => {
    const part = partOf(settling.messages, messageId, sequence);
    return part !== undefined && !isFinal(part.state);
  });
  if (changes.length === 0) return { ended: 0, owed: 0 };
  const refunds = refundsOf(settling, changes);
  const isSentWanted = await writeParts(trx, settling, {
    changes,
    refunded: new Set(refunds.map(({ change }) => change)),
  });
  if (isSentWanted) {
    const sent = sentMessages(settling.messages, changes).map((messageId) => ({
      messageId,
      eventId: settling.newId(),
    }));
    await publishSent(trx, sent, new Date(settling.nowMs));
  }
  if (refunds.length > 0) {
    const pay = () => payBack(trx, settling, refunds);
    if (settling.refundsLater === undefined) await pay();
    else settling.refundsLater.push(pay);
  }
  const ended = endedMessages(settling.messages, changes);
  return { ended: ended.length, owed: ended.length === 0 ? 0 : await writeMessages(trx, settling, ended) };
}

function partOf(messages: Settling["messages"], messageId: string, sequence: number): LockedPart | undefined {
  return messages.get(messageId)?.parts.find((part) => part.sequence === sequence);
}

interface Refund {
  readonly change: PartChange;
  readonly message: LockedMessage;
}

/** Refunds of segments that were charged and whose final state is free of charge: each segment ends once, so each is refunded once. */
function refundsOf({ messages, rules }: Settling, changes: readonly PartChange[]): readonly Refund[] {
  return changes.flatMap((change) => {
    const { messageId, sequence, step } = change;
    const message = messages.get(messageId);
    const part = partOf(messages, messageId, sequence);
    if (message === undefined || part === undefined || message.priceId === null || step.next !== "final") return [];
    if (part.state !== "waiting" && part.state !== "leased" && part.state !== "sent") return [];
    const end = chargeClassOf({ state: part.state, sentUnsure: part.sentUnsure, final: step.state });
    return end !== undefined && rules.chargedEnds.includes(end) ? [] : [{ change, message }];
  });
}

/** Pays refunds in the transaction that ends the segments: one ledger entry for each price, carrier and category. */
async function payBack(
  trx: DatabaseTransaction,
  { tenantId, nowMs }: Settling,
  refunds: readonly Refund[],
): Promise<void> {
  const groups = Map.groupBy(refunds, ({ message }) =>
    [message.priceId, message.pricedCarrierId, message.category, message.purse].join(" "),
  );
  const lines = [...groups.values()].flatMap((own) => {
    const message = own[0]?.message;
    if (message === undefined) return [];
    const place = { p: message.priceId, c: message.pricedCarrierId, k: message.category, u: message.purse };
    return [{ ...place, n: own.length, a: own.length * (message.priceRupiah ?? 0) }];
  });
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
  await sql`${sql.raw(PREPARED)}
    select refund_sms(${tenantId}::uuid, ${new Date(nowMs)}::timestamptz, ${JSON.stringify(lines)}::jsonb)`.execute(
    trx,
  );
}

async function writeParts(
  trx: DatabaseTransaction,
  { tenantId, nowMs }: Settling,
  { changes, refunded }: { readonly changes: readonly PartChange[]; readonly refunded: ReadonlySet<PartChange> },
): Promise<boolean> {
  const rows = changes.map((change) => ({ ...rowOf(change), b: refunded.has(change) }));
  return await updateParts(trx, { tenantId, nowMs, rows });
}

function rowOf({ messageId, sequence, step, carrierId }: PartChange) {
  return {
    i: messageId,
    q: sequence,
    c: carrierId,
    s: stateOf(step),
    e: step.next === "final" ? step.errorCode || null : null,
    m: step.next === "sent" ? step.carrierMessageId : null,
    u: step.next === "again" ? new Date(step.dueMs) : null,
    r: step.next === "again" && step.isRefusedHere,
    o: step.next === "again" && step.isUnsure,
    n: step.next === "again" && !step.counts,
  };
}

async function updateParts(
  trx: DatabaseTransaction,
  told: { readonly tenantId: string; readonly nowMs: number; readonly rows: readonly { readonly i: string }[] },
): Promise<boolean> {
  const { tenantId, nowMs, rows } = told;
  const ids = rows.map(({ i }) => i);
  // `offset 0` makes the planner join row by row on the keys: it underestimates the number of open rows and would otherwise compare all with all. The same
  // statement counts final segments for reports, which read no messages.
  const written = await sql<{ readonly isWanted: boolean }>`${sql.raw(PREPARED)}
    with done as (update sms_segment p set state = g.s, leased_by = null, leased_at = null, error_code = coalesce(g.e, p.error_code),
      carrier_message_id = coalesce(g.m, p.carrier_message_id),
      sent_at = case when g.s = 'sent' then ${new Date(nowMs)}::timestamptz else p.sent_at end,
      final_at = case when g.s in ('waiting', 'sent') then null else ${new Date(nowMs)}::timestamptz end,
      due_at = coalesce(g.u, p.due_at), attempts = case when g.n then greatest(p.attempts - 1, 0) else p.attempts end,
      refused_by = case when g.r and not p.carrier_id = any (p.refused_by) and cardinality(p.refused_by) < 20
        then p.refused_by || p.carrier_id else p.refused_by end,
      sent_unsure = p.sent_unsure or g.o, unanswered = least(p.unanswered + case when g.o then 1 else 0 end, 100),
      carrier_id = coalesce(g.c, p.carrier_id), is_refunded = g.b
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(i uuid, q smallint, c uuid, s text, e text, m text, u timestamptz, r boolean, o boolean, n boolean, b boolean)
    cross join lateral (select w.ctid as place from sms_segment w
      where w.message_id = g.i and w.sequence = g.q and w.final_at is null offset 0) w
    where p.ctid = w.place
    returning p.message_id, p.carrier_id, p.state, p.sent_at, p.final_at, p.is_refunded),
    counted as (insert into sms_tally (tenant_id, day, minute, carrier_id, sender_id, category, state, messages, segments, price_rupiah, cost_rupiah, bucket)
    select ${tenantId}::uuid, (m.accepted_at at time zone t.time_zone)::date, date_trunc('minute', d.final_at), d.carrier_id, m.sender_id,
      m.category, d.state, 0, count(*), coalesce(-sum(m.price_rupiah) filter (where d.is_refunded), 0),
      coalesce(sum(c.cost_rupiah) filter (where d.sent_at is not null), 0),
      case when d.state = 'delivered' then sms_latency_bucket(d.sent_at, d.final_at) end
    from done d cross join lateral (select * from sms_message m where m.id = d.message_id offset 0) m
    join tenant t on t.id = ${tenantId}::uuid
    left join lateral sms_price_of(d.carrier_id, m.recipient, m.category, m.accepted_at) c on true
    where d.final_at is not null group by 2, 3, 4, 5, 6, 7, 12)
    select has_webhook_subscriber('message.sent') or exists (
      select from message_status_callback t where t.message_id = any (${ids}::uuid[])) as is_wanted`.execute(trx);
  return written.rows[0]?.isWanted === true;
}

function stateOf(step: NextStep): PartState {
  if (step.next === "final") return step.state;
  return step.next === "sent" ? "sent" : "waiting";
}

interface EndedMessage {
  readonly message: LockedMessage;
  readonly state: FinalState;
  readonly errorCode: string | null;
}

/** Messages of which all segments are now with carriers, and were not before. */
function sentMessages(messages: Settling["messages"], changes: readonly PartChange[]): readonly string[] {
  const byMessage = Map.groupBy(changes, ({ messageId }) => messageId);
  return [...byMessage].flatMap(([id, own]) => {
    const steps = new Map(own.map(({ sequence, step }) => [sequence, step]));
    const parts = messages.get(id)?.parts ?? [];
    const states = parts.map(({ sequence, state }) => {
      const step = steps.get(sequence);
      return step === undefined || isFinal(state) ? state : stateOf(step);
    });
    const isWhole = states.every((state) => state !== "waiting" && state !== "leased");
    return isWhole && states.includes("sent") && own.some(({ step }) => step.next === "sent") ? [id] : [];
  });
}

function endedMessages(messages: Settling["messages"], changes: readonly PartChange[]): readonly EndedMessage[] {
  const byMessage = Map.groupBy(changes, ({ messageId }) => messageId);
  return [...byMessage].flatMap(([id, own]) => {
    const message = messages.get(id);
    if (message === undefined) return [];
    const steps = new Map(own.map(({ sequence, step }) => [sequence, step]));
    const after = message.parts.map((part) => {
      const step = steps.get(part.sequence);
      if (step === undefined || isFinal(part.state)) return { state: part.state, errorCode: part.errorCode };
      return { state: stateOf(step), errorCode: step.next === "final" ? step.errorCode || null : null };
    });
    const state = foldParts(after.map((one) => one.state));
    if (state === "open") return [];
    const errorCode = after.find((one) => one.state === state)?.errorCode ?? null;
    return [{ message, state, errorCode }];
  });
}

/** Returns how many notices are due. */
async function writeMessages(
  trx: DatabaseTransaction,
  { tenantId, nowMs, newId }: Settling,
  ended: readonly EndedMessage[],
): Promise<number> {
  const at = new Date(nowMs);
  const rows = ended.map(({ message, state, errorCode }) => ({ i: message.id, s: state, e: errorCode, v: newId() }));
  await sql`${sql.raw(PREPARED)}
    with ended as (update sms_message m set state = g.s, error_code = g.e, final_at = ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, s text, e text, v uuid)
    cross join lateral (select o.ctid as place from sms_message o where o.id = g.i and o.final_at is null offset 0) o
    where m.ctid = o.place returning m.*, g.v as event_id),
    counted as (insert into sms_tally (tenant_id, day, minute, carrier_id, sender_id, category, state, messages, segments, price_rupiah, cost_rupiah)
    select ${tenantId}::uuid, (e.accepted_at at time zone t.time_zone)::date, date_trunc('minute', ${at}::timestamptz), p.carrier_id,
      e.sender_id, e.category, e.state, count(*), 0, 0, 0
    from ended e join tenant t on t.id = ${tenantId}::uuid
    cross join lateral (select p.carrier_id from sms_segment p where p.message_id = e.id and p.sequence = 1 offset 0) p
    group by 2, 4, 5, 6, 7)
    ${publishEnded(sql`ended`, at)}`.execute(trx);
  const notices = ended.flatMap(({ message, state }) =>
    message.accountId !== null && isWanted(message.receipt, state)
      ? [{ i: newId(), x: message.accountId, m: message.id }]
      : [],
  );
  if (notices.length === 0) return 0;
  await sql`${sql.raw(PREPARED)}
    insert into sms_notice (id, tenant_id, account_id, message_id, due_at, created_at)
    select i, ${tenantId}::uuid, x, m, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as g(i uuid, x uuid, m uuid)
    on conflict (message_id) where message_id is not null do nothing`.execute(trx);
  return notices.length;
}

function isWanted(request: ReceiptRequest, state: FinalState): boolean {
  if (request === "always") return true;
  return state === "delivered" ? request === "on-success" : request === "on-failure";
}
