import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import { drawableText } from "../../platform/pdf/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { type InvoiceCorrection, type InvoiceFacts, type InvoiceLine, totalsOf } from "./invoice.ts";

/** A month is over for so long before it is invoiced: whatever was taken in it is on disk by then. */
const GRACE_MS = 2 * 3_600_000;
const AT_ONCE_MAX = 500;
const LINES_MAX = 2_000;

interface Making {
  readonly tenantId: string;
  /** Its first day. */
  readonly month: string;
  readonly id: string;
  readonly nowMs: number;
  readonly installation: string;
}

/** Issues what is due; tells how many. */
export async function issueInvoices(
  db: Database,
  {
    nowMs,
    newId,
    installation,
  }: { readonly nowMs: number; readonly newId: () => string; readonly installation: string },
): Promise<number> {
  const due = await sql<{ readonly tenantId: string; readonly month: string }>`
    select * from sms_invoices_due(${new Date(nowMs - GRACE_MS)}::timestamptz, ${AT_ONCE_MAX}::int)`.execute(db);
  let issued = 0;
  for (const one of due.rows) {
    const isIssued = await inTenant(db, one.tenantId, (trx) =>
      issueInvoice(trx, { ...one, id: newId(), nowMs, installation: drawableText(installation) }),
    );
    if (isIssued) issued += 1;
  }
  return issued;
}

/** Issues the invoice of a month, once: whoever comes second finds it there. */
async function issueInvoice(trx: DatabaseTransaction, making: Making): Promise<boolean> {
  const { tenantId, month, id, nowMs } = making;
  const at = new Date(nowMs);
  // One at a time for each call centre.
  await sql`select from lock_sms_balance(${tenantId}::uuid, ${at}::timestamptz)`.execute(trx);
  const there = await trx
    .selectFrom("smsInvoice")
    .select("id")
    .where("tenantId", "=", tenantId)
    .where("month", "=", month)
    .executeTakeFirst();
  if (there !== undefined) return false;
  const lines = await linesOf(trx, making);
  const corrections = await correctionsOf(trx, making);
  const centre = await trx.selectFrom("tenant").select("name").where("id", "=", tenantId).executeTakeFirstOrThrow();
  const { rows } = await sql<{ readonly last: number }>`
    insert into sms_invoice_counter as c (month, last) values (${month}::date, 1)
    on conflict (month) do update set last = c.last + 1 returning last`.execute(trx);
  const named = month.slice(0, 7);
  const number = `SMS-${named}-${String(rows[0]?.last ?? 0).padStart(4, "0")}`;
  const facts: InvoiceFacts = {
    ...{ number, centre: drawableText(centre.name), installation: making.installation, month: named },
    ...{ issuedOn: officeDate(nowMs), lines, corrections },
  };
  const { postpaid: dueRupiah, prepaid: prepaidRupiah } = totalsOf(facts);
  await trx
    .insertInto("smsInvoice")
    .values({ id, tenantId, month, number, facts: JSON.stringify(facts), dueRupiah, prepaidRupiah, issuedAt: at })
    .execute();
  return true;
}

const within = ({ tenantId, month }: Pick<Making, "tenantId" | "month">) => sql`
  e.tenant_id = ${tenantId}::uuid and e.at >= ${month}::date::timestamp at time zone t.time_zone
  and e.at < (${month}::date + interval '1 month') at time zone t.time_zone`;

async function linesOf(trx: DatabaseTransaction, making: Making): Promise<readonly InvoiceLine[]> {
  const { rows } = await sql<InvoiceLine>`
    select c.name as carrier, e.category, p.prefix, p.price_rupiah, e.purse,
      sum(case e.kind when 'charge' then e.segments else -e.segments end)::bigint as segments, (-sum(e.amount_rupiah))::bigint as amount_rupiah
    from sms_ledger_entry e join tenant t on t.id = e.tenant_id join sms_price p on p.id = e.price_id join sms_carrier c on c.id = e.carrier_id
    where ${within(making)} and e.kind in ('charge', 'refund')
    group by c.id, c.name, e.category, p.prefix, p.price_rupiah, e.purse having sum(e.amount_rupiah) <> 0
    order by c.name, e.category, p.prefix, p.price_rupiah, e.purse, c.id limit ${LINES_MAX}::int`.execute(trx);
  return rows.map((line) => ({ ...line, carrier: drawableText(line.carrier) }));
}

async function correctionsOf(trx: DatabaseTransaction, making: Making): Promise<readonly InvoiceCorrection[]> {
  const { rows } = await sql<InvoiceCorrection>`
    select e.reason, e.purse, -e.amount_rupiah as amount_rupiah from sms_ledger_entry e join tenant t on t.id = e.tenant_id
    where ${within(making)} and e.kind = 'correction' order by e.at, e.id limit ${LINES_MAX}::int`.execute(trx);
  return rows.map((one) => ({ ...one, reason: drawableText(one.reason) }));
}

/** An invoice in a list. */
export interface InvoiceRow {
  readonly id: string;
  readonly month: string;
  readonly number: string;
  readonly dueRupiah: number;
  readonly prepaidRupiah: number;
  readonly issuedAt: Date;
}

/** Invoices of the transaction's call centre, the newest first: one for each month. */
export async function listInvoices(
  trx: DatabaseTransaction,
  {
    tenantId,
    before,
    limit,
  }: { readonly tenantId: string; readonly before?: string | undefined; readonly limit: number },
): Promise<readonly InvoiceRow[]> {
  let query = trx
    .selectFrom("smsInvoice")
    .select(["id", "month", "number", "dueRupiah", "prepaidRupiah", "issuedAt"])
    .where("tenantId", "=", tenantId);
  if (before !== undefined) query = query.where("month", "<", before);
  return query.orderBy("month", "desc").limit(limit).execute();
}

/** Invoices of every call centre, the newest first, after one of them. */
export async function invoicesOfInstallation(
  db: Database,
  { after, limit }: { readonly after: { readonly at: string; readonly id: string } | null; readonly limit: number },
) {
  const { rows } = await sql<InvoiceRow & { readonly tenantId: string; readonly tenant: string }>`
    select * from sms_invoices_of_installation(${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${limit}::int)`.execute(
    db,
  );
  return rows;
}

/** What an invoice of the transaction's call centre says; undefined when there is none. */
export async function findInvoice(
  trx: DatabaseTransaction,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<{ readonly facts: InvoiceFacts; readonly issuedAt: Date } | undefined> {
  const row = await trx
    .selectFrom("smsInvoice")
    .select(["facts", "issuedAt"])
    .where("tenantId", "=", tenantId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : { facts: row.facts as unknown as InvoiceFacts, issuedAt: row.issuedAt };
}
