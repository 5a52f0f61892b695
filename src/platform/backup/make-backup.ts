import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { clusterFolder, type DatabaseAccess, migrationNames } from "../database/index.ts";
import type { SignerMaterial } from "../signing/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";
import { copyCluster } from "./copy-cluster.ts";
import { type CopiedFile, copyTree, type RecodeByName, syncFolder, writeSynced } from "./copy-tree.ts";
import { deriveKey, encrypting, newEncryption } from "./encrypt.ts";
import { type Manifest, NOT_FINISHED, writeManifest } from "./manifest.ts";
import { signManifest } from "./manifest-signature.ts";

/** Result of a backup. */
export interface BackupReport {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Number of files that hold call recordings, or journals of unfinished recordings. */
  readonly recordings: number;
  /** Entries of the data folder that were not copied, with `/` as separator. */
  readonly leftOut: readonly string[];
}

const RECORDINGS = "media/recordings";
/** Folders below the data folder that are copied; unfinished uploads are left out. */
const COPIED = ["files", "keys", "secrets", RECORDINGS] as const;
const CLUSTER = "postgres";

/**
 * Makes a backup in a new or empty folder while the installation runs. `access` is the running embedded database, or null when an
 * external database is backed up by its own tools. The files are copied after the database, so that the backup contains every file
 * that a row of the copy names. The manifest is written last: a backup without it is incomplete.
 */
export async function makeBackup(options: {
  readonly dataFolder: string;
  readonly target: string;
  readonly access: DatabaseAccess | null;
  readonly program: string;
  readonly madeAt: string;
  /** Encrypts every file; null disables encryption. */
  readonly passphrase: string | null;
  /** The key that signs the manifest; requested after the data folder was found. */
  readonly signer: () => Promise<SignerMaterial>;
}): Promise<Result<BackupReport, BackupRefusal>> {
  const folder = path.resolve(options.target);
  const dataFolder = path.resolve(options.dataFolder);
  if ((await stat(dataFolder).catch(() => undefined)) === undefined)
    return refuse({ code: "nothing-to-back-up", what: dataFolder });
  if (`${folder}/`.startsWith(`${dataFolder}/`)) return refuse({ code: "target-inside-data", what: folder });
  const refusal = await refusedTarget(folder);
  if (refusal !== null) return refuse(refusal);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeSynced(path.join(folder, NOT_FINISHED), "This backup has not been finished. It cannot be restored.\n");
  const rest: CopiedFile[] = [];
  const encryption = options.passphrase === null ? undefined : newEncryption();
  const key = encryption === undefined ? null : await deriveKey(options.passphrase ?? "", encryption);
  const recode: RecodeByName = key === null ? undefined : (name) => encrypting(key, name);
  const copyRest = async () => void rest.push(...(await copyFolders({ dataFolder, folder, recode })));
  const { database, migrations, files } = await copyDatabase({ ...options, dataFolder, folder, recode, copyRest });
  const all = [...files, ...rest];
  const head = { format: 2 as const, madeAt: options.madeAt, program: options.program, migrations: [...migrations] };
  await writeManifest(folder, { ...head, encryption, database, files: all }, async (text) =>
    signManifest(text, await options.signer(), key),
  );
  await rm(path.join(folder, NOT_FINISHED));
  await syncFolder(folder);
  return ok({
    folder,
    files: all.length,
    bytes: all.reduce((sum, file) => sum + file.bytes, 0),
    recordings: all.filter((file) => file.path.startsWith(`${RECORDINGS}/`)).length,
    leftOut: await notCopied(dataFolder, options.access === null ? COPIED : [...COPIED, CLUSTER]),
  });
}

async function refusedTarget(folder: string): Promise<BackupRefusal | null> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (names.length === 0) return null;
  return { code: names.includes(NOT_FINISHED) ? "half-backup" : "target-not-empty", what: folder };
}

interface DatabasePart {
  readonly database: Manifest["database"];
  readonly migrations: readonly string[];
  readonly files: readonly CopiedFile[];
}

async function copyDatabase(options: {
  readonly access: DatabaseAccess | null;
  readonly dataFolder: string;
  readonly folder: string;
  readonly recode: RecodeByName;
  readonly copyRest: () => Promise<void>;
}): Promise<DatabasePart> {
  if (options.access === null) {
    await options.copyRest();
    return { database: { kind: "elsewhere" }, migrations: await migrationNames(), files: [] };
  }
  const { files, migrations, ...place } = await copyCluster({
    access: options.access,
    cluster: clusterFolder(options.dataFolder),
    target: path.join(options.folder, "postgres"),
    recode: options.recode,
    beforeEnd: options.copyRest,
  });
  return { database: { kind: "cluster", ...place }, migrations, files };
}

async function copyFolders({
  dataFolder,
  folder,
  recode,
}: {
  readonly dataFolder: string;
  readonly folder: string;
  readonly recode: RecodeByName;
}): Promise<readonly CopiedFile[]> {
  const copied: CopiedFile[] = [];
  for (const name of COPIED) {
    const from = path.join(dataFolder, name);
    const leaveOut = (relative: string) => name === "files" && /^incoming(\/|$)/.test(relative);
    copied.push(...(await copyTree({ from, to: path.join(folder, name), name, leaveOut, recode })));
  }
  return copied;
}

async function notCopied(dataFolder: string, copied: readonly string[]): Promise<readonly string[]> {
  const leftOut: string[] = [];
  for (const name of await readdir(dataFolder)) {
    if (copied.includes(name)) continue;
    const isPartly = copied.some((one) => one.startsWith(`${name}/`));
    const below = isPartly ? (await readdir(path.join(dataFolder, name))).map((entry) => `${name}/${entry}`) : [name];
    leftOut.push(...below.filter((entry) => !copied.includes(entry)));
  }
  return leftOut.toSorted();
}
