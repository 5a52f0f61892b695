import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pageTextsSchema } from "../licensing/issuing/index.ts";
import { verifyFileReport } from "../licensing/issuing/wire.ts";
import { verifyAudit } from "../platform/audit/index.ts";
import type { Settings } from "../platform/config/index.ts";
import {
  type DatabaseAccess,
  databaseAccess,
  migrate,
  openDatabase,
  startEmbeddedServer,
} from "../platform/database/index.ts";
import { FILE_BYTES_MAX, openLocalAuthority } from "../platform/signing/index.ts";
import type { Log } from "../platform/telemetry/index.ts";
import { openTexts } from "../platform/texts/index.ts";
import { AUTHORITY_NAMES, authorityFolder } from "./portal/authority.ts";
import { lockFolder } from "./supervisor/folder-lock.ts";

/** Migrates and prints the applied migrations. */
export async function migrateOnly(settings: Settings, log: Log): Promise<void> {
  await withDatabase(settings, log, async (access) => {
    const applied = await migrate(access);
    process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied: ${applied.join(", ")}\n`);
  });
}

/** Verifies a PDF without network or database. Returns the exit code: 0 valid, 1 altered, 2 anything else. */
export async function verifyFile(options: {
  readonly file: string;
  readonly anchor: string | undefined;
  readonly dataFolder: string;
  readonly locale: "id" | "en";
}): Promise<number> {
  const found = await stat(options.file).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    process.stderr.write(`No such file: ${options.file}\n`);
    return 2;
  }
  if (found.size > FILE_BYTES_MAX) {
    process.stderr.write(`${options.file} is larger than ${FILE_BYTES_MAX} bytes\n`);
    return 2;
  }
  const anchor =
    options.anchor === undefined ? await ownAnchor(options.dataFolder) : await readFile(options.anchor, "utf8");
  const texts = pageTextsSchema.parse(openTexts().branch(options.locale, "pages.validation"));
  const report = verifyFileReport(await readFile(options.file), anchor === undefined ? [] : [anchor], texts);
  process.stdout.write(`${report.lines.join("\n")}\n`);
  return report.exitCode;
}

/** The root of this installation's authority; undefined while there is none. */
async function ownAnchor(dataFolder: string): Promise<string | undefined> {
  const folder = authorityFolder(dataFolder);
  if ((await stat(folder).catch(() => undefined)) === undefined) return undefined;
  return (await openLocalAuthority(folder, AUTHORITY_NAMES, Date.now())).anchorPem;
}

/** Verifies the audit chain, as the auditor role. Returns the exit code. */
export async function verifyAuditLog(settings: Settings, log: Log): Promise<number> {
  return withDatabase(settings, log, async (access) => {
    const { db, close } = openDatabase({ access, role: "auditor", max: 1, log });
    try {
      const report = await verifyAudit(db);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      return report.verdict === "intact" ? 0 : 1;
    } finally {
      await close();
    }
  });
}

/** Uses the running database, or starts the embedded one for the duration of `work`. */
export async function withDatabase<Value>(
  settings: Settings,
  log: Log,
  work: (access: DatabaseAccess) => Promise<Value>,
): Promise<Value> {
  const access = await databaseAccess(settings);
  if (!access.embedded || (await isUp(access, log))) return work(access);
  const folder = path.join(path.resolve(settings.dataFolder), "postgres");
  if ((await stat(folder).catch(() => undefined)) === undefined) throw new Error(`There is no database in ${folder}`);
  const lock = await lockFolder(settings.dataFolder);
  if (lock === undefined) throw new Error("Sambung runs on this folder, but its database does not answer just now");
  try {
    const server = await startEmbeddedServer({ dataFolder: settings.dataFolder, log });
    try {
      return await work(server.access);
    } finally {
      await server.stop();
    }
  } finally {
    await lock.close();
  }
}

async function isUp(access: DatabaseAccess, log: Log): Promise<boolean> {
  const { pool, close } = openDatabase({ access, role: "auditor", max: 1, log });
  try {
    await pool.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await close();
  }
}
