import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { TicketState } from "./ticket-limits.shared.ts";

/** The call centre of a page; undefined when none has it, or it is closed. */
export async function centreOfPage(
  db: Database,
  page: string,
): Promise<{ readonly tenantId: string; readonly name: string } | undefined> {
  const { rows } = await sql<{ readonly tenantId: string; readonly name: string }>`
    select tenant_id, name from tenant_of_ticket_page(${page})`.execute(db);
  return rows[0];
}

/** The ticket of a number with its code, locked when the transaction writes; undefined when it does not exist. */
export async function ticketOfNumber(trx: DatabaseTransaction, number: number) {
  const row = await trx
    .selectFrom("ticket as t")
    .innerJoin("ticketCategory as c", "c.id", "t.categoryId")
    .select(["t.id", "t.number", "t.code", "t.subject", "t.openedAt", "c.name as categoryName"])
    .select(sql<TicketState>`t.state`.as("state"))
    .where("t.number", "=", number)
    .executeTakeFirst();
  return row;
}
