import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Lies in the folder of regenerated files, which a backup omits: a restored system has no backup yet. */
const fileIn = (dataFolder: string) => path.join(path.resolve(dataFolder), "run", "last-backup");

/** Records in the data folder the time at which its last backup finished. */
export async function noteBackup(dataFolder: string, at: Date): Promise<void> {
  await mkdir(path.dirname(fileIn(dataFolder)), { recursive: true, mode: 0o700 });
  await writeFile(fileIn(dataFolder), `${at.toISOString()}\n`, { mode: 0o600 });
}

/** Time of the last backup of a data folder; null when there is none. */
export async function lastBackupAt(dataFolder: string): Promise<Date | null> {
  const text = await readFile(fileIn(dataFolder), "utf8").catch(() => "");
  const at = new Date(text.trim());
  return Number.isNaN(at.getTime()) ? null : at;
}
