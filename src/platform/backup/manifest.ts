import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";
import { hashFile, syncFolder, writeSynced } from "./copy-tree.ts";
import { deriveKey, encryptionSchema } from "./encrypt.ts";
import { checkManifest, SIGNATURE } from "./manifest-signature.ts";

const FILES_MAX = 5_000_000;
const NAME = "manifest.json";
const CHECK = "manifest.sha256";
/** Marker file that exists in a backup until the backup is finished. */
export const NOT_FINISHED = "BACKUP-NOT-FINISHED";

/** Contents of a backup and the program that made it. The manifest is written last, so its presence means that the backup is complete. */
const manifestSchema = z.object({
  /** Format 1 was neither signed nor encrypted. */
  format: z.union([z.literal(1), z.literal(2)]),
  /** Encryption of the files; the hashes cover the stored (encrypted) bytes. Absent in an unencrypted backup. */
  encryption: encryptionSchema.optional(),
  madeAt: z.iso.datetime(),
  program: z.string(),
  migrations: z.array(z.string()),
  database: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("cluster"), postgres: z.number().int(), startedAt: z.string(), stoppedAt: z.string() }),
    z.object({ kind: z.literal("elsewhere") }),
  ]),
  files: z
    .array(
      z.object({
        path: z.string().regex(/^(postgres|files|keys|secrets|media\/recordings)(\/[^/\0]+)+$/),
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        mode: z.number().int(),
      }),
    )
    .max(FILES_MAX),
});

const FORMAT_MAX = 2;
/** Properties that the manifest of every later format contains. */
const anyManifestSchema = z.object({ format: z.number(), program: z.string() });

/** The manifest of a backup. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Expectations of a restore about a backup. */
export interface BackupExpectations {
  /** The passphrase of the backup; null for an unencrypted one. */
  readonly passphrase: string | null;
  /** PEM of the root that must have issued the signer's certificate; null trusts the certificate in the backup. */
  readonly anchorPem: string | null;
}

/** A backup whose manifest, signature and files have been verified. */
export interface VerifiedBackup {
  readonly manifest: Manifest;
  /** Decrypts the files; null when they are not encrypted. */
  readonly key: Buffer | null;
  /** SHA-256 fingerprint of the signer's certificate; null for a backup of format 1. */
  readonly signedBy: string | null;
}

/** Writes the manifest, its signature and its checksum (in the format of `sha256sum -c`) as the last step of a backup. */
export async function writeManifest(
  folder: string,
  manifest: Manifest,
  signed: (text: string) => Promise<Uint8Array>,
): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeSynced(path.join(folder, SIGNATURE), await signed(text));
  const sum = createHash("sha256").update(text).digest("hex");
  await writeSynced(path.join(folder, CHECK), `${sum}  ${NAME}\n`);
  await writeSynced(path.join(folder, `${NAME}.draft`), text);
  await rename(path.join(folder, `${NAME}.draft`), path.join(folder, NAME));
  await syncFolder(folder);
}

/** Reads the manifest of a backup; a folder without one is an interrupted backup, or no backup. */
async function readManifest(
  folder: string,
): Promise<Result<{ readonly manifest: Manifest; readonly text: string }, BackupRefusal>> {
  const isHalf = (await stat(path.join(folder, NOT_FINISHED)).catch(() => undefined)) !== undefined;
  if (isHalf) return refuse({ code: "half-backup", what: folder });
  const text = await readFile(path.join(folder, NAME), "utf8").catch(() => undefined);
  if (text === undefined) return refuse({ code: "no-backup", what: folder });
  const sum = await readFile(path.join(folder, CHECK), "utf8").catch(() => "");
  const isWhole = sum.startsWith(createHash("sha256").update(text).digest("hex"));
  const content: unknown = isWhole ? JSON.parse(text) : undefined;
  const any = anyManifestSchema.safeParse(content);
  if (any.success && any.data.format > FORMAT_MAX)
    return refuse({ code: "unknown-format", what: `${any.data.format}, made by Sambung ${any.data.program}` });
  const parsed = isWhole ? manifestSchema.safeParse(content) : undefined;
  if (parsed === undefined || !parsed.success) return refuse({ code: "manifest-damaged", what: NAME });
  const climbs = parsed.data.files.find((file) => file.path.split("/").some((part) => part === ".." || part === "."));
  return climbs === undefined
    ? ok({ manifest: parsed.data, text })
    : refuse({ code: "manifest-damaged", what: climbs.path });
}

/** Verifies the signature of a manifest, and every file against the manifest; names the first file that is missing, changed or unexpected. */
export async function verifyBackup(
  folder: string,
  expected: BackupExpectations,
): Promise<Result<VerifiedBackup, BackupRefusal>> {
  const read = await readManifest(folder);
  if (!read.ok) return read;
  const { manifest } = read.value;
  const checked = await checkSignature(folder, read.value, expected);
  if (!checked.ok) return checked;
  const known = new Set(manifest.files.map((file) => file.path));
  const own = [NAME, CHECK, SIGNATURE];
  for (const file of manifest.files) {
    const found = await hashFile(path.join(folder, file.path));
    if (found === undefined) return refuse({ code: "file-missing", what: file.path });
    if (found.bytes !== file.bytes || found.sha256 !== file.sha256)
      return refuse({ code: "file-damaged", what: file.path });
  }
  const strange = (await filesBelow(folder, "")).find((file) => !known.has(file) && !own.includes(file));
  return strange === undefined ? checked : refuse({ code: "file-unexpected", what: strange });
}

async function checkSignature(
  folder: string,
  { manifest, text }: { readonly manifest: Manifest; readonly text: string },
  { passphrase, anchorPem }: BackupExpectations,
): Promise<Result<VerifiedBackup, BackupRefusal>> {
  const { encryption, format } = manifest;
  if (encryption !== undefined && passphrase === null) return refuse({ code: "passphrase-needed", what: folder });
  if (encryption === undefined && passphrase !== null) return refuse({ code: "not-encrypted", what: folder });
  if (format === 1) {
    if (anchorPem !== null) return refuse({ code: "not-signed", what: folder });
    return ok({ manifest, key: null, signedBy: null });
  }
  const stored = await readFile(path.join(folder, SIGNATURE)).catch(() => undefined);
  if (stored === undefined) return refuse({ code: "file-missing", what: SIGNATURE });
  const key = encryption === undefined || passphrase === null ? null : await deriveKey(passphrase, encryption);
  const signedBy = checkManifest(text, stored, { key, anchorPem });
  return signedBy.ok ? ok({ manifest, key, signedBy: signedBy.value }) : signedBy;
}

async function filesBelow(folder: string, name: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(folder, name), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const inner = name === "" ? entry.name : `${name}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(folder, inner) : [inner];
    }),
  );
  return found.flat();
}
