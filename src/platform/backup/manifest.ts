import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";
import { hashFile, syncFolder, writeSynced } from "./copy-tree.ts";

const FILES_MAX = 5_000_000;
const NAME = "manifest.json";
const CHECK = "manifest.sha256";
/** A file that stands in a backup until it is finished. */
export const NOT_FINISHED = "BACKUP-NOT-FINISHED";

/** What a backup holds and what made it. Its presence says that the backup is whole: it is written last. */
const manifestSchema = z.object({
  format: z.literal(1),
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

/** The manifest of a backup. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes the manifest and the checksum of it (as `sha256sum -c` reads it) as the last act of a backup. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  const sum = createHash("sha256").update(text).digest("hex");
  await writeSynced(path.join(folder, CHECK), `${sum}  ${NAME}\n`);
  await writeSynced(path.join(folder, `${NAME}.draft`), text);
  await rename(path.join(folder, `${NAME}.draft`), path.join(folder, NAME));
  await syncFolder(folder);
}

/** Reads the manifest of a backup; a folder without one is a backup that was cut off, or none. */
async function readManifest(folder: string): Promise<Result<Manifest, BackupRefusal>> {
  const isHalf = (await stat(path.join(folder, NOT_FINISHED)).catch(() => undefined)) !== undefined;
  if (isHalf) return refuse({ code: "half-backup", what: folder });
  const text = await readFile(path.join(folder, NAME), "utf8").catch(() => undefined);
  if (text === undefined) return refuse({ code: "no-backup", what: folder });
  const sum = await readFile(path.join(folder, CHECK), "utf8").catch(() => "");
  const isWhole = sum.startsWith(createHash("sha256").update(text).digest("hex"));
  const parsed = isWhole ? manifestSchema.safeParse(JSON.parse(text)) : undefined;
  if (parsed === undefined || !parsed.success) return refuse({ code: "manifest-damaged", what: NAME });
  const climbs = parsed.data.files.find((file) => file.path.split("/").some((part) => part === ".." || part === "."));
  return climbs === undefined ? ok(parsed.data) : refuse({ code: "manifest-damaged", what: climbs.path });
}

/** Compares every file of a backup with its manifest; names the first that is missing, changed or does not belong. */
export async function verifyBackup(folder: string): Promise<Result<Manifest, BackupRefusal>> {
  const read = await readManifest(folder);
  if (!read.ok) return read;
  const known = new Set(read.value.files.map((file) => file.path));
  for (const file of read.value.files) {
    const found = await hashFile(path.join(folder, file.path));
    if (found === undefined) return refuse({ code: "file-missing", what: file.path });
    if (found.bytes !== file.bytes || found.sha256 !== file.sha256)
      return refuse({ code: "file-damaged", what: file.path });
  }
  const strange = (await filesBelow(folder, "")).find((file) => !known.has(file) && file !== NAME && file !== CHECK);
  return strange === undefined ? read : refuse({ code: "file-unexpected", what: strange });
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
