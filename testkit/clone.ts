import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import {
  type DatabaseAccess,
  databaseAccess,
  type OpenDatabase,
  openDatabase,
  socketFolder,
} from "../src/platform/database/index.ts";
import { testLog } from "./database.ts";
import { openClones } from "./left-open.ts";

/** A test's own database, cloned from the run's template. */
export interface ClonedDatabase {
  readonly access: DatabaseAccess;
  /** The same database as a `DATABASE_URL`. */
  readonly url: string;
  /** Drops it, even with open connections. */
  close(): Promise<void>;
}

let clones = 0;

/** Clones the run's migrated and filled template database (about 60 ms in memory, half a second on a busy disk). */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const dataFolder = inject("testServerFolder");
  const template = await databaseAccess({ dataFolder, databaseUrl: undefined });
  clones += 1;
  const database = `test_${process.pid}_${clones}`;
  openClones.add(database);
  await onServer(template, `create database ${database} template ${template.database} strategy = file_copy`);
  const password = (await readFile(path.join(dataFolder, "secrets", "database-password"), "utf8")).trim();
  const host = encodeURIComponent(await socketFolder(dataFolder));
  return {
    access: {
      ...template,
      database,
      connectionFor: (role) => ({ ...template.connectionFor(role), database }),
    },
    url: `postgresql://postgres:${password}@localhost/${database}?host=${host}&port=5432`,
    close: async () => {
      await onServer(template, `drop database if exists ${database} with (force)`);
      openClones.delete(database);
    },
  };
}

/** Clones the template and opens the clone as the app with at most `max` connections; `close` drops it as well. */
export async function openClonedDatabase(max: number): Promise<OpenDatabase> {
  const clone = await cloneDatabase();
  const database = openDatabase({ access: clone.access, role: "app", max, log: testLog });
  return {
    ...database,
    close: async () => {
      await database.close();
      await clone.close();
    },
  };
}

async function onServer(access: DatabaseAccess, statement: string): Promise<void> {
  const client = new pg.Client({ ...access.connectionFor("bootstrap"), database: "postgres" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
