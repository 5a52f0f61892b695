import { readFile } from "node:fs/promises";
import path from "node:path";
import { verifyAudit } from "../platform/audit/index.ts";
import { type BackupRefusal, makeBackup, noteBackup, restoreBackup, verifyBackup } from "../platform/backup/index.ts";
import type { Settings } from "../platform/config/index.ts";
import { openDatabase, POSTGRES_MAJOR, startEmbeddedServer } from "../platform/database/index.ts";
import { findDamagedFile, openFolderStore } from "../platform/files/index.ts";
import { openLocalAuthority } from "../platform/signing/index.ts";
import type { Log } from "../platform/telemetry/index.ts";
import { withDatabase } from "./maintenance.ts";
import { AUTHORITY_NAMES, authorityFolder } from "./portal/authority.ts";

const MEGABYTE = 1_048_576;

/** Error message of each refusal for the command line. */
const WORDS: Readonly<Record<BackupRefusal["code"], (what: string) => string>> = {
  "target-not-empty": (what) => `${what} is not empty. A backup never writes over anything: name a new folder.`,
  "target-inside-data": (what) => `${what} lies inside the data folder. Keep backups elsewhere, best on another disk.`,
  "nothing-to-back-up": (what) => `There is no data folder ${what}. Set SAMBUNG_DATA.`,
  "half-backup": (what) => `${what} holds a backup that was never finished. Remove it; it cannot be restored.`,
  "no-backup": (what) => `${what} holds no backup: it has no manifest.json.`,
  "manifest-damaged": (what) => `The manifest of this backup is damaged (${what}). Nothing was restored.`,
  "file-missing": (what) => `The backup lacks the file ${what}. Nothing was restored.`,
  "file-damaged": (what) => `The file ${what} is not what was backed up. Nothing was restored.`,
  "file-unexpected": (what) => `The file ${what} does not belong to this backup. Nothing was restored.`,
  "made-by-newer": (what) =>
    `This backup was made by a newer Sambung (${what}). Install that version, and restore with it.`,
  "unknown-format": (what) =>
    `This Sambung does not know backups of format ${what}. Install that version or a newer one, and restore with it.`,
  "passphrase-needed": (what) => `${what} is encrypted. Name the file with its passphrase: --passphrase-file FILE.`,
  "passphrase-wrong": () => "The passphrase does not open this backup. Nothing was restored.",
  "not-encrypted": (what) =>
    `${what} is not encrypted, although a passphrase was given. If that is right, restore it without --passphrase-file.`,
  "not-signed": (what) =>
    `${what} is of a time before backups were signed. If that is right, restore it without --anchor.`,
  "signature-wrong": (what) => `The signature of the manifest (${what}) does not fit. Nothing was restored.`,
  "signed-by-other": (what) =>
    `This backup was signed by another installation (certificate ${what}). Nothing was restored.`,
  "other-postgres": (what) => `The database of this backup is of ${what}; this Sambung brings ${POSTGRES_MAJOR}.`,
  "data-not-empty": (what) => `${what} is not empty. A restore writes over nothing: set SAMBUNG_DATA to a new folder.`,
  "restore-cut-off": (what) => `An earlier restore into ${what} was cut off. Empty that folder, then restore again.`,
};

const ELSEWHERE = `The database is the server of DATABASE_URL, which is backed up by its own tools. Do both, in this order:
  1. pg_dump --format=custom --file=sambung.dump "$DATABASE_URL"   (or your point-in-time recovery)
  2. sambung backup --without-database --to FOLDER                 (files and keys)
To restore: pg_restore into an empty database, then sambung restore --from FOLDER.
`;

const PASSPHRASE_LENGTH_MIN = 16;

/** Passphrase file and root certificate given on the command line. */
export interface BackupFiles {
  readonly passphraseFile: string | undefined;
  readonly anchorFile?: string | undefined;
}

/** Reads the given files. Throws when one cannot be read. */
async function readExpectations({ passphraseFile, anchorFile }: BackupFiles) {
  const read = async (file: string | undefined) => (file === undefined ? null : (await readFile(file, "utf8")).trim());
  return { passphrase: await read(passphraseFile), anchorPem: await read(anchorFile) };
}

/** Makes a backup and prints its location. Returns the exit code. */
export async function backUp(options: {
  readonly settings: Settings;
  readonly log: Log;
  readonly target: string;
  readonly withoutDatabase: boolean;
  readonly files: BackupFiles;
}): Promise<number> {
  const { settings, log, target, withoutDatabase } = options;
  const isElsewhere = settings.databaseUrl !== undefined;
  if (isElsewhere && !withoutDatabase) return fail(ELSEWHERE);
  if (!isElsewhere && withoutDatabase)
    return fail("--without-database is for a server named by DATABASE_URL. This database is in the data folder.\n");
  const { dataFolder } = settings;
  const { passphrase } = await readExpectations(options.files);
  if (passphrase !== null && passphrase.length < PASSPHRASE_LENGTH_MIN)
    return fail(`A passphrase has at least ${PASSPHRASE_LENGTH_MIN} characters.\n`);
  const base = {
    dataFolder,
    target,
    program: await programVersion(),
    madeAt: new Date().toISOString(),
    passphrase,
    signer: async () => (await openLocalAuthority(authorityFolder(dataFolder), AUTHORITY_NAMES, Date.now())).signer,
  };
  const made = isElsewhere
    ? await makeBackup({ ...base, access: null })
    : await withDatabase(settings, log, (access) => makeBackup({ ...base, access }));
  if (!made.ok) return refused(made.refusal);
  await noteBackup(dataFolder, new Date());
  const { folder, files, bytes, recordings, leftOut } = made.value;
  process.stdout.write(
    `Backed up ${files} files (${Math.ceil(bytes / MEGABYTE)} MB) to ${folder}, ${recordings} of them of recorded calls\n` +
      `Left out (sockets, locks and caches, which the program makes again): ${leftOut.join(", ") || "nothing"}\n` +
      (passphrase === null
        ? "It holds the keys and every document: keep it as safe as the installation itself.\n"
        : "It is encrypted: without its passphrase it cannot be restored. Keep that elsewhere.\n"),
  );
  return 0;
}

/** Verifies a backup against its manifest and writes nothing. Returns the exit code. */
export async function checkBackup(backup: string, files: BackupFiles): Promise<number> {
  const verified = await verifyBackup(path.resolve(backup), await readExpectations(files));
  if (!verified.ok) return refused(verified.refusal);
  const { manifest, signedBy } = verified.value;
  process.stdout.write(
    `Whole: ${manifest.files.length} files as they were at ${manifest.madeAt}\n${signature(signedBy)}`,
  );
  return 0;
}

/** Restores a backup into the empty data folder, starts its database once, and verifies the result. Returns the exit code. */
export async function restore(options: {
  readonly settings: Settings;
  readonly log: Log;
  readonly backup: string;
  readonly files: BackupFiles;
}): Promise<number> {
  const { settings, backup, log } = options;
  const restored = await restoreBackup({
    backup,
    dataFolder: settings.dataFolder,
    postgres: POSTGRES_MAJOR,
    program: await programVersion(),
    expected: await readExpectations(options.files),
  });
  if (!restored.ok) return refused(restored.refusal);
  const { files, madeAt, database } = restored.value.manifest;
  process.stdout.write(
    `Restored ${files.length} files as they were at ${madeAt}\n${signature(restored.value.signedBy)}`,
  );
  if (database.kind === "elsewhere") {
    process.stdout.write("The database is not part of this backup: restore it with its own tools, then start.\n");
    return 0;
  }
  return checkRestored(settings.dataFolder, log);
}

async function checkRestored(dataFolder: string, log: Log): Promise<number> {
  const server = await startEmbeddedServer({ dataFolder, log });
  const auditor = openDatabase({ access: server.access, role: "auditor", max: 1, log });
  const app = openDatabase({ access: server.access, role: "app", max: 1, log });
  try {
    const audit = await verifyAudit(auditor.db);
    const damaged = await findDamagedFile(app.db, openFolderStore(path.join(path.resolve(dataFolder), "files")));
    process.stdout.write(`Audit log: ${audit.verdict}, ${audit.sealed} entries sealed, head ${audit.headHash}\n`);
    process.stdout.write(damaged === null ? "Documents: all there, all unchanged\n" : `Documents: ${damaged}\n`);
    return audit.verdict === "intact" && damaged === null ? 0 : 1;
  } finally {
    await auditor.close();
    await app.close();
    await server.stop();
  }
}

function signature(signedBy: string | null): string {
  return signedBy === null ? "It is not signed.\n" : `Signed by the certificate ${signedBy}\n`;
}

async function programVersion(): Promise<string> {
  const text = await readFile(path.resolve(import.meta.dirname, "../../package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function refused({ code, what }: BackupRefusal): number {
  return fail(`${WORDS[code](what)}\n`);
}

function fail(text: string): number {
  process.stderr.write(text);
  return 1;
}
