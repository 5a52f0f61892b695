import { sql } from "kysely";
import type { DatabaseTransaction } from "../src/platform/database/index.ts";
import { inTenant, openDatabase } from "../src/platform/database/index.ts";
import { openCallCentre } from "../testkit/call-centre.ts";
import { testLog } from "../testkit/database.ts";
import { succeeded } from "../testkit/numbering-case.ts";
import type { TestSystem } from "../testkit/system.ts";
import { addTicketCategory, ticketForm } from "../testkit/ticket-form.ts";
import { uuidOf } from "./crowd.ts";

/** Tickets of one tenant, of which one in twenty is not solved yet. */
const TICKETS = 100_000;
/** Rows per statement, well within the statement time-out. */
const CHUNK = 2_500;
/** The number of the ticket that all others are copied from. */
const FIRST = 1_001;

/** Queries of users on a long list of tickets: a rare one, a number, a customer's number, many, all, and none. */
export const TICKET_QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  tickets_search: [
    "state=all&search=Keluhan 12345",
    "state=all&search=54321",
    "state=all&search=0812-0001-2345",
    "state=all&search=Gangguan",
    "state=all&search=Ibu",
    "state=all&search=xyzzy",
    "search=Gangguan",
    "search=xyzzy",
  ],
  tickets_page_1000: ["state=all&page=1000"],
  tickets_first_page: ["", "state=all", "state=closed", "priority=urgent", "isLate=yes", "whose=mine", "whose=nobody"],
};

/** A tenant with very many tickets; returns a user who reads them. */
export async function addTickets(system: TestSystem, tell: (line: string) => void) {
  const { kit, url, access } = system;
  const { tenantId, operator } = await openCallCentre({ kit, url });
  const categoryId = await addTicketCategory(operator.client, "Keluhan");
  const id = kit.ids.next();
  succeeded(await operator.client.post("/api/service/tickets", ticketForm(id, categoryId)), "a ticket");
  const startedMs = performance.now();
  for (let from = 1; from < TICKETS; from += CHUNK)
    await inTenant(kit.db, tenantId, (trx) => addCopies(trx, id, { from, to: Math.min(from + CHUNK, TICKETS) - 1 }));
  const { pool, close } = openDatabase({ access, role: "owner", max: 1, log: testLog });
  try {
    await pool.query("vacuum analyze ticket");
  } finally {
    await close();
  }
  tell(`${TICKETS} tickets in ${Math.round(performance.now() - startedMs)} ms`);
  return operator.client;
}

/** Copies of a ticket with different numbers, customers, words and times; older ones have ended. */
async function addCopies(
  trx: DatabaseTransaction,
  ticketId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const names = await writtenColumns(trx);
  const columns = sql.join(names.map((name) => sql.id(name)));
  const values = sql.join(names.map((name) => sql.id("r", name)));
  const isOpen = sql`n > ${sql.lit(TICKETS - TICKETS / 20)}`;
  await sql`insert into ticket (${columns})
    select ${values} from ticket t, generate_series(${from}::int, ${to}::int) as n,
      lateral jsonb_populate_record(t, jsonb_build_object(
        'id', ${uuidOf("ticket", sql`n`)},
        'number', ${sql.lit(FIRST)} + n,
        'subject', (array['Tagihan','Gangguan','Keluhan','Permintaan','Pertanyaan'])[1 + n % 5] || ' ' || n,
        'customer_name', (array['Ibu','Bapak'])[1 + n % 2] || ' '
          || (array['Rina','Sari','Budi','Agus','Dewi','Tono','Wati','Eko','Nur','Joko'])[1 + (n / 7) % 10],
        'customer_number', '0812' || lpad((n % 20000)::text, 8, '0'),
        'priority', (array['low','normal','normal','high','urgent'])[1 + (n / 3) % 5],
        'state', case when ${isOpen} then (array['open','in-work','waiting','reopened'])[1 + n % 4] else 'closed' end,
        'opened_at', t.opened_at - (${sql.lit(TICKETS)} - n) * interval '5 minutes',
        'due_at', case when ${isOpen} then t.opened_at + (n % 1000 - 500) * interval '10 minutes' end,
        'look_at', null)) r
    where t.id = ${ticketId}::uuid`.execute(trx);
}

/** The columns of a ticket that the database does not generate. */
async function writtenColumns(trx: DatabaseTransaction): Promise<readonly string[]> {
  const found = await sql<{ readonly name: string }>`select column_name::text as name from information_schema.columns
    where table_schema = 'public' and table_name = 'ticket' and is_generated = 'NEVER' order by ordinal_position`.execute(
    trx,
  );
  return found.rows.map(({ name }) => name);
}
