import { chmod, mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Result, refuse } from "../../kernel/index.ts";
import { migrationNames } from "../database/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";
import { copyFile, syncFolder } from "./copy-tree.ts";
import { type Manifest, verifyBackup } from "./manifest.ts";

const STAGE = "restoring";
const PARTS = ["postgres", "files", "keys", "secrets", "media"];
/** Folders in which PostgreSQL looks for something at its start, although a backup holds nothing in them. */
const POSTGRES_FOLDERS = [
  ..."pg_commit_ts pg_dynshmem pg_notify pg_replslot pg_serial pg_snapshots pg_stat pg_stat_tmp".split(" "),
  ..."pg_subtrans pg_tblspc pg_twophase pg_logical/snapshots pg_logical/mappings pg_wal/archive_status".split(" "),
  "pg_wal/summaries",
];

/** Whether a restore into this data folder was cut off, so that nothing may be started on it. */
export async function restoreIsCutOff(dataFolder: string): Promise<boolean> {
  return (await stat(path.join(path.resolve(dataFolder), STAGE)).catch(() => undefined)) !== undefined;
}

/**
 * Puts a backup into an empty data folder. Everything is compared with the manifest before the first byte is written,
 * and again while it is copied; it is written aside and moved into place at the end.
 */
export async function restoreBackup(options: {
  readonly backup: string;
  readonly dataFolder: string;
  readonly postgres: number;
}): Promise<Result<Manifest, BackupRefusal>> {
  const dataFolder = path.resolve(options.dataFolder);
  const backup = path.resolve(options.backup);
  if (await restoreIsCutOff(dataFolder)) return refuse({ code: "restore-cut-off", what: dataFolder });
  if ((await readdir(dataFolder).catch(() => [])).length > 0)
    return refuse({ code: "data-not-empty", what: dataFolder });
  const verified = await verifyBackup(backup);
  if (!verified.ok) return verified;
  const refusal = await refusedVersion(verified.value, options.postgres);
  if (refusal !== null) return refuse(refusal);
  const stage = path.join(dataFolder, STAGE);
  await mkdir(stage, { recursive: true, mode: 0o700 });
  const damaged = await copyAll(verified.value, { backup, stage });
  if (damaged !== null) {
    await rm(stage, { recursive: true, force: true });
    return refuse(damaged);
  }
  await moveIn(stage, dataFolder);
  return verified;
}

async function refusedVersion(manifest: Manifest, postgres: number): Promise<BackupRefusal | null> {
  const known = new Set(await migrationNames());
  const newer = manifest.migrations.find((name) => !known.has(name));
  if (newer !== undefined) return { code: "made-by-newer", what: newer };
  const { database } = manifest;
  if (database.kind === "cluster" && database.postgres !== postgres)
    return { code: "other-postgres", what: `PostgreSQL ${database.postgres}` };
  return null;
}

async function copyAll(
  manifest: Manifest,
  places: { readonly backup: string; readonly stage: string },
): Promise<BackupRefusal | null> {
  for (const name of PARTS) await mkdir(path.join(places.stage, name), { recursive: true, mode: 0o700 });
  if (manifest.database.kind === "cluster") {
    for (const name of POSTGRES_FOLDERS)
      await mkdir(path.join(places.stage, "postgres", name), { recursive: true, mode: 0o700 });
  }
  for (const file of manifest.files) {
    const to = path.join(places.stage, file.path);
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    const copied = await copyFile(path.join(places.backup, file.path), to);
    if (copied.sha256 !== file.sha256) return { code: "file-damaged", what: file.path };
    await chmod(to, file.mode);
  }
  return null;
}

/** The mark of a restore, its own folder, goes last: a start before that is refused. */
async function moveIn(stage: string, dataFolder: string): Promise<void> {
  for (const name of PARTS) {
    const names = await readdir(path.join(stage, name));
    if (names.length > 0) await rename(path.join(stage, name), path.join(dataFolder, name));
    else await rmdir(path.join(stage, name));
  }
  await syncFolder(dataFolder);
  await rmdir(stage);
  await syncFolder(dataFolder);
}
