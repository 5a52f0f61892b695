import { type RawBuilder, sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { Price } from "../../billing/index.ts";
import { allotReferences, type Marks } from "../delivery/long-reference.store.ts";
import type { BillingMode } from "./charge-messages.store.ts";
import { type MessageDraft, PRIORITY } from "./intake.ts";

/** A draft that may be sent, with its carrier. */
export interface Lawful {
  readonly draft: MessageDraft;
  readonly senderId: string;
  readonly sender: string;
  readonly carrierId: string;
  readonly dueMs: number;
  /** Price of a segment; undefined when free. */
  readonly price: Price | undefined;
  /** Billing mode that pays it, once granted. */
  readonly purse: BillingMode | null;
}

interface Inserting {
  readonly tenantId: string;
  readonly lawful: readonly Lawful[];
  readonly nowMs: number;
}

/** Inserts messages with their segments, and the charges of those that are new; returns the total charged. */
export async function insertMessages(
  trx: DatabaseTransaction,
  { tenantId, lawful: all, nowMs }: Inserting,
): Promise<number> {
  const marks = await allotReferences(trx, {
    tenantId,
    drafts: all.map(({ draft, sender }) => ({ ...draft, sender })),
  });
  const isPriced = all.some(({ price }) => price !== undefined);
  const purse = all.find((one) => one.purse !== null)?.purse ?? null;
  // Only for new messages: a group written again after a lost result is not charged again.
  const charges = isPriced
    ? sql`(select insert_sms_charges(${tenantId}::uuid, ${purse}::text, ${new Date(nowMs)}::timestamptz, coalesce(jsonb_agg(l), '[]'))
      from (select price_id as p, priced_carrier_id as c, category as k, sum(parts)::int as n, sum(parts * price_rupiah)::bigint as a
        from messages where price_id is not null group by 1, 2, 3) l)`
    : sql`0`;
  const told = all.flatMap(({ draft: { id, toldUrl } }) => (toldUrl === undefined ? [] : [{ i: id, u: toldUrl }]));
  const noted =
    told.length === 0
      ? sql``
      : sql`, noted as (insert into message_status_callback (message_id, tenant_id, url)
        select m.id, ${tenantId}::uuid, g.u from messages m join ${recordset(told)} as g(i uuid, u text) on g.i = m.id)`;
  const { rows } = await sql<{ readonly charged: number }>`${sql.raw(PREPARED)}
    with given as (
      select * from ${recordset(all.map(messageRow))} as m(i uuid, f uuid, n text, r text, c text, o text, z text, p smallint, x uuid, k uuid,
        w text, h text, a timestamptz, s timestamptz, v timestamptz, at uuid, pi uuid, pr integer, pc uuid, pu text, t uuid, b integer)),
    messages as (
      insert into sms_message (id, tenant_id, sender_id, sender, recipient, category, coding, zone, parts, account_id, api_key_id, receipt,
        own_reference, accepted_at, send_at, valid_until, price_id, price_rupiah, priced_carrier_id, purse, template_id, template_version)
      select i, ${tenantId}::uuid, f, n, r, c, o, z, p, x, k, w, h, a, s, v, pi, pr, pc, pu, t, b from given
      on conflict (id) do nothing
      returning id, sender_id, accepted_at, price_id, price_rupiah, priced_carrier_id, category, parts),
    written as (insert into sms_segment (message_id, sequence, tenant_id, carrier_id, payload, reference, total, place, priority, due_at, valid_until)
    select i, q, ${tenantId}::uuid, c, decode(d, 'hex'), e, t, l, y, u, v
    from ${recordset(all.flatMap((one) => partRows(one, marks)))} as p(i uuid, q smallint, c uuid, d text, e smallint, t smallint,
      l smallint, y smallint, u timestamptz, v timestamptz)
    on conflict (message_id, sequence) do nothing),
    counted as (
      insert into sms_tally (tenant_id, day, minute, carrier_id, sender_id, category, state, messages, segments, price_rupiah, cost_rupiah)
      select ${tenantId}::uuid, (m.accepted_at at time zone t.time_zone)::date, date_trunc('minute', ${new Date(nowMs)}::timestamptz), g.at,
        m.sender_id, m.category, 'accepted', count(*), sum(m.parts), coalesce(sum(m.parts * m.price_rupiah), 0), 0
      from messages m join given g on g.i = m.id join tenant t on t.id = ${tenantId}::uuid
      group by 2, g.at, m.sender_id, m.category)${noted}
    select ${charges}::float8 as charged`.execute(trx);
  return rows[0]?.charged ?? 0;
}

function messageRow({ draft, senderId, sender, price, purse, carrierId }: Lawful) {
  const cost = price === undefined ? {} : { pi: price.id, pr: price.priceRupiah, pc: carrierId, pu: purse };
  return {
    ...cost,
    at: carrierId,
    i: draft.id,
    f: senderId,
    n: sender,
    r: draft.recipient,
    c: draft.category,
    o: draft.coding,
    z: draft.zone,
    p: draft.parts.length,
    x: draft.accountId,
    k: draft.apiKeyId,
    w: draft.receipt,
    h: draft.ownReference,
    a: new Date(draft.acceptedAtMs),
    s: new Date(draft.sendAtMs),
    v: new Date(draft.validUntilMs),
    t: draft.template?.id ?? null,
    b: draft.template?.version ?? null,
  };
}

function partRows({ draft, carrierId, dueMs }: Lawful, marks: Marks) {
  const mark = marks.get(draft.id);
  return draft.parts.map((payload, index) => ({
    i: draft.id,
    q: index + 1,
    c: carrierId,
    d: hexOf(payload),
    e: mark?.reference ?? null,
    t: mark?.total ?? null,
    l: mark === undefined ? null : (mark.place ?? index + 1),
    y: PRIORITY[draft.category],
    u: new Date(dueMs),
    v: new Date(draft.validUntilMs),
  }));
}

const hexOf = (octets: Uint8Array): string =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString("hex");

function recordset(rows: readonly object[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}
