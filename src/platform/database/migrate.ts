import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { type DatabaseAccess, ROLE_NAMES } from "./access.ts";
import { bootstrapDatabase, openClient } from "./bootstrap.ts";

const LOCK_KEY = 5_305_002;
const FOLDER = new URL("../../../db/", import.meta.url);
const BASELINE = "0000_baseline";
const NAMES = {
  schema: { pattern: /^\d{2}_[a-z0-9-]+\.sql$/, example: "01_module.sql" },
  migrations: { pattern: /^\d{4}_[a-z0-9-]+\.sql$/, example: "0001_what-it-does.sql" },
  functions: { pattern: /^[a-z][a-z0-9_]*\.sql$/, example: "function_name.sql" },
} as const;

/** SQL text under the name by which the database records it. */
interface Script {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Migrates the database to the newest schema: roles, then the baseline (`db/schema`) on an empty database, then numbered
 * migrations (`db/migrations`) in one transaction each, then every function file (`db/functions`) that differs from the applied
 * one, then the job tables. A migration that changes the arguments or the result of a function drops it first.
 * Concurrent starts wait for each other. Throws before it changes a table when the database was created before the first
 * release, is newer than the program, belongs to another line of versions, or has a migration that has changed since.
 * `folder` (default: `db/` of this program) ends with a slash. Returns the names of the scripts applied by this run.
 */
export async function migrate(access: DatabaseAccess, folder: URL = FOLDER): Promise<readonly string[]> {
  await bootstrapDatabase(access);
  const client = await openClient(access.connectionFor("owner"));
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    const migrations = await applyMigrations(client, await readMigrations(folder));
    const functions = await applyFunctions(client, await readScripts(folder, "functions"));
    await migrateJobs(access);
    await grantJobs(client);
    return [...migrations, ...functions];
  } finally {
    await client.end();
  }
}

/** The names of the baseline and of all migrations this program knows, oldest first. */
export async function migrationNames(): Promise<readonly string[]> {
  return (await readMigrations(FOLDER)).map(({ name }) => name);
}

/** The baseline as one script, then the numbered migrations. */
async function readMigrations(folder: URL): Promise<readonly Script[]> {
  const schema = await readScripts(folder, "schema");
  const baseline = scriptOf(BASELINE, schema.map(({ sql }) => sql).join("\n"));
  return [baseline, ...(await readScripts(folder, "migrations"))];
}

/** The scripts of one subfolder, sorted by name; none if the subfolder is missing. */
async function readScripts(folder: URL, kind: keyof typeof NAMES): Promise<readonly Script[]> {
  const place = new URL(`${kind}/`, folder);
  const files = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && kind === "migrations") return [];
    throw error;
  });
  const names = files.filter((name) => name.endsWith(".sql")).sort();
  const misnamed = names.find((name) => !NAMES[kind].pattern.test(name));
  if (misnamed !== undefined) throw new Error(`${misnamed} in db/${kind} is not named like ${NAMES[kind].example}`);
  return Promise.all(names.map(async (name) => scriptOf(name, await readFile(new URL(name, place), "utf8"))));
}

function scriptOf(name: string, sql: string): Script {
  return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
}

async function applyMigrations(client: pg.Client, migrations: readonly Script[]): Promise<readonly string[]> {
  // Created before the baseline, whose default privileges would let the application write them.
  for (const table of ["migration", "repeatable_function"])
    await client.query(
      `create table if not exists ${table} (name text primary key, sha256 text not null, applied_at timestamptz not null)`,
    );
  const known = await client.query<{ name: string; sha256: string }>("select name, sha256 from migration");
  const reason = mismatch(known.rows, migrations);
  if (reason !== null) throw new Error(reason);
  const names = new Set(known.rows.map(({ name }) => name));
  const applied = migrations.filter(({ name }) => !names.has(name));
  for (const migration of applied) await applyMigration(client, migration);
  return applied.map(({ name }) => name);
}

/** Why the migrations of this program do not continue those of the database, and the remedy; null when they do. */
function mismatch(applied: readonly Omit<Script, "sql">[], migrations: readonly Script[]): string | null {
  if (applied.length > 0 && !applied.some(({ name }) => name === BASELINE))
    return "This database was made before the first release of Sambung and cannot be upgraded. Move its data folder away, or name another database, and start again with an empty one; to keep the data, start the version that made it";
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

async function applyMigration(client: pg.Client, migration: Script): Promise<void> {
  await inTransaction(client, `Migration ${migration.name}`, async () => {
    await client.query(migration.sql);
    await client.query("insert into migration (name, sha256, applied_at) values ($1, $2, clock_timestamp())", [
      migration.name,
      migration.sha256,
    ]);
  });
}

/** Applies the function files that differ from the applied ones, in one transaction. */
async function applyFunctions(client: pg.Client, functions: readonly Script[]): Promise<readonly string[]> {
  const known = await client.query<{ name: string; sha256: string }>("select name, sha256 from repeatable_function");
  const hashes = new Map(known.rows.map(({ name, sha256 }) => [name, sha256]));
  const changed = functions.filter(({ name, sha256 }) => hashes.get(name) !== sha256);
  if (changed.length === 0) return [];
  await inTransaction(client, "Functions", async () => {
    // A function may refer to another whose file comes later.
    await client.query("set local check_function_bodies = off");
    await client.query(changed.map(({ sql }) => sql).join("\n"));
    await client.query(
      `insert into repeatable_function (name, sha256, applied_at) select name, sha256, clock_timestamp()
        from unnest($1::text[], $2::text[]) as changed (name, sha256)
        on conflict (name) do update set sha256 = excluded.sha256, applied_at = excluded.applied_at`,
      [changed.map(({ name }) => name), changed.map(({ sha256 }) => sha256)],
    );
  });
  return changed.map(({ name }) => name);
}

async function inTransaction(client: pg.Client, what: string, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local lock_timeout = '10s'");
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`${what} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
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
  // The job tables have row security without policies, which admits their owner only; this adds policies for the app role.
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
