import { createHmac, randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import { assert } from "../../kernel/index.ts";
import { socketFolder } from "./embedded-folders.ts";

/** The three database roles, and the bootstrap role that creates them. */
export type DatabaseRole = "bootstrap" | "owner" | "app" | "auditor";

/** The names of the roles in PostgreSQL. */
export const ROLE_NAMES: Readonly<Record<Exclude<DatabaseRole, "bootstrap">, string>> = {
  owner: "sambung_owner",
  app: "sambung_app",
  auditor: "sambung_auditor",
};

/** Connection parameters of the database for each of its roles. */
export interface DatabaseAccess {
  readonly embedded: boolean;
  readonly database: string;
  connectionFor(role: DatabaseRole): pg.ClientConfig;
  passwordFor(role: Exclude<DatabaseRole, "bootstrap">): string;
}

/**
 * Address of the database: `databaseUrl`, or the embedded server of `dataFolder`. The passwords of the three roles are
 * derived from the bootstrap password, so that several machines agree on them without a shared file.
 * Throws when `databaseUrl` contains no password.
 */
export async function databaseAccess(options: {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
}): Promise<DatabaseAccess> {
  if (options.databaseUrl !== undefined) return externalAccess(options.databaseUrl);
  const password = await bootstrapPassword(options.dataFolder);
  const base = { host: await socketFolder(options.dataFolder), port: 5432, database: "sambung" };
  return accessFrom({ base, user: "postgres", password, embedded: true });
}

function externalAccess(url: string): DatabaseAccess {
  const config = parseIntoClientConfig(url);
  const { user, password } = config;
  assert(typeof password === "string" && password !== "", "DATABASE_URL must carry a user and a password");
  assert(typeof user === "string" && user !== "", "DATABASE_URL must carry a user");
  return accessFrom({ base: { ...config, database: config.database ?? "sambung" }, user, password, embedded: false });
}

function accessFrom(parts: {
  readonly base: pg.ClientConfig;
  readonly user: string;
  readonly password: string;
  readonly embedded: boolean;
}): DatabaseAccess {
  const passwordFor = (role: Exclude<DatabaseRole, "bootstrap">) =>
    createHmac("sha256", parts.password).update(`sambung role ${role}`).digest("hex");
  return {
    embedded: parts.embedded,
    database: parts.base.database ?? "sambung",
    passwordFor,
    connectionFor: (role) =>
      role === "bootstrap"
        ? { ...parts.base, user: parts.user, password: parts.password }
        : { ...parts.base, user: ROLE_NAMES[role], password: passwordFor(role) },
  };
}

/** The bootstrap password of the embedded server: read from a file of mode 0600, created on first use. */
async function bootstrapPassword(dataFolder: string): Promise<string> {
  const file = passwordFile(dataFolder);
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return known.trim();
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
  return (await readFile(file, "utf8")).trim();
}

/** The file that holds the embedded server's bootstrap password. */
export function passwordFile(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "secrets", "database-password");
}
