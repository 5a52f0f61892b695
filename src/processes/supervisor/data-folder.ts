import { access, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { assert } from "../../kernel/index.ts";
import { restoreIsCutOff } from "../../platform/backup/index.ts";
import type { Settings } from "../../platform/config/index.ts";
import { clusterFolder, endOrphanServer } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { DemonstrationResult } from "../demonstration/index.ts";
import { authorityFolder } from "../portal/authority.ts";
import { lockFolder } from "./folder-lock.ts";
import { type DataFolderFacts, demonstrationFolder } from "./start-choice.ts";
import { StartError } from "./start-error.ts";

const REAL = "this data folder holds a real installation\n";
const SOCKETS = "run";
const MARKER = "demonstration.json";

const markerSchema = z.object({
  purpose: z.literal("sambung-demonstration"),
  /** Null while the data are being built. */
  result: z
    .object({
      people: z.array(
        z.object({ role: z.enum(["applicant", "officer", "agent", "supervisor", "developer"]), email: z.string() }),
      ),
      accountSid: z.string().nullable(),
      authToken: z.string().nullable(),
      verifyUrl: z.string(),
    })
    .nullable(),
});

/** Reads the state of a data folder. */
export async function readDataFolder({
  dataFolder,
  databaseUrl,
}: Pick<Settings, "dataFolder" | "databaseUrl">): Promise<DataFolderFacts> {
  const found = databaseUrl === undefined ? clusterFolder(dataFolder) : authorityFolder(dataFolder);
  return {
    hasInstallation: (await exists(found)) || (await restoreIsCutOff(dataFolder)),
    isReal: await exists(realMarker(dataFolder)),
  };
}

/** Marks a data folder as a real installation, before its first start; a backup contains the mark. */
export async function markReal(dataFolder: string): Promise<void> {
  const file = realMarker(dataFolder);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, REAL, { mode: 0o600 });
}

/**
 * Prepares the demonstration's folder inside `dataFolder`. Returns the result of a finished build, or null after emptying the folder for a
 * new one. Throws a StartError when the folder was not created by a demonstration, or is in use.
 */
export async function prepareDemonstration(dataFolder: string, log: Log): Promise<DemonstrationResult | null> {
  const folder = path.resolve(demonstrationFolder(dataFolder));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const marker = await readMarker(folder);
  if (marker === undefined && (await entriesOf(folder)).length > 0) {
    throw new StartError(`${folder} was not made by a demonstration. Move it elsewhere, or set SAMBUNG_DATA.`);
  }
  if (marker !== undefined && marker.result !== null) return marker.result;
  const lock = await lockFolder(folder);
  if (lock === undefined) throw new StartError(`Sambung already runs on ${folder} (SAMBUNG_DATA).`);
  try {
    if (marker !== undefined) await emptyDemonstration(dataFolder, log);
    await writeMarker(folder, null);
  } finally {
    await lock.close();
  }
  return null;
}

/** Marks the demonstration's data as complete, and stores the content of its start page. */
export async function completeDemonstration(dataFolder: string, result: DemonstrationResult): Promise<void> {
  await writeMarker(path.resolve(demonstrationFolder(dataFolder)), result);
}

/** Deletes an interrupted build. Only a folder at the demonstration's path with its marker is ever emptied. */
async function emptyDemonstration(dataFolder: string, log: Log): Promise<void> {
  const folder = path.resolve(demonstrationFolder(dataFolder));
  assert(path.dirname(folder) === path.resolve(dataFolder), "the demonstration lies inside the data folder");
  assert((await lstat(folder)).isDirectory(), "the demonstration's folder is no link");
  assert((await readMarker(folder))?.result === null, "only a demonstration that is not complete is deleted");
  log.info({ folder }, "demonstration.deleted");
  await endOrphanServer(folder, log);
  for (const name of await entriesOf(folder)) {
    if (name !== MARKER) await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The entries of the folder without the sockets of its lock. */
async function entriesOf(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name !== SOCKETS);
}

async function readMarker(folder: string): Promise<z.infer<typeof markerSchema> | undefined> {
  const text = await readFile(path.join(folder, MARKER), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const read = markerSchema.safeParse(parsed(text));
  return read.success ? read.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function writeMarker(folder: string, result: DemonstrationResult | null): Promise<void> {
  const file = path.join(folder, MARKER);
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify({ purpose: "sambung-demonstration", result }, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

function realMarker(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "secrets", "real-installation");
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
