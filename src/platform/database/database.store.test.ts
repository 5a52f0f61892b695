import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { startTestServer, type TestServer, testLog } from "../../../testkit/database.ts";
import { type DatabaseAccess, type DatabaseRole, databaseAccess } from "./access.ts";
import { startEmbeddedServer } from "./embedded-server.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open.ts";
import { databaseOutage } from "./outage.ts";
import { PREPARED } from "./prepared-statement-cache.ts";

/** Runs one statement as a role and returns its rows. */
async function asRole(access: DatabaseAccess, role: DatabaseRole, statement: string): Promise<readonly object[]> {
  const client = new pg.Client(access.connectionFor(role));
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<object>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

function at(server: TestServer, database: string): DatabaseAccess {
  const { access } = server;
  return { ...access, database, connectionFor: (role) => ({ ...access.connectionFor(role), database }) };
}

describe("the migrations", () => {
  let server: TestServer;
  const folders: string[] = [];

  /** A folder with a baseline of one file; `write` adds or replaces files. */
  async function baselineOf(sqlText: string) {
    const root = await mkdtemp(path.join(os.tmpdir(), "sambung-migrations-"));
    folders.push(root);
    for (const kind of ["schema", "migrations", "functions"]) await mkdir(path.join(root, kind));
    const write = (name: string, text: string) => writeFile(path.join(root, name), text);
    await write("schema/01_shelter.sql", sqlText);
    return { folder: pathToFileURL(`${root}/`), write };
  }

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(async () => {
    await server.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it("are applied once by three starters at once on an empty server", async () => {
    const fresh = at(server, "three_starters");
    const applied = await Promise.all([migrate(fresh), migrate(fresh), migrate(fresh)]);
    const names = applied.flat();
    expect(names.length).toBeGreaterThan(4);
    expect(new Set(names).size).toBe(names.length);
    expect(await migrate(fresh)).toEqual([]);
  });

  it("refuse to go on when one that was applied has changed since", async () => {
    const changed = at(server, "changed_since");
    await migrate(changed);
    await asRole(changed, "owner", "update migration set sha256 = 'other' where name like '0000%'");
    await expect(migrate(changed)).rejects.toThrow("changed after it was applied");
  });

  it.each([
    ["newer than the program", "9999_later.sql", /newer version of Sambung \(9999_later\.sql\).*Start that version/su],
    ["of another line", "0001_other.sql", /another line.*has 0001_other\.sql where.*has 0001_.*Start the version/su],
    ["made before the first release", "0001_foundation.sql", /before the first release.*Move its data folder away/su],
  ])("refuse a database that is %s, and change nothing in it", async (what, name, message) => {
    const foreign = at(server, `foreign_${what.replaceAll(" ", "_")}`);
    const { folder, write } = await baselineOf("create table shelter (id int);");
    await migrate(foreign, folder);
    if (what.startsWith("made before")) await asRole(foreign, "owner", "delete from migration");
    await asRole(foreign, "owner", `insert into migration values ('${name}', 'x', now())`);
    await write("migrations/0001_names.sql", "alter table shelter add column name text;");
    await write("functions/shelters.sql", "create or replace function shelters() returns int return 1;");
    const state =
      "select (select json_agg(name order by name) from migration) as names, (select count(*)::int from pg_attribute where attrelid = 'shelter'::regclass and attnum > 0) as columns, to_regproc('shelters') is null as is_bare";
    const before = await asRole(foreign, "owner", state);
    await expect(migrate(foreign, folder)).rejects.toThrow(message);
    expect(await asRole(foreign, "owner", state)).toEqual(before);
  });

  it("go on from the baseline by number, and replace the functions whose text changed", async () => {
    const access = at(server, "goes_on");
    const { folder, write } = await baselineOf("create table shelter (id int);");
    // The first function names the second one, whose file comes later.
    await write(
      "functions/first.sql",
      "create or replace function first() returns int language sql as 'select second()';",
    );
    await write("functions/second.sql", "create or replace function second() returns int return 1;");
    expect(await migrate(access, folder)).toEqual(["0000_baseline", "first.sql", "second.sql"]);
    await write("migrations/0001_names.sql", "alter table shelter add column name text;");
    await write("functions/second.sql", "create or replace function second() returns int return 2;");
    expect(await migrate(access, folder)).toEqual(["0001_names.sql", "second.sql"]);
    expect(await asRole(access, "owner", "select first() as first, name from shelter")).toEqual([]);
    expect(await asRole(access, "owner", "select first() as first")).toEqual([{ first: 2 }]);
    expect(await migrate(access, folder)).toEqual([]);
  });

  it("leave no trace of functions or a migration that fail", async () => {
    const access = at(server, "fails");
    const { folder, write } = await baselineOf("create table shelter (id int);");
    await migrate(access, folder);
    await write("functions/first.sql", "create or replace function first() returns int return 1;");
    await write("functions/second.sql", "create or replace function second() returns int return no_such_thing();");
    await expect(migrate(access, folder)).rejects.toThrow(/Functions failed.*no_such_thing/u);
    await write("migrations/0001_names.sql", "alter table shelter add column name text; select no_such_thing();");
    await expect(migrate(access, folder)).rejects.toThrow(/Migration 0001_names\.sql failed/u);
    const left =
      "select to_regproc('first') is null as is_bare, (select count(*)::int from migration) as migrations, (select count(*)::int from pg_attribute where attrelid = 'shelter'::regclass and attnum > 0) as columns";
    expect(await asRole(access, "owner", left)).toEqual([{ is_bare: true, migrations: 1, columns: 1 }]);
  });

  it("leave no table whose owner is the app", async () => {
    const owned = "select tablename from pg_tables where tableowner = 'sambung_app'";
    expect(await asRole(server.access, "bootstrap", owned)).toEqual([]);
  });
});

describe("the roles", () => {
  let cloned: ClonedDatabase;
  beforeEach(async () => {
    cloned = await cloneDatabase();
  });
  afterEach(() => cloned.close());

  it.each([
    ["app", "create table public.mine (id int)"],
    ["app", "drop table person"],
    ["app", "alter table person add column extra text"],
    ["app", "update migration set sha256 = 'x'"],
    ["app", "delete from migration"],
    ["app", "truncate access_code cascade"],
    ["app", "alter table audit_entry disable trigger all"],
    ["app", "update application_event set note = 'x'"],
    ["app", "set role sambung_owner"],
    ["app", "create role other"],
    ["auditor", "select * from person"],
    ["auditor", "select * from access_code"],
    ["auditor", "select * from session"],
    ["auditor", "insert into audit_entry (id) values (gen_random_uuid())"],
    ["auditor", "delete from audit_seal"],
    ["owner", "create role other"],
    ["owner", "update application_event set note = 'x' where true"],
  ] as const)("%s may not: %s", async (role, statement) => {
    if (role === "owner" && statement.includes("application_event")) {
      await asRole(cloned.access, "bootstrap", ONE_EVENT);
    }
    await expect(asRole(cloned.access, role, statement)).rejects.toThrow(
      /permission denied|must be owner|append-only|must be able to SET ROLE/,
    );
  });

  it("let the auditor read the audit log and who opened which document, and nothing else", async () => {
    const readable = await asRole(
      cloned.access,
      "auditor",
      "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'v') and has_table_privilege(c.oid, 'select') order by 1",
    );
    expect(readable).toEqual([{ name: "audit_entry" }, { name: "audit_seal" }, { name: "document_view" }]);
  });
});

/** One event with its dependent rows, inserted without triggers and constraints. */
const ONE_EVENT = `set session_replication_role = replica;
  insert into application_event (id, application_id, sequence, type, occurred_at)
  values (gen_random_uuid(), gen_random_uuid(), 1, 'begun', now())`;

/** A pool of one connection, its socket and the process that serves it. */
async function openOne() {
  const cloned = await cloneDatabase();
  const { pool, close } = openDatabase({ access: cloned.access, role: "app", max: 1, log: testLog });
  const client = await pool.connect();
  const { rows } = await client.query<{ readonly pid: number }>("select pg_backend_pid() as pid");
  client.release();
  return {
    pool,
    pid: rows[0]?.pid ?? 0,
    stream: (client as unknown as pg.Client).connection.stream,
    close: async () => {
      await close();
      await cloned.close();
    },
  };
}

const nextTurn = () => new Promise((resolve) => void setImmediate(resolve));

describe("a pool", () => {
  it("ends a statement, a wait for a lock and an idle transaction that take too long", async () => {
    const cloned = await cloneDatabase();
    const { pool, close } = openDatabase({ access: cloned.access, role: "app", max: 1, log: testLog });
    try {
      const limits = await pool.query(
        "select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle",
      );
      expect(limits.rows).toEqual([{ statement: "5s", lock: "2s", idle: "5s" }]);
    } finally {
      await close();
      await cloned.close();
    }
  });

  it("gives a connection up that is silent, fails what waits for it, and goes on with another", async () => {
    const cloned = await cloneDatabase();
    const { db, pool, close } = openDatabase({ access: cloned.access, role: "app", max: 1, log: testLog });
    const backend = async () =>
      (await pool.query<{ readonly pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0;
    const frozen = await backend();
    try {
      const halfDone = db.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx);
        process.kill(frozen, "SIGSTOP");
        await sql`select 2`.execute(trx);
      });
      const beganMs = performance.now();
      expect(databaseOutage(await halfDone.catch((error: unknown) => error))).toBe("silent");
      expect(performance.now() - beganMs).toBeLessThan(20_000);
      expect(await backend()).not.toBe(frozen);
    } finally {
      process.kill(frozen, "SIGCONT");
      await close();
      await cloned.close();
    }
  }, 30_000);

  it("keeps an idle connection that gets a statement just when its idleness is noticed", async () => {
    const { stream, pool, close } = await openOne();
    try {
      await once(stream, "timeout");
      expect((await pool.query("select 42 as answer from pg_sleep(0.1)")).rows).toEqual([{ answer: 42 }]);
    } finally {
      await close();
    }
  }, 30_000);

  it("keeps a connection whose server answers after a pause of the whole machine", async () => {
    const { pid, pool, close } = await openOne();
    try {
      process.kill(pid, "SIGSTOP");
      const answer = pool.query<object>("select 42 as answer").then(
        ({ rows }) => rows,
        (error: unknown) => databaseOutage(error),
      );
      // The statement is sent before both processes stop for longer than the limit of a silent server.
      await nextTurn();
      spawnSync("sleep", ["9"]);
      for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      process.kill(pid, "SIGCONT");
      expect(await answer).toEqual([{ answer: 42 }]);
    } finally {
      await close();
    }
  }, 30_000);

  it("prepares what comes again once for each connection, and answers each of its questions", async () => {
    const cloned = await cloneDatabase();
    const { pool, close } = openDatabase({ access: cloned.access, role: "app", max: 1, log: testLog });
    try {
      const ask = `${PREPARED} select $1::int + 1 as answer`;
      expect((await pool.query(ask, [1])).rows).toEqual([{ answer: 2 }]);
      expect((await pool.query(ask, [41])).rows).toEqual([{ answer: 42 }]);
      const kept = await pool.query("select count(*)::int as count from pg_prepared_statements");
      expect(kept.rows).toEqual([{ count: 1 }]);
      const often = "select $1::int + 2 as answer";
      for (const value of [1, 2, 3, 4])
        expect((await pool.query(often, [value])).rows).toEqual([{ answer: value + 2 }]);
      const then = await pool.query("select statement from pg_prepared_statements order by prepare_time");
      expect(then.rows).toEqual([{ statement: ask }, { statement: often }]);
      const client = await pool.connect();
      await client.query("begin");
      await client.query("select 1 / 0").catch(() => undefined);
      await expect(client.query(often, [5])).rejects.toThrow("aborted");
      await client.query("rollback");
      expect((await client.query(often, [5])).rows).toEqual([{ answer: 7 }]);
      client.release();
    } finally {
      await close();
      await cloned.close();
    }
  });
});

describe("the embedded server", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function freshFolder(): Promise<string> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-embedded-"));
    folders.push(folder);
    return folder;
  }

  const isAlive = (pid: number) =>
    readFile(`/proc/${pid}/stat`, "utf8").then(
      (stat) => !/\) Z /.test(stat),
      () => false,
    );

  it("shuts an orphan of a killed owner down before it starts, so that one server serves a folder", async () => {
    const dataFolder = await freshFolder();
    const first = await startEmbeddedServer({ dataFolder, log: testLog, durable: false });
    const second = await startEmbeddedServer({ dataFolder, log: testLog, durable: false });
    try {
      expect(await isAlive(first.pid)).toBe(false);
      expect(await isAlive(second.pid)).toBe(true);
      const access = await databaseAccess({ dataFolder, databaseUrl: undefined });
      const client = new pg.Client({ ...access.connectionFor("bootstrap"), database: "postgres" });
      await client.connect();
      await client.end();
    } finally {
      await second.stop();
      await first.stop();
    }
  });

  it("ends when the process that started it is killed", async () => {
    const dataFolder = await freshFolder();
    const program = `
      const { startEmbeddedServer } = await import(${JSON.stringify(new URL("embedded-server.ts", import.meta.url).href)});
      const log = { debug() {}, info() {}, warn() {}, error() {}, child() { return log; } };
      const { pid } = await startEmbeddedServer({ dataFolder: ${JSON.stringify(dataFolder)}, log, durable: false });
      process.stdout.write(String(pid) + "\\n");
      setInterval(() => undefined, 1000);`;
    const owner = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const said = await new Promise<string>((resolve) =>
      owner.stdout.once("data", (chunk: Buffer) => resolve(String(chunk))),
    );
    const pid = Number(said.trim());
    expect(await isAlive(pid)).toBe(true);
    owner.kill("SIGKILL");
    const deadline = performance.now() + 15_000;
    while ((await isAlive(pid)) && performance.now() < deadline) await delay(50);
    expect(await isAlive(pid)).toBe(false);
  });

  it("keeps its password from everybody else on the machine and speaks on no network port", async () => {
    const dataFolder = await freshFolder();
    const server = await startEmbeddedServer({ dataFolder, log: testLog, durable: false });
    try {
      const { stat } = await import("node:fs/promises");
      const mode = (await stat(path.join(dataFolder, "secrets", "database-password"))).mode & 0o777;
      expect(mode).toBe(0o600);
      const shown = await asRole(
        { ...server.access, connectionFor: (role) => ({ ...server.access.connectionFor(role), database: "postgres" }) },
        "bootstrap",
        "show listen_addresses",
      );
      expect(shown).toEqual([{ listen_addresses: "" }]);
    } finally {
      await server.stop();
    }
  });
});
