import pg from "pg";
import type { DatabaseAccess } from "../src/platform/database/index.ts";

/** The tables with a row that contains this text, in any column: as text, in JSON, or as bytes. Row policies are bypassed. */
export async function tablesThatHold(access: DatabaseAccess, text: string): Promise<readonly string[]> {
  const client = new pg.Client(access.connectionFor("bootstrap"));
  client.on("error", () => undefined);
  await client.connect();
  try {
    const bytes = Buffer.from(text).toString("hex");
    const tables = await client.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by tablename",
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const holding = await client.query(`select from ${name} t where t::text like any ($1) limit 1`, [
        [`%${text}%`, `%${bytes}%`],
      ]);
      if (holding.rowCount !== 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}
