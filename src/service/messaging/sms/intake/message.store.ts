import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import type { MessageCategory, PartState } from "../delivery/gateway-port.ts";
import { lockMessages, type PartChange, settleParts } from "../delivery/settle-parts.store.ts";
import { decodeGsm } from "./gsm-text.shared.ts";
import { openStateOf } from "./part-state.ts";
import { decodeUcs2 } from "./segments.shared.ts";

/** One segment of a message, for its timeline. */
export interface PartRow {
  readonly messageId: string;
  readonly sequence: number;
  readonly state: PartState;
  readonly carrier: string;
  readonly attempts: number;
  readonly sentUnsure: boolean;
  readonly carrierMessageId: string | null;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly finalAt: Date | null;
  readonly errorCode: string | null;
  readonly payload: Buffer;
}

/** A message as its call centre sees it. */
export interface MessageView {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly category: MessageCategory;
  readonly coding: "gsm" | "ucs2";
  /** Empty once it was deleted. */
  readonly text: string;
  readonly isTextGone: boolean;
  readonly state: PartState;
  readonly errorCode: string | null;
  readonly ownReference: string | null;
  /** Name and version of its template. */
  readonly template: string | null;
  readonly templateVersion: number | null;
  readonly acceptedAt: Date;
  readonly sendAt: Date;
  readonly validUntil: Date;
  readonly finalAt: Date | null;
  readonly parts: readonly PartRow[];
}

/** Filter of messages. */
export interface MessageFilter {
  readonly recipient?: string | undefined;
  readonly state?: string | undefined;
  readonly sender?: string | undefined;
  /** Accepted at this moment or later. */
  readonly acceptedFrom?: Date | undefined;
  /** Accepted before this moment. */
  readonly acceptedBefore?: Date | undefined;
  /** Cursor: messages after this one, newest first. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Messages of the transaction's call centre, newest first. */
export async function listMessages(
  trx: DatabaseTransaction,
  tenantId: string,
  filter: MessageFilter,
): Promise<readonly MessageView[]> {
  let query = messages(trx).where("m.tenantId", "=", tenantId);
  if (filter.recipient !== undefined) query = query.where("m.recipient", "=", filter.recipient);
  if (filter.state !== undefined) query = query.where("m.state", "=", filter.state);
  if (filter.sender !== undefined) query = query.where("m.sender", "=", filter.sender);
  if (filter.acceptedFrom !== undefined) query = query.where("m.acceptedAt", ">=", filter.acceptedFrom);
  if (filter.acceptedBefore !== undefined) query = query.where("m.acceptedAt", "<", filter.acceptedBefore);
  const { after } = filter;
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(m.accepted_at, m.id) < (select f.accepted_at, f.id from sms_message f where f.id = ${after}::uuid)`,
    );
  const rows = await query.orderBy("m.acceptedAt", "desc").orderBy("m.id", "desc").limit(filter.limit).execute();
  return withParts(trx, rows);
}

/** One message of the transaction's call centre; only of an account's own if one is given. */
export async function findMessage(
  trx: DatabaseTransaction,
  id: string,
  accountId?: string,
): Promise<MessageView | undefined> {
  let query = messages(trx).where("m.id", "=", id);
  if (accountId !== undefined) query = query.where("m.accountId", "=", accountId);
  const [view] = await withParts(trx, await query.execute());
  return view;
}

function messages(trx: DatabaseTransaction) {
  return trx
    .selectFrom("smsMessage as m")
    .leftJoin("smsTemplate as t", "t.id", "m.templateId")
    .select(["t.name as template", "m.templateVersion"])
    .select(["m.id", "m.sender", "m.recipient", "m.category", "m.coding", "m.errorCode", "m.ownReference"])
    .select(["m.acceptedAt", "m.sendAt", "m.validUntil", "m.finalAt"])
    .select((eb) => eb("m.textDigest", "is not", null).as("isTextGone"));
}

type MessageRow = Awaited<ReturnType<ReturnType<typeof messages>["execute"]>>[number];

async function withParts(trx: DatabaseTransaction, rows: readonly MessageRow[]): Promise<readonly MessageView[]> {
  if (rows.length === 0) return [];
  const parts = await trx
    .selectFrom("smsSegment as p")
    .innerJoin("smsCarrier as c", "c.id", "p.carrierId")
    .select(["p.messageId", "p.sequence", "p.state", "c.name as carrier", "p.attempts", "p.sentUnsure", "p.payload"])
    .select(["p.carrierMessageId", "p.dueAt", "p.sentAt", "p.finalAt", "p.errorCode"])
    .where(
      "p.messageId",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("p.messageId")
    .orderBy("p.sequence")
    .execute();
  const byMessage = Map.groupBy(parts as readonly PartRow[], ({ messageId }) => messageId);
  return rows.map((row): MessageView => {
    const own = byMessage.get(row.id) ?? [];
    const coding = row.coding === "gsm" ? "gsm" : "ucs2";
    const decode = coding === "gsm" ? decodeGsm : decodeUcs2;
    return {
      ...row,
      isTextGone: Boolean(row.isTextGone),
      coding,
      category: row.category as MessageCategory,
      text: own.map(({ payload }) => decode(payload)).join(""),
      state: openStateOf(own.map(({ state }) => state)),
      parts: own,
    };
  });
}

/** Cancels a message before any carrier has received a segment. */
export async function cancelMessage(
  trx: DatabaseTransaction,
  asked: {
    readonly tenantId: string;
    readonly id: string;
    readonly accountId?: string;
    readonly nowMs: number;
    readonly newId: () => string;
    readonly rules: ShortMessageRules;
  },
): Promise<"cancelled" | "no-such-message" | "too-late"> {
  const locked = await lockMessages(trx, [asked.id]);
  const message = locked.get(asked.id);
  if (message === undefined) return "no-such-message";
  if (asked.accountId !== undefined && message.accountId !== asked.accountId) return "no-such-message";
  // A segment that was possibly submitted may have reached the phone.
  if (message.parts.some(({ state, sentUnsure }) => state !== "waiting" || sentUnsure)) return "too-late";
  const changes = message.parts.map(
    ({ messageId, sequence }): PartChange => ({
      messageId,
      sequence,
      carrierId: null,
      step: { next: "final", state: "cancelled", errorCode: "" },
    }),
  );
  await settleParts(trx, { ...asked, messages: locked, changes });
  return "cancelled";
}

/** Receipts of a message, oldest first. */
export async function receiptsOf(trx: DatabaseTransaction, id: string) {
  const { rows } = await sql<{
    readonly sequence: number;
    readonly state: string;
    readonly errorCode: string | null;
    readonly receivedAt: Date;
    readonly standing: string;
  }>`select sequence, state, error_code, received_at, standing from receipts_of_sms(${id}::uuid)`.execute(trx);
  return rows;
}
