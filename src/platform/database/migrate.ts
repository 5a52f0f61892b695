import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { type DatabaseAccess, ROLE_NAMES } from "./access.ts";
import { bootstrapDatabase, openClient } from "./bootstrap.ts";

const LOCK_KEY = 5_305_002;
const FOLDER = new URL("../../../db/migrations/", import.meta.url);
const NAME = /^\d{4}_[a-z0-9-]+\.sql$/;

/** One numbered migration file. */
interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Brings the database to the newest shape: roles, then numbered `.sql` files in one transaction each, then the job tables.
 * Two starters at once wait for each other. Throws before it changes a table when the database is newer than the program,
 * belongs to another line of versions, or has a migration that has changed since. Returns the names applied now.
 */
export async function migrate(access: DatabaseAccess): Promise<readonly string[]> {
  await bootstrapDatabase(access);
  const client = await openClient(access.connectionFor("owner"));
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    const applied = await applyAll(client, await readMigrations());
    await migrateJobs(access);
    await grantJobs(client);
    return applied;
  } finally {
    await client.end();
  }
}

/** The names of all migrations this program knows, oldest first. */
export async function migrationNames(): Promise<readonly string[]> {
  return (await readMigrations()).map(({ name }) => name);
}

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).sort();
  const misnamed = names.find((name) => !NAME.test(name));
  if (misnamed !== undefined) throw new Error(`Migration ${misnamed} is not named like 0001_what-it-does.sql`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function applyAll(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(
    "create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)",
  );
  const known = await client.query<{ name: string; sha256: string }>("select name, sha256 from migration");
  const fault = lineFault(known.rows, migrations);
  if (fault !== null) throw new Error(fault);
  const names = new Set(known.rows.map(({ name }) => name));
  const applied: string[] = [];
  for (const migration of migrations) {
    if (names.has(migration.name)) continue;
    await applyOne(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

/** Why the migrations of this program do not continue those that the database has, and what to do; null when they do. */
function lineFault(applied: readonly Omit<Migration, "sql">[], migrations: readonly Migration[]): string | null {
  const byNumber = new Map(migrations.map((migration) => [numberOf(migration.name), migration]));
  const known = applied.flatMap((row) => {
    const own = byNumber.get(numberOf(row.name));
    return own === undefined ? [] : [{ row, own }];
  });
  const renamed = known.find(({ row, own }) => row.name !== own.name);
  if (renamed !== undefined)
    return `The database belongs to another line of versions of Sambung: it has ${renamed.row.name} where this program has ${renamed.own.name}. Start the version that made the database, or name another database`;
  const changed = known.find(({ row, own }) => row.sha256 !== own.sha256);
  if (changed !== undefined)
    return `Migration ${changed.own.name} changed after it was applied. Start the version that applied it; a developer adds a new migration instead`;
  const later = applied.filter(({ name }) => !byNumber.has(numberOf(name))).map(({ name }) => name);
  if (later.length === 0) return null;
  return `The database was made by a newer version of Sambung (${later.toSorted().join(", ")}). Start that version or a later one, or restore a backup from before the upgrade`;
}

function numberOf(name: string): string {
  return name.slice(0, 4);
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local lock_timeout = '10s'");
    await client.query(migration.sql);
    await client.query("insert into migration (name, sha256, applied_at) values ($1, $2, clock_timestamp())", [
      migration.name,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function migrateJobs(access: DatabaseAccess): Promise<void> {
  const pool = new pg.Pool({ ...access.connectionFor("owner"), max: 2 });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}

async function grantJobs(client: pg.Client): Promise<void> {
  const app = ROLE_NAMES.app;
  await client.query(`grant usage on schema graphile_worker to ${app}`);
  await client.query(`grant select, insert, update, delete on all tables in schema graphile_worker to ${app}`);
  await client.query(`grant usage, select on all sequences in schema graphile_worker to ${app}`);
  await client.query(`grant execute on all functions in schema graphile_worker to ${app}`);
  // The job tables have row security without policies, so that only their owner gets through; the app does the work here.
  await client.query(`do $$
    declare job_table text;
    begin
      for job_table in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'sambung_app')
      loop
        execute format('create policy sambung_app on graphile_worker.%I to ${app} using (true) with check (true)', job_table);
      end loop;
    end $$`);
}
