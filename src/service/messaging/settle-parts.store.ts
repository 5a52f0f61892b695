import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../platform/database/index.ts";
import type { PartState, ReceiptWish } from "./gateway-port.ts";
import { type FinalState, foldParts, isFinal, type NextStep } from "./part-story.ts";

/** A part of the transaction's call centre as it is on disk, locked together with its message. */
export interface LockedPart {
  readonly messageId: string;
  readonly sequence: number;
  readonly state: PartState;
  readonly attempts: number;
  readonly carrierId: string;
  readonly validUntil: Date;
  readonly errorCode: string | null;
  readonly refusedBy: readonly string[];
  /** The run that has it in hand. */
  readonly leasedBy: string | null;
  /** Tries that remained without an answer. */
  readonly unanswered: number;
  /** Was perhaps on the wire without an answer. */
  readonly sentUnsure: boolean;
}

/** A message with all its parts, locked. */
export interface LockedMessage {
  readonly id: string;
  readonly senderId: string;
  readonly recipient: string;
  readonly accountId: string | null;
  readonly receipt: ReceiptWish;
  readonly parts: readonly LockedPart[];
}

/**
 * Locks messages of the transaction's call centre in the order of their ids, then their parts. Whoever takes part in deciding what became
 * of them holds both; a claim holds parts alone, and waits for nobody.
 */
export async function lockMessages(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedMessage>> {
  const locked = await sql<Omit<LockedMessage, "parts">>`${sql.raw(PREPARED)}
    select id, sender_id, recipient, account_id, receipt from sms_message
    where id = any (${[...new Set(ids)]}::uuid[]) order by id for update`.execute(trx);
  // Asked when the locks are held: a question sees what was on disk when it began. A claim that has them in hand ends first.
  const parts = await sql<LockedPart>`${sql.raw(PREPARED)}
    select message_id, sequence, state, attempts, carrier_id, valid_until, error_code, refused_by, leased_by, unanswered, sent_unsure
    from sms_part where message_id = any (${locked.rows.map(({ id }) => id)}::uuid[]) order by message_id, sequence for update`.execute(
    trx,
  );
  const byMessage = Map.groupBy(parts.rows, ({ messageId }) => messageId);
  return new Map(locked.rows.map((row) => [row.id, { ...row, parts: byMessage.get(row.id) ?? [] }]));
}

/** What happens to a locked part. */
export interface PartChange {
  readonly messageId: string;
  readonly sequence: number;
  readonly step: NextStep;
  /** Where it goes when it is tried again, or who has it; null for the same carrier. */
  readonly carrierId: string | null;
}

/** What a settlement is written with. */
export interface Settling {
  readonly tenantId: string;
  readonly messages: ReadonlyMap<string, LockedMessage>;
  readonly changes: readonly PartChange[];
  readonly nowMs: number;
  readonly newId: () => string;
}

/** How many messages became final, and how many notices programs are owed of them. */
export interface Settled {
  readonly ended: number;
  readonly owed: number;
}

/**
 * Writes what happened to parts of locked messages. A final part never changes, whoever says what; messages whose parts are all final
 * become final with them, and their programs are owed a notice.
 */
export async function settleParts(trx: DatabaseTransaction, settling: Settling): Promise<Settled> {
  const changes = settling.changes.filter(({ messageId, sequence }) => {
    const part = partOf(settling.messages, messageId, sequence);
    return part !== undefined && !isFinal(part.state);
  });
  if (changes.length === 0) return { ended: 0, owed: 0 };
  await writeParts(trx, settling, changes);
  const ended = endedMessages(settling.messages, changes);
  return { ended: ended.length, owed: ended.length === 0 ? 0 : await writeMessages(trx, settling, ended) };
}

function partOf(messages: Settling["messages"], messageId: string, sequence: number): LockedPart | undefined {
  return messages.get(messageId)?.parts.find((part) => part.sequence === sequence);
}

async function writeParts(
  trx: DatabaseTransaction,
  { nowMs }: Settling,
  changes: readonly PartChange[],
): Promise<void> {
  const rows = changes.map(({ messageId, sequence, step, carrierId }) => ({
    ...{ i: messageId, q: sequence, c: carrierId },
    ...{ s: stateOf(step), e: step.next === "final" ? step.errorCode || null : null },
    ...{
      m: step.next === "sent" ? step.carrierMessageId : null,
      u: step.next === "again" ? new Date(step.dueMs) : null,
    },
    ...{ r: step.next === "again" && step.isRefusedHere, o: step.next === "again" && step.isUnsure },
    ...{ n: step.next === "again" && !step.counts },
  }));
  // The ids twice: by what little is known of a young table, few rows would be thought open, and all of them read for each of the others.
  await sql`${sql.raw(PREPARED)}
    update sms_part p set state = g.s, leased_by = null, leased_at = null, error_code = coalesce(g.e, p.error_code),
      carrier_message_id = coalesce(g.m, p.carrier_message_id),
      sent_at = case when g.s = 'sent' then ${new Date(nowMs)}::timestamptz else p.sent_at end,
      final_at = case when g.s in ('waiting', 'sent') then null else ${new Date(nowMs)}::timestamptz end,
      due_at = coalesce(g.u, p.due_at), attempts = case when g.n then greatest(p.attempts - 1, 0) else p.attempts end,
      refused_by = case when g.r and not p.carrier_id = any (p.refused_by) and cardinality(p.refused_by) < 20
        then p.refused_by || p.carrier_id else p.refused_by end,
      sent_unsure = p.sent_unsure or g.o, unanswered = least(p.unanswered + case when g.o then 1 else 0 end, 100),
      carrier_id = coalesce(g.c, p.carrier_id)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(i uuid, q smallint, c uuid, s text, e text, m text, u timestamptz, r boolean, o boolean, n boolean)
    where p.message_id = any (${rows.map(({ i }) => i)}::uuid[]) and p.message_id = g.i and p.sequence = g.q and p.final_at is null`.execute(
    trx,
  );
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

/** Tells how many notices are owed. */
async function writeMessages(
  trx: DatabaseTransaction,
  { tenantId, nowMs, newId }: Settling,
  ended: readonly EndedMessage[],
): Promise<number> {
  const at = new Date(nowMs);
  const rows = ended.map(({ message, state, errorCode }) => ({ i: message.id, s: state, e: errorCode }));
  await sql`${sql.raw(PREPARED)}
    update sms_message m set state = g.s, error_code = g.e, final_at = ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, s text, e text)
    where m.id = any (${rows.map(({ i }) => i)}::uuid[]) and m.id = g.i and m.final_at is null`.execute(trx);
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

function isWanted(wish: ReceiptWish, state: FinalState): boolean {
  if (wish === "always") return true;
  return state === "delivered" ? wish === "on-success" : wish === "on-failure";
}
