import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { EsmeAccount, Notice, PartState, TextCoding } from "../delivery/gateway-port.ts";

/** Change-feed topic of notices due to ESMEs. */
export const NOTICES_DUE = "sms-notices";

/** Lease of a notice to one run; after it another run may offer it. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 5_000;
const MOST_PAUSE_MS = 900_000;
const GIVE_UP_MS = 3 * 86_400_000;

interface NoticeRow {
  readonly id: string;
  readonly messageId: string | null;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly state: PartState | null;
  readonly errorCode: string | null;
  readonly acceptedAt: Date | null;
  readonly finalAt: Date | null;
  readonly parts: number | null;
  readonly partsDelivered: number;
  readonly inboundSender: string | null;
  readonly inboundRecipient: string | null;
  readonly inboundCoding: TextCoding | null;
  readonly payload: Buffer | null;
  readonly reference: number | null;
  readonly total: number | null;
  readonly place: number | null;
  readonly receivedAt: Date | null;
}

/** Leases notices due to an account, oldest first, to a run. */
export async function leaseNotices(
  db: Database,
  account: Pick<EsmeAccount, "id" | "tenantId">,
  asked: { readonly runId: string; readonly limit: number; readonly nowMs: number },
): Promise<readonly Notice[]> {
  const [at, until] = [new Date(asked.nowMs), new Date(asked.nowMs + LEASE_MS)];
  const rows = await inTenant(db, account.tenantId, async (trx) => {
    const leased = await sql<NoticeRow>`
      with due as (
        select id from sms_notice where account_id = ${account.id}::uuid and state = 'waiting' and due_at <= ${at}::timestamptz
        order by due_at limit ${asked.limit}::int for update skip locked),
      leased as (
        update sms_notice n set leased_by = ${asked.runId}::uuid, due_at = ${until}::timestamptz, attempts = n.attempts + 1
        from due where n.id = due.id returning n.id, n.message_id, n.inbound_id, n.created_at)
      select l.id, l.message_id, m.sender, m.recipient, m.state, m.error_code, m.accepted_at, m.final_at, m.parts,
        (select count(*)::int from sms_segment p where p.message_id = m.id and p.state = 'delivered') as parts_delivered,
        i.sender as inbound_sender, i.recipient as inbound_recipient, i.coding as inbound_coding, i.payload, i.reference, i.total, i.place,
        i.received_at
      from leased l left join sms_message m on m.id = l.message_id left join sms_inbound i on i.id = l.inbound_id
      order by l.created_at, l.id`.execute(trx);
    return leased.rows;
  });
  return rows.flatMap(noticeOf);
}

function noticeOf(row: NoticeRow): readonly Notice[] {
  const { id, messageId, sender, recipient, state, acceptedAt, finalAt } = row;
  if (messageId !== null && sender !== null && recipient !== null && state !== null && acceptedAt !== null) {
    const times = { acceptedAtMs: acceptedAt.getTime(), finalAtMs: (finalAt ?? acceptedAt).getTime() };
    const { errorCode, partsDelivered } = row;
    const parts = row.parts ?? 1;
    return [{ id, notice: "receipt", messageId, sender, recipient, state, errorCode, parts, partsDelivered, ...times }];
  }
  if (row.inboundSender === null || row.inboundCoding === null) return [];
  const { reference, total, place } = row;
  const isLong = reference !== null && total !== null && place !== null;
  return [
    {
      id,
      notice: "inbound",
      sender: row.inboundSender,
      recipient: row.inboundRecipient ?? "",
      coding: row.inboundCoding,
      octets: new Uint8Array(row.payload ?? Buffer.alloc(0)),
      part: isLong ? { reference, total, sequence: place } : null,
      receivedAtMs: row.receivedAt?.getTime() ?? 0,
    },
  ];
}

/** Marks notices as taken that the ESME has acknowledged. */
export async function takeNotices(
  db: Database,
  account: Pick<EsmeAccount, "id" | "tenantId">,
  ids: readonly string[],
): Promise<void> {
  await inTenant(db, account.tenantId, (trx) =>
    trx
      .updateTable("smsNotice")
      .set({ state: "taken", leasedBy: null })
      .where("accountId", "=", account.id)
      .where("id", "in", [...ids])
      .where("state", "=", "waiting")
      .execute(),
  );
}

/** Postpones notices that the ESME did not acknowledge, for up to three days. */
export async function putOffNotices(
  db: Database,
  account: Pick<EsmeAccount, "id" | "tenantId">,
  told: { readonly ids: readonly string[]; readonly nowMs: number },
): Promise<void> {
  const at = new Date(told.nowMs);
  await inTenant(db, account.tenantId, (trx) =>
    sql`update sms_notice set leased_by = null,
        state = case when created_at < ${new Date(told.nowMs - GIVE_UP_MS)}::timestamptz then 'given-up' else 'waiting' end,
        due_at = ${at}::timestamptz + least(${MOST_PAUSE_MS}::float8, ${FIRST_PAUSE_MS}::float8 * 2 ^ least(attempts - 1, 20)) * interval '1 ms'
      where account_id = ${account.id}::uuid and id = any (${[...told.ids]}::uuid[]) and state = 'waiting'`.execute(
      trx,
    ),
  );
}

/** Makes a message from a recipient due to an ESME. */
export async function owesInbound(
  trx: DatabaseTransaction,
  notice: {
    readonly id: string;
    readonly tenantId: string;
    readonly accountId: string;
    readonly inboundId: string;
    readonly at: Date;
  },
): Promise<void> {
  const { id, tenantId, accountId, inboundId, at } = notice;
  await trx.insertInto("smsNotice").values({ id, tenantId, accountId, inboundId, dueAt: at, createdAt: at }).execute();
}
