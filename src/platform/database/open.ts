import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "../../../db/generated/schema.ts";
import type { Log } from "../telemetry/index.ts";
import type { DatabaseAccess, DatabaseRole } from "./access.ts";
import { PreparingClient, type SilenceListener } from "./preparing-client.ts";

/** The query builder over the generated table types. */
export type Database = Kysely<DB>;

/** A query builder inside a transaction. */
export type DatabaseTransaction = Transaction<DB>;

/** A pool and its query builder; the opener closes it. */
export interface OpenDatabase {
  readonly db: Database;
  readonly pool: pg.Pool;
  /** Ends the pool; safe to call twice. */
  close(): Promise<void>;
}

/** Limits that every connection carries, in milliseconds. */
const STATEMENT_MS_MAX = 5_000;
const LOCK_MS_MAX = 2_000;
const IDLE_IN_TRANSACTION_MS_MAX = 5_000;
const CONNECT_MS_MAX = 5_000;

const INT8_OID = 20;
const DATE_OID = 1082;
pg.types.setTypeParser(INT8_OID, (text) => Number(text));
pg.types.setTypeParser(DATE_OID, (text) => text);

/** Opens a pool as `role`, always with statement, lock and idle time-outs. `bigint` arrives as number, `date` as ISO text. */
export function openDatabase(options: {
  readonly access: DatabaseAccess;
  readonly role: DatabaseRole;
  readonly max: number;
  readonly log: Log;
}): OpenDatabase {
  const idle = new Set<pg.ClientBase>();
  const silence: SilenceListener = {
    // If one connection is dead the others may be dead too, and each would cost its next user the whole time-out.
    onSilence: () => {
      for (const client of [...idle]) if (client instanceof PreparingClient) client.giveUp();
    },
  };
  const pool = new pg.Pool({
    Client: PreparingClient,
    ...silence,
    ...options.access.connectionFor(options.role),
    max: options.max,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    statement_timeout: STATEMENT_MS_MAX,
    lock_timeout: LOCK_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    application_name: `sambung-${options.role}`,
  });
  pool.on("error", (error) => options.log.warn({ err: error }, "database.connection-lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("acquire", (client) => idle.delete(client));
  pool.on("release", (_error, client) => idle.add(client));
  pool.on("remove", (client) => idle.delete(client));
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  let closing: Promise<void> | undefined;
  return {
    db,
    pool,
    close: () => {
      closing ??= endPool(db, pool);
      return closing;
    },
  };
}

/** The query builder ends its pool only after use; an unused pool with direct queries would keep the process running. */
async function endPool(db: Database, pool: pg.Pool): Promise<void> {
  await db.destroy();
  if (!pool.ending) await pool.end();
}

/** The SQLSTATE of a PostgreSQL error and the constraint it names; undefined for any other error. */
export function databaseFault(
  error: unknown,
): { readonly state: string; readonly constraint: string | undefined } | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return undefined;
  return { state: error.code, constraint: error.constraint };
}
