import { existsSync } from "node:fs";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { type Database, type DatabaseTransaction, type OpenDatabase, openDatabase } from "../database/index.ts";
import { openLog, openMetrics } from "../telemetry/index.ts";
import { openTexts } from "../texts/index.ts";
import { createRuntimeContext } from "../world/index.ts";
import { type Http, openHttp } from "./http-server.ts";

interface Line {
  readonly msg: string;
  readonly outage?: string;
  readonly route?: string;
}

const lineOf = (text: string): Line => JSON.parse(text) as Line;

/** Method that the silence check calls on a connection; its class is not exported by the database module. */
interface Watched {
  giveUp(): void;
}

let cloned: ClonedDatabase;
let database: OpenDatabase;
let holder: pg.Client;
let other: pg.Client;
let app: Http;
const lines: Line[] = [];

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase({ access: cloned.access, role: "app", max: 2, log: testLog });
  [holder, other] = [await connect(), await connect()];
  await other.query(
    "create table race (n int); grant select, update on race to sambung_app; insert into race values (0)",
  );
  await holder.query("begin; lock table person in access exclusive mode");
  app = await openHttp(
    {
      ...createRuntimeContext(),
      publicOrigin: undefined,
      isLocal: true,
      trustedProxies: [],
      tls: undefined,
      metrics: openMetrics(),
      texts: openTexts(),
      log: openLog({ process: "test", level: "warn", sink: { write: (line) => void lines.push(lineOf(line)) } }),
      sessions: { authenticate: async () => undefined, isRecognised: () => false },
    },
    {
      web: { folder: import.meta.dirname, routes: [] },
      addRoutes: (http) => {
        for (const [what, [, work]] of Object.entries(OUTAGES))
          http.get(pathOf(what), { config: { access: "public" } }, async () => work(database.db));
      },
    },
  );
});

afterAll(async () => {
  await app?.close();
  await Promise.all([holder?.end(), other?.end(), database?.close()]);
  await cloned?.close();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(cloned.access.connectionFor("bootstrap"));
  await client.connect();
  return client;
}

async function backendOf(trx: DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{ readonly pid: number }>`select pg_backend_pid() as pid`.execute(trx);
  return rows[0]?.pid ?? 0;
}

/** Blocks this whole process, like an overloaded machine, until the server has ended the connection. */
function stallUntilEnded(pid: number): void {
  const deadline = performance.now() + 20_000;
  while (existsSync(`/proc/${pid}`)) if (performance.now() > deadline) throw new Error("the connection does not end");
}

/** The server ends the transaction of a blocked process; either side may detect it first. */
const ENDED = /^(idle-timeout|connection-lost|EPIPE|ECONNRESET)$/;

/** Operations that meet an outage, and the outage's name in the log. */
const OUTAGES: Readonly<Record<string, readonly [RegExp, (db: Database) => Promise<unknown>]>> = {
  "a lock that another holds": [/^lock-timeout$/, (db) => db.selectFrom("person").select("id").execute()],
  "a slow statement": [
    /^statement-timeout$/,
    (db) =>
      db.transaction().execute(async (trx) => {
        await sql`set local statement_timeout = '50ms'`.execute(trx);
        await sql`select pg_sleep(60)`.execute(trx);
      }),
  ],
  "a process held up in a transaction": [
    ENDED,
    (db) =>
      db.transaction().execute(async (trx) => {
        const pid = await backendOf(trx);
        await sql`set local idle_in_transaction_session_timeout = '50ms'`.execute(trx);
        stallUntilEnded(pid);
        await sql`select 1`.execute(trx);
      }),
  ],
  "a connection that the server ends": [
    /^going-down$/,
    (db) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db),
  ],
  "a server that says nothing any more": [
    /^silent$/,
    (db) => {
      database.pool.once("acquire", (client: unknown) => setImmediate(() => (client as Watched).giveUp()));
      return sql`select pg_sleep(60)`.execute(db);
    },
  ],
  "two who change the same": [
    /^conflict$/,
    (db) =>
      db
        .transaction()
        .setIsolationLevel("repeatable read")
        .execute(async (trx) => {
          await sql`select n from race`.execute(trx);
          await other.query("update race set n = n + 1");
          await sql`update race set n = n + 1`.execute(trx);
        }),
  ],
  "no free connection": [
    /^no-connection$/,
    (db) => db.connection().execute(() => db.connection().execute(() => sql`select 1`.execute(db))),
  ],
};

const pathOf = (what: string): string => `/api/${what.replaceAll(" ", "-")}`;

describe("an outage of the database", () => {
  it.each(Object.entries(OUTAGES))(
    "is told as such, with the time to ask again, and named in the log: %s",
    async (what, [named]) => {
      const answer = await app.inject(pathOf(what));
      expect([answer.statusCode, answer.headers["retry-after"], answer.json<object>()]).toEqual([
        503,
        "2",
        { error: expect.objectContaining({ code: "try-again-shortly" }) as object },
      ]);
      const said = lines.filter(({ route }) => route === pathOf(what)).map(({ msg, outage }) => [msg, outage]);
      expect(said).toEqual([["http.outage", expect.stringMatching(named)]]);
    },
  );
});
