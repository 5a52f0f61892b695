import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** In the folder of what the program makes again: a restored system has had no backup of its own yet. */
const fileIn = (dataFolder: string) => path.join(path.resolve(dataFolder), "run", "last-backup");

/** Notes in the data folder when its last backup was finished. */
export async function noteBackup(dataFolder: string, at: Date): Promise<void> {
  await mkdir(path.dirname(fileIn(dataFolder)), { recursive: true, mode: 0o700 });
  await writeFile(fileIn(dataFolder), `${at.toISOString()}\n`, { mode: 0o600 });
}

/** When the last backup of a data folder was finished; null when there is none. */
export async function lastBackupAt(dataFolder: string): Promise<Date | null> {
  const text = await readFile(fileIn(dataFolder), "utf8").catch(() => "");
  const at = new Date(text.trim());
  return Number.isNaN(at.getTime()) ? null : at;
}
