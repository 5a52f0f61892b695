import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { wantedWords } from "./article.store.ts";

/** The maximum of entries that a search returns. */
const FOUND_MAX = 20;
/** The maximum of recorded entries of one contact. */
const USED_MAX = 100;

/** A list entry as an agent reads it. */
export interface AgentsEntry {
  readonly listId: string;
  readonly number: number;
  readonly line: number;
  readonly kind: "locations" | "prices";
  readonly list: string;
  readonly code: string;
  readonly name: string;
  readonly priceRupiah: number | null;
  readonly postcode: string | null;
  readonly validUntil: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** Searches the lists in force on a day for entries with all words of a question, the best match first: names and codes weigh more than the rest. */
export async function searchEntries(
  trx: DatabaseTransaction,
  { question, today }: { readonly question: string; readonly today: string },
): Promise<readonly AgentsEntry[]> {
  const wanted = wantedWords(question);
  if (wanted === null) return [];
  const { rows } = await sql<AgentsEntry>`
    select f.list_id, f.number, f.line, l.kind, l.name as list, e.code, e.name, e.price_rupiah::float8 as price_rupiah,
      e.postcode, e.valid_until, e.fields
    from search_information_entries(${wanted}, ${today}::date, ${FOUND_MAX}) f
    join information_entry e on e.list_id = f.list_id and e.number = f.number and e.line = f.line
    join information_list l on l.id = f.list_id
    order by f.rank desc, lower(e.name), f.list_id, f.line`.execute(trx);
  return rows;
}

/** The entries that were recorded as given to the caller of a contact. */
export async function entriesUsedIn(trx: DatabaseTransaction, contactId: string) {
  return trx
    .selectFrom("informationEntryUse")
    .select(["listId", "number", "line"])
    .distinct()
    .where("contactId", "=", contactId)
    .limit(USED_MAX)
    .execute();
}

/** Records once that an entry was given to a caller; false when there is no such entry. */
export async function insertEntryUse(
  trx: DatabaseTransaction,
  use: {
    readonly contactId: string;
    readonly listId: string;
    readonly number: number;
    readonly line: number;
    readonly agentId: string;
    readonly tenantId: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const entry = await trx
    .selectFrom("informationEntry")
    .select("line")
    .where("listId", "=", use.listId)
    .where("number", "=", use.number)
    .where("line", "=", use.line)
    .executeTakeFirst();
  if (entry === undefined) return false;
  await trx
    .insertInto("informationEntryUse")
    .values(use)
    .onConflict((on) => on.doNothing())
    .execute();
  return true;
}
