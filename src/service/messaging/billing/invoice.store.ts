import { sql } from "kysely";
import { present } from "../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inPieces, inTenant } from "../../../platform/database/index.ts";
import { drawableText } from "../../../platform/pdf/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import {
  type InvoiceCorrection,
  type InvoiceFacts,
  type InvoiceLine,
  type InvoiceRest,
  shownLines,
  totalsOf,
} from "./invoice.ts";

/** Delay between the end of a month and its invoice: by then every message accepted in that month is on disk. */
const GRACE_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
const AT_ONCE_MAX = 200;
/** Limit of distinct prices read from the ledger by one query; a period with more is split into shorter ones. */
const PIECE_MAX = 20_000;
const CORRECTIONS_MAX = 500;
/** Prices and carriers whose names are read by one query. */
const NAMED_MAX = 5_000;

interface Issuing {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly installation: string;
}

/** A completed month of a call centre and the period whose ledger entries its invoice covers. */
interface DueMonth {
  readonly tenantId: string;
  /** First day of the month. */
  readonly month: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

/**
 * Issues the invoices that are due; returns how many. If an invoice of a call centre cannot be issued, only that call centre's later months wait; it is tried
 * again at the next run.
 */
export async function issueInvoices(db: Database, issuing: Issuing): Promise<number> {
  const faults = new Map<string, unknown>();
  let issued = 0;
  // Each pass issues the first month due of each call centre, until no invoice is left.
  for (let more = true; more; ) {
    more = false;
    for await (const month of monthsDue(db, issuing.nowMs)) {
      if (faults.has(month.tenantId)) continue;
      const isIssued = await issueInvoice(db, month, issuing).catch((error: unknown) => {
        faults.set(month.tenantId, error);
        return false;
      });
      if (isIssued) issued += 1;
      more ||= isIssued;
    }
  }
  if (faults.size > 0)
    throw new AggregateError(faults.values(), `not issued: ${[...faults.keys()].slice(0, 20).join(", ")}`);
  return issued;
}

async function* monthsDue(db: Database, nowMs: number): AsyncGenerator<DueMonth> {
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const { rows }: { rows: readonly DueMonth[] } = await sql<DueMonth>`
      select * from sms_invoices_due(${new Date(nowMs - GRACE_MS)}::timestamptz, ${after}::uuid, ${AT_ONCE_MAX}::int)`.execute(
      db,
    );
    yield* rows;
    after = rows.length < AT_ONCE_MAX ? undefined : rows.at(-1)?.tenantId;
  }
}

/**
 * Issues the invoice of a month once; a second process finds it and does nothing. The ledger of a completed month no longer changes, so it is summed in
 * portions before the transaction, which therefore never blocks spending from the balance.
 */
async function issueInvoice(db: Database, due: DueMonth, { nowMs, newId, installation }: Issuing): Promise<boolean> {
  const { tenantId, month, fromAt, untilAt } = due;
  const { lines, rest: restOfLines } = shownLines(await chargesOf(db, due));
  const corrections = await inTenant(db, tenantId, (trx) => correctionsOf(trx, due));
  return inTenant(db, tenantId, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sms invoice ${tenantId}`}, 0))`.execute(trx);
    const there = await trx
      .selectFrom("smsInvoice")
      .select("id")
      .where("tenantId", "=", tenantId)
      .where("month", ">=", month)
      .limit(1)
      .executeTakeFirst();
    if (there !== undefined) return false;
    const centre = await trx.selectFrom("tenant").select("name").where("id", "=", tenantId).executeTakeFirstOrThrow();
    const named = month.slice(0, 7);
    const facts: InvoiceFacts = {
      number: await nextNumber(trx, month),
      centre: drawableText(centre.name),
      month: named,
      installation: drawableText(installation),
      issuedOn: officeDate(nowMs),
      lines,
      corrections: corrections.shown,
      rest: [...restOfLines, ...corrections.rest],
    };
    const { postpaid: dueRupiah, prepaid: prepaidRupiah } = totalsOf(facts);
    const told = { number: facts.number, facts: JSON.stringify(facts), dueRupiah, prepaidRupiah };
    await trx
      .insertInto("smsInvoice")
      .values({ id: newId(), tenantId, month, fromAt, untilAt, ...told, issuedAt: new Date(nowMs) })
      .execute();
    return true;
  });
}

/** The next invoice number of a month over all call centres; it is rolled back with the transaction, so there are no gaps. */
async function nextNumber(trx: DatabaseTransaction, month: string): Promise<string> {
  const { rows } = await sql<{ readonly last: number }>`
    insert into sms_invoice_counter as c (month, last) values (${month}::date, 1)
    on conflict (month) do update set last = c.last + 1 returning last`.execute(trx);
  return `SMS-${month.slice(0, 7)}-${String(rows[0]?.last ?? 0).padStart(4, "0")}`;
}

interface ChargeRow extends Omit<InvoiceLine, "carrier" | "prefix" | "priceRupiah"> {
  readonly priceId: string;
  readonly carrierId: string;
}

/** Charges less refunds of a month, by price and carrier. */
async function chargesOf(db: Database, { tenantId, fromAt, untilAt }: DueMonth): Promise<readonly InvoiceLine[]> {
  const times = { fromMs: fromAt.getTime(), untilMs: untilAt.getTime() };
  const pieces = inPieces(times, { rowsMax: PIECE_MAX, longestMs: DAY_MS }, ({ fromMs, untilMs }, limit) =>
    inTenant(db, tenantId, async (trx) => {
      const { rows } = await sql<ChargeRow>`
        select price_id, carrier_id, category, purse, sum(case kind when 'charge' then segments else -segments end)::bigint as segments,
          (-sum(amount_rupiah))::bigint as amount_rupiah
        from sms_ledger_entry where tenant_id = ${tenantId}::uuid and at >= ${new Date(fromMs)}::timestamptz
          and at < ${new Date(untilMs)}::timestamptz and kind in ('charge', 'refund')
        group by price_id, carrier_id, category, purse limit ${limit}::int`.execute(trx);
      return rows;
    }),
  );
  const sums = new Map<string, ChargeRow>();
  for await (const row of pieces) {
    const key = [row.priceId, row.carrierId, row.category, row.purse].join(" ");
    const { segments = 0, amountRupiah = 0 } = sums.get(key) ?? {};
    sums.set(key, { ...row, segments: row.segments + segments, amountRupiah: row.amountRupiah + amountRupiah });
  }
  return named(db, [...sums.values()]);
}

/** Adds prefix, price and carrier names to the sums; prices and carriers in use are never deleted. */
async function named(db: Database, sums: readonly ChargeRow[]): Promise<readonly InvoiceLine[]> {
  const [carriers, prices] = [
    new Map<string, string>(),
    new Map<string, Pick<InvoiceLine, "prefix" | "priceRupiah">>(),
  ];
  for (let from = 0; from < sums.length; from += NAMED_MAX) {
    const part = sums.slice(from, from + NAMED_MAX);
    const carrierRows = await db
      .selectFrom("smsCarrier")
      .select(["id", "name"])
      .where("id", "in", [...new Set(part.map(({ carrierId }) => carrierId))])
      .execute();
    for (const { id, name } of carrierRows) carriers.set(id, drawableText(name));
    const priceRows = await db
      .selectFrom("smsPrice")
      .select(["id", "prefix", "priceRupiah"])
      .where("id", "in", [...new Set(part.map(({ priceId }) => priceId))])
      .execute();
    for (const { id, ...price } of priceRows) prices.set(id, price);
  }
  return sums.map(({ priceId, carrierId, ...sum }) => ({
    ...sum,
    ...present(prices.get(priceId), "a price that was used"),
    carrier: present(carriers.get(carrierId), "a carrier that was used"),
  }));
}

interface Corrections {
  readonly shown: readonly InvoiceCorrection[];
  readonly rest: readonly InvoiceRest[];
}

/** Corrections of a month: the first ones, and the sum of the remainder. */
async function correctionsOf(trx: DatabaseTransaction, { tenantId, fromAt, untilAt }: DueMonth): Promise<Corrections> {
  const within = sql`tenant_id = ${tenantId}::uuid and at >= ${fromAt}::timestamptz and at < ${untilAt}::timestamptz and kind = 'correction'`;
  const { rows } = await sql<InvoiceCorrection>`
    select reason, purse, -amount_rupiah as amount_rupiah from sms_ledger_entry where ${within} order by at, id limit ${CORRECTIONS_MAX}::int`.execute(
    trx,
  );
  const beyond = await sql<Omit<InvoiceRest, "kind">>`
    select purse, count(*) as count, 0 as segments, (-sum(amount_rupiah))::bigint as amount_rupiah from (
      select purse, amount_rupiah from sms_ledger_entry where ${within} order by at, id offset ${CORRECTIONS_MAX}::int) c
    group by purse order by purse`.execute(trx);
  return {
    shown: rows.map((one) => ({ ...one, reason: drawableText(one.reason) })),
    rest: beyond.rows.map((one) => ({ ...one, kind: "corrections" })),
  };
}

/** An invoice in the list. */
export interface InvoiceRow {
  readonly id: string;
  readonly month: string;
  readonly number: string;
  readonly dueRupiah: number;
  readonly prepaidRupiah: number;
  readonly issuedAt: Date;
}

/** Invoices of the transaction's call centre, newest first, one for each month. */
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

/** Invoices of all call centres, newest first, after a cursor. */
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

/** The content of an invoice of the transaction's call centre; undefined when it does not exist. */
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
