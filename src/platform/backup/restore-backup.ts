import { chmod, mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Result, refuse } from "../../kernel/index.ts";
import { migrationNames } from "../database/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";
import { copyFile, syncFolder } from "./copy-tree.ts";
import { decrypting } from "./encrypt.ts";
import { type BackupExpectations, type Manifest, type VerifiedBackup, verifyBackup } from "./manifest.ts";

const RESTORE_FOLDER = "restoring";
const PARTS = ["postgres", "files", "keys", "secrets", "media"];
/** Folders that PostgreSQL requires at its start although a backup holds nothing in them. */
const POSTGRES_FOLDERS = [
  ..."pg_commit_ts pg_dynshmem pg_notify pg_replslot pg_serial pg_snapshots pg_stat pg_stat_tmp".split(" "),
  ..."pg_subtrans pg_tblspc pg_twophase pg_logical/snapshots pg_logical/mappings pg_wal/archive_status".split(" "),
  "pg_wal/summaries",
];

/** Whether a restore into this data folder was interrupted, so that nothing may start on it. */
export async function restoreIsCutOff(dataFolder: string): Promise<boolean> {
  return (await stat(path.join(path.resolve(dataFolder), RESTORE_FOLDER)).catch(() => undefined)) !== undefined;
}

/**
 * Restores a backup into an empty data folder. Verifies everything against the manifest before the first byte is written, and again
 * during the copy; the copy is written to a separate folder and moved into place at the end.
 */
export async function restoreBackup(options: {
  readonly backup: string;
  readonly dataFolder: string;
  readonly postgres: number;
  /** The version of this program. */
  readonly program: string;
  readonly expected: BackupExpectations;
}): Promise<Result<VerifiedBackup, BackupRefusal>> {
  const dataFolder = path.resolve(options.dataFolder);
  const backup = path.resolve(options.backup);
  if (await restoreIsCutOff(dataFolder)) return refuse({ code: "restore-cut-off", what: dataFolder });
  if ((await readdir(dataFolder).catch(() => [])).length > 0)
    return refuse({ code: "data-not-empty", what: dataFolder });
  const verified = await verifyBackup(backup, options.expected);
  if (!verified.ok) return verified;
  const refusal = await refusedVersion(verified.value.manifest, options);
  if (refusal !== null) return refuse(refusal);
  const stage = path.join(dataFolder, RESTORE_FOLDER);
  await mkdir(stage, { recursive: true, mode: 0o700 });
  const damaged = await copyAll(verified.value, { backup, stage });
  if (damaged !== null) {
    await rm(stage, { recursive: true, force: true });
    return refuse(damaged);
  }
  await moveIn(stage, dataFolder);
  return verified;
}

async function refusedVersion(
  manifest: Manifest,
  { postgres, program }: { readonly postgres: number; readonly program: string },
): Promise<BackupRefusal | null> {
  if (isNewer(manifest.program, program)) return { code: "made-by-newer", what: `version ${manifest.program}` };
  const known = new Set(await migrationNames());
  const newer = manifest.migrations.find((name) => !known.has(name));
  if (newer !== undefined) return { code: "made-by-newer", what: `migration ${newer}` };
  const { database } = manifest;
  if (database.kind === "cluster" && database.postgres !== postgres)
    return { code: "other-postgres", what: `PostgreSQL ${database.postgres}` };
  return null;
}

/** Compares versions number by number and ignores the part after a hyphen. */
function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => (text.split("-")[0] ?? "").split(".").map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

async function copyAll(
  { manifest, key }: VerifiedBackup,
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
    if (!(await copyIntact(path.join(places.backup, file.path), to, { file, key })))
      return { code: "file-damaged", what: file.path };
    await chmod(to, file.mode);
  }
  return null;
}

/** False when the file differs from the manifest: its hash differs, or it cannot be decrypted. */
async function copyIntact(
  from: string,
  to: string,
  { file, key }: { readonly file: Manifest["files"][number]; readonly key: Buffer | null },
): Promise<boolean> {
  if (key === null) return (await copyFile(from, to)).sha256 === file.sha256;
  let isIntact = true;
  const { chunkBytes, apply } = decrypting(key, file.path);
  await copyFile(from, to, {
    chunkBytes,
    apply: (chunk, index, isLast) => {
      try {
        return apply(chunk, index, isLast);
      } catch {
        isIntact = false;
        return Buffer.alloc(0);
      }
    },
  });
  return isIntact;
}

/** The marker of a restore, its own folder, is removed last: a start before that is refused. */
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
