import pg from "pg";
import { type DatabaseAccess, ROLE_NAMES } from "./access.ts";

const LOCK_KEY = 5_305_001;

/** Opens one client whose errors never end the process; the caller closes it. */
export async function openClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/**
 * Creates the three roles, the database and its extensions if missing; safe with concurrent starts.
 * Needs a bootstrap role that may create roles (and the database, if missing).
 */
export async function bootstrapDatabase(access: DatabaseAccess): Promise<void> {
  const server = await openClient({ ...access.connectionFor("bootstrap"), database: "postgres" });
  try {
    await server.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await makeRoles(server, access);
    await makeDatabase(server, access.database);
  } finally {
    await server.end();
  }
  const inside = await openClient(access.connectionFor("bootstrap"));
  try {
    await inside.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await prepareDatabase(inside, access.database);
  } finally {
    await inside.end();
  }
}

async function makeRoles(client: pg.Client, access: DatabaseAccess): Promise<void> {
  for (const role of ["owner", "app", "auditor"] as const) {
    const name = client.escapeIdentifier(ROLE_NAMES[role]);
    const known = await client.query("select 1 from pg_roles where rolname = $1", [ROLE_NAMES[role]]);
    if (known.rowCount === 0) await client.query(`create role ${name}`);
    const password = client.escapeLiteral(access.passwordFor(role));
    await client.query(`alter role ${name} login nocreatedb nocreaterole password ${password}`);
  }
  await client.query(`grant ${ROLE_NAMES.owner} to current_user`);
}

async function makeDatabase(client: pg.Client, database: string): Promise<void> {
  const known = await client.query("select 1 from pg_database where datname = $1", [database]);
  if (known.rowCount !== 0) return;
  await client.query(
    `create database ${client.escapeIdentifier(database)} owner ${ROLE_NAMES.owner} template template0`,
  );
}

async function prepareDatabase(client: pg.Client, database: string): Promise<void> {
  const name = client.escapeIdentifier(database);
  await client.query("create extension if not exists btree_gist");
  await client.query("create extension if not exists pg_trgm");
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect, temporary on database ${name} to ${ROLE_NAMES.app}, ${ROLE_NAMES.auditor}`);
  await client.query(`grant connect, create, temporary on database ${name} to ${ROLE_NAMES.owner}`);
  await client.query("revoke all on schema public from public");
  await client.query(`grant usage on schema public to ${ROLE_NAMES.app}, ${ROLE_NAMES.auditor}, ${ROLE_NAMES.owner}`);
  await client.query(`grant create on schema public to ${ROLE_NAMES.owner}`);
}
