import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir } from "node:fs/promises";
import path from "node:path";

/** One file of a backup: its path, its size, its hash and its mode bits. */
export interface CopiedFile {
  /** Relative to the backup's folder, with `/` as separator. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mode: number;
}

/** Size in bytes of the chunks in which files are read and written. */
export const CHUNK_BYTES = 1_048_576;

/** Transforms a file chunk by chunk during the copy. A chunk shorter than `chunkBytes` is the last one; it may be empty. */
export interface Recode {
  readonly chunkBytes: number;
  apply(chunk: Buffer, index: number, isLast: boolean): Uint8Array;
}

const UNCHANGED: Recode = { chunkBytes: CHUNK_BYTES, apply: (chunk) => chunk };

/** The transformation of each file of a backup, by its name in the backup; undefined copies the files unchanged. */
export type RecodeByName = ((name: string) => Recode) | undefined;

/**
 * Copies a folder recursively, syncs each file to disk and returns the list of copied files. `leaveOut` receives paths relative to `from`.
 * Skips a file that disappears during the copy, because a running database removes files.
 */
export async function copyTree(options: {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly leaveOut?: (relative: string) => boolean;
  readonly recode?: RecodeByName;
}): Promise<readonly CopiedFile[]> {
  const { from, to, name, leaveOut = () => false, recode } = options;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const copied: CopiedFile[] = [];
  for (const entry of (await orGone(readdir(from, { withFileTypes: true }))) ?? []) {
    if (leaveOut(entry.name)) continue;
    const step = { from: path.join(from, entry.name), to: path.join(to, entry.name), name: `${name}/${entry.name}` };
    if (entry.isDirectory()) {
      const below = (relative: string) => leaveOut(`${entry.name}/${relative}`);
      copied.push(...(await copyTree({ ...step, leaveOut: below, recode })));
    }
    if (entry.isFile()) {
      const file = await orGone(copyFile(step.from, step.to, recode?.(step.name)));
      if (file !== undefined) copied.push({ ...file, path: step.name });
    }
  }
  await syncFolder(to);
  return copied;
}

/** Copies one file and hashes the written bytes; the copy is on disk when this resolves. */
export async function copyFile(
  from: string,
  to: string,
  recode: Recode = UNCHANGED,
): Promise<Omit<CopiedFile, "path">> {
  const source = await open(from, "r");
  try {
    const mode = (await source.stat()).mode & 0o777;
    const target = await open(to, "wx", mode);
    try {
      const hash = createHash("sha256");
      const buffer = Buffer.allocUnsafe(recode.chunkBytes);
      let bytes = 0;
      for (let index = 0; ; index += 1) {
        const filled = await fill(source, buffer);
        const isLast = filled < buffer.length;
        const chunk = recode.apply(buffer.subarray(0, filled), index, isLast);
        hash.update(chunk);
        await target.writeFile(chunk);
        bytes += chunk.length;
        if (isLast) break;
      }
      await target.chmod(mode);
      await target.sync();
      return { bytes, sha256: hash.digest("hex"), mode };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Reads until the buffer is full or the file ends; returns the number of bytes in the buffer. */
async function fill(source: FileHandle, buffer: Buffer): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await source.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Current size and SHA-256 of a file; undefined when it does not exist. */
export async function hashFile(file: string): Promise<{ readonly bytes: number; readonly sha256: string } | undefined> {
  const source = await orGone(open(file, "r"));
  if (source === undefined) return undefined;
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of source.createReadStream({ autoClose: false, highWaterMark: CHUNK_BYTES })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await source.close();
  }
}

/** Writes a whole small file and syncs it to disk. */
export async function writeSynced(file: string, text: string | Uint8Array): Promise<void> {
  const target = await open(file, "wx", 0o600);
  try {
    await target.writeFile(text);
    await target.sync();
  } finally {
    await target.close();
  }
}

/** Syncs a folder, so that the names in it survive a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orGone<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
}
