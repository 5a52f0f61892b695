import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

/**
 * The tables that the auditor's database role may read: the log with its seals, and the views of personal documents. They contain only ids of people and
 * documents; to resolve an id, the auditor asks the ministry, which so knows of each request.
 */
const READS = ["audit_entry", "audit_seal", "document_view"];

let portal: TestPortal;
let auditor: pg.Client;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  auditor = new pg.Client(portal.access.connectionFor("auditor"));
  await auditor.connect();
});

afterAll(async () => {
  await auditor?.end();
  await portal?.close();
});

/** The tables and views on which the current role holds one of these privileges. */
async function heldOn(privileges: readonly string[]): Promise<readonly string[]> {
  const { rows } = await auditor.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p')
       and exists (select from unnest($1::text[]) p where has_table_privilege(c.oid, p))
     order by 1`,
    [privileges],
  );
  return rows.map(({ name }) => name);
}

describe("the database role of an auditor", () => {
  it("reads the log, its seals and who opened documents, and no other table", async () => {
    expect(await heldOn(["select"])).toEqual(READS);
    for (const table of READS) await auditor.query(`select * from ${table} limit 1`);
    for (const table of ["person", "stored_file", "organisation", "mail_message"])
      await expect(auditor.query(`select * from ${table} limit 1`)).rejects.toThrow(/permission denied/);
  });

  it("reads of an opened document who, what, when and in which case, all by id: no name, address or text", async () => {
    const { rows } = await auditor.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, null) as type from pg_attribute
       where attrelid = 'document_view'::regclass and attnum > 0 and not attisdropped order by attnum`,
    );
    const words = rows.filter(({ type }) => type !== "uuid" && type !== "boolean" && !type.startsWith("timestamp"));
    expect(words.map(({ column }) => column)).toEqual(["purpose", "role", "case_kind"]);
  });

  it("changes nothing anywhere", async () => {
    expect(await heldOn(["insert", "update", "delete", "truncate"])).toEqual([]);
    await expect(auditor.query("delete from document_view")).rejects.toThrow(/permission denied/);
    await expect(auditor.query("create table kosong (id int)")).rejects.toThrow(/permission denied/);
  });
});
