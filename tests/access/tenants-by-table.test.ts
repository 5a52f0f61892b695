import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../testkit/clone.ts";

const [A, B] = [randomUUID(), randomUUID()];
/**
 * Tables with a tenant that are not part of the service. Access to people is checked by their routes; the audit log, whose rows may have no tenant, has a
 * policy and tests for it (`audit.store.test.ts`).
 */
const OF_PEOPLE = new Set(["invitation", "membership", "audit_entry"]);
const NOT_PERMITTED = "42501";

let clone: ClonedDatabase;
let app: pg.Client;
let bootstrap: pg.Client;
let tables: readonly string[];

beforeAll(async () => {
  clone = await cloneDatabase();
  bootstrap = await connected("bootstrap");
  app = await connected("app");
  // Disables triggers and foreign keys, so that any row can be inserted: this test is about visibility only.
  await bootstrap.query("set session_replication_role = replica");
  for (const id of [A, B])
    await bootstrap.query("insert into tenant (id, name, created_at) values ($1, $2, now())", [id, `Uji ${id}`]);
  tables = (await tenantTables()).filter((name) => !OF_PEOPLE.has(name));
  for (const table of tables) {
    await withoutChecks(table);
    for (const tenant of [A, B]) await insertAny(table, tenant);
  }
});

afterAll(async () => {
  await app?.end();
  await bootstrap?.end();
  await clone?.close();
});

async function connected(role: "app" | "bootstrap"): Promise<pg.Client> {
  const client = new pg.Client({ ...clone.access.connectionFor(role), database: clone.access.database });
  await client.connect();
  return client;
}

async function names(sql: string, values: readonly unknown[] = []): Promise<readonly string[]> {
  const { rows } = await bootstrap.query<{ readonly name: string }>(sql, [...values]);
  return rows.map(({ name }) => name);
}

/** Every table with a tenant column, from the catalogue. */
const tenantTables = () =>
  names(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t
       on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
     where c.table_schema = 'public' and c.column_name = 'tenant_id' order by 1`,
  );

/** Tables of the service without a row policy, from the catalogue. */
const unguarded = () =>
  names(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped
       and not (c.relname = any ($1)) and not (c.relrowsecurity and a.attnotnull and exists (
         select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
           and pg_get_expr(p.polqual, c.oid) = '(tenant_id = current_tenant())'
           and pg_get_expr(p.polwithcheck, c.oid) = '(tenant_id = current_tenant())')
         and (select count(*) from pg_policy p where p.polrelid = c.oid) = 1)
     order by 1`,
    [[...OF_PEOPLE]],
  );

async function withoutChecks(table: string): Promise<void> {
  const checks = await names(
    "select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [`public.${table}`],
  );
  for (const check of checks) await bootstrap.query(`alter table ${table} drop constraint "${check}"`);
}

const VALUES: Readonly<Record<string, string>> = {
  uuid: "gen_random_uuid()",
  inet: "'192.0.2.1'::inet + (random() * 1000000)::int",
  jsonb: "'{}'",
  bytea: "decode(md5(random()::text), 'hex')",
  boolean: "true",
  date: "current_date",
  "timestamp with time zone": "now()",
  ARRAY: "'{}'",
  real: "1",
  smallint: "(random() * 30000)::int",
  tsvector: "''",
};

/** Inserts a row of a tenant, with a value in every required column. */
async function insertAny(table: string, tenantId: string): Promise<void> {
  const { rows } = await bootstrap.query<{ readonly name: string; readonly type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and is_generated = 'NEVER'
       and column_name <> 'tenant_id'`,
    [table],
  );
  const number = "(random() * 1000000)::int";
  const values = rows.map(({ type }) => VALUES[type] ?? (/int|numeric/.test(type) ? number : `${number}::text`));
  const columns = ["tenant_id", ...rows.map(({ name }) => name)].join(", ");
  await bootstrap.query(`insert into ${table} (${columns}) values ($1, ${values.join(", ")})`, [tenantId]);
}

/** Runs a statement as the application in a transaction of a tenant: the number of rows, or the SQLSTATE of the error. */
async function asApp(tenant: string | null, sql: string, values: readonly unknown[] = []): Promise<number | string> {
  await app.query("begin");
  try {
    if (tenant !== null) await app.query("select set_config('app.tenant', $1, true)", [tenant]);
    const { rowCount } = await app.query(sql, [...values]);
    return rowCount ?? 0;
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? "unknown") : "unknown";
  } finally {
    await app.query("rollback");
  }
}

describe("every table of the service", () => {
  it("is among those that are looked at, and has one policy that names its tenant for reading and writing", async () => {
    expect(tables).toEqual(expect.arrayContaining(["trunk", "phone", "cdr", "recording", "call_event", "sip_trace"]));
    expect(tables.length).toBeGreaterThanOrEqual(15);
    expect(await unguarded()).toEqual([]);
  });

  it("shows a tenant his own row and not the other's, and nobody's to a statement without a tenant", async () => {
    for (const table of tables) {
      const seen = (tenant: string | null) => asApp(tenant, `select from ${table} where tenant_id in ($1, $2)`, [A, B]);
      expect([table, await seen(A), await seen(B), await seen(null)]).toEqual([table, 1, 1, 0]);
      expect([table, await asApp(A, `select from ${table} where tenant_id = $1`, [B])]).toEqual([table, 0]);
    }
  });

  it("lets a tenant neither change, take away nor add rows of the other", async () => {
    for (const table of tables) {
      const change = await asApp(A, `update ${table} set tenant_id = tenant_id where tenant_id = $1`, [B]);
      const away = await asApp(A, `delete from ${table} where tenant_id = $1`, [B]);
      const give = await asApp(A, `update ${table} set tenant_id = $2 where tenant_id = $1`, [A, B]);
      const add = await asApp(A, await copyTo(table, B));
      expect([table, [0, NOT_PERMITTED].includes(change), [0, NOT_PERMITTED].includes(away)]).toEqual([
        table,
        true,
        true,
      ]);
      expect([table, give, add]).toEqual([table, NOT_PERMITTED, NOT_PERMITTED]);
    }
  });

  it("takes no row at all from a statement without a tenant", async () => {
    for (const table of tables) {
      // The row has no tenant here: the values to insert must come from outside the policy.
      expect([table, await asApp(null, await literalCopy(table))]).toEqual([table, NOT_PERMITTED]);
    }
  });

  it("that forgot its policy, or names its tenant for reading only, is found", async () => {
    await bootstrap.query("create table forgotten (id uuid, tenant_id uuid not null)");
    await bootstrap.query("create table half (id uuid, tenant_id uuid not null)");
    await bootstrap.query("alter table half enable row level security");
    await bootstrap.query("create policy half_own on half using (tenant_id = current_tenant()) with check (true)");
    expect(await unguarded()).toEqual(["forgotten", "half"]);
  });
});

const columnsOf = (table: string) =>
  names(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );

/** A statement that inserts the tenant's rows again under another tenant. */
async function copyTo(table: string, tenantId: string): Promise<string> {
  const columns = await columnsOf(table);
  const values = columns.map((name) => (name === "tenant_id" ? `'${tenantId}'` : `"${name}"`));
  const list = columns.map((name) => `"${name}"`).join(", ");
  return `insert into ${table} (${list}) select ${values.join(", ")} from ${table}`;
}

/** A statement that inserts a row of tenant A with literal values. */
async function literalCopy(table: string): Promise<string> {
  const columns = (await columnsOf(table)).map((name) => `"${name}"`).join(", ");
  const { rows } = await bootstrap.query<{ readonly row: unknown }>(
    `select to_jsonb(t) as row from ${table} t where tenant_id = $1`,
    [A],
  );
  const literal = pg.escapeLiteral(JSON.stringify(rows[0]?.row));
  return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, ${literal}::jsonb)`;
}
