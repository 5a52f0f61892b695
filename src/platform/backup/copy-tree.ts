import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir } from "node:fs/promises";
import path from "node:path";

/** One file of a backup: where, how large, what it holds, and who may read it (mode bits). */
export interface CopiedFile {
  /** Below the backup's folder, with `/` between the parts. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mode: number;
}

/** Files are read and written in pieces of this many bytes. */
export const CHUNK_BYTES = 1_048_576;

/**
 * Changes a file while it is copied, chunk by chunk. A chunk that is shorter than `chunkBytes` is the last one; it may be empty.
 */
export interface Recode {
  readonly chunkBytes: number;
  apply(chunk: Buffer, index: number, isLast: boolean): Uint8Array;
}

const UNCHANGED: Recode = { chunkBytes: CHUNK_BYTES, apply: (chunk) => chunk };

/** How each file of a backup is changed while it is copied, by its name there; undefined leaves all as they are. */
export type RecodeByName = ((name: string) => Recode) | undefined;

/**
 * Copies a folder with all below it, each file synced to disk, and tells what was copied. `leaveOut` is asked with paths
 * below `from`. A file that goes away meanwhile is passed over: a running database does that.
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

/** Copies one file, hashing what is written; the copy is on disk when this resolves. */
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

/** Reads until the buffer is full or the file ends; returns how many bytes it holds. */
async function fill(source: FileHandle, buffer: Buffer): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await source.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Size and SHA-256 of a file as it stands; undefined when there is none. */
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

/** Writes a small file whole and synced. */
export async function writeSynced(file: string, text: string | Uint8Array): Promise<void> {
  const target = await open(file, "wx", 0o600);
  try {
    await target.writeFile(text);
    await target.sync();
  } finally {
    await target.close();
  }
}

/** Makes the names in a folder safe against a power cut. */
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
