import { sql } from "kysely";
import { expect, it } from "vitest";
import { cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { openDatabase } from "./open.ts";

/** Tables of messages and of their webhooks. */
const OF_MESSAGES = ["sms_%", "message_%", "webhook_%", "desktop_presence"];
/**
 * Without an index since the first version: it would make each message more expensive, and the referenced rows are ended, not deleted, while they have
 * messages.
 */
const KNOWN: ReadonlySet<string> = new Set([
  ...["account_id", "api_key_id", "sender_id"].map((column) => `sms_message (${column})`),
  ...["sms_inbound (carrier_id)", "sms_receipt (carrier_id)", "sms_notice (account_id)"],
  // Few users set prices, and their accounts are not deleted.
  "sms_price (created_by)",
]);

it("foreign keys of tables of messages have indexes, so that what they name can be removed", async () => {
  const clone = await cloneDatabase();
  const database = openDatabase({ access: clone.access, role: "app", max: 2, log: testLog });
  // An index covers a foreign key if its first columns are those of the key, in any order, and if it leaves out no row with a reference.
  const { rows } = await sql<{ readonly name: string }>`
    select c.conrelid::regclass || ' (' || (select string_agg(a.attname, ', ' order by k.nth)
      from unnest(c.conkey) with ordinality as k(number, nth) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) || ')' as name
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0 and t.relname like any (${OF_MESSAGES}::text[])
      and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indisvalid
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) like '(% IS NOT NULL)')
        and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] @> c.conkey)
    order by 1`.execute(database.db);
  await database.close();
  await clone.close();
  expect(rows.map(({ name }) => name).filter((name) => !KNOWN.has(name))).toEqual([]);
});
