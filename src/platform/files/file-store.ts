import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { ok, type Result, refuse } from "../../kernel/index.ts";

/** A stored file: its address (SHA-256 as hex) and its size. */
export interface StoredBytes {
  readonly sha256: string;
  readonly bytes: number;
  /** The first bytes, enough to detect the type by content. */
  readonly head: Uint8Array;
}

/** Reason why a file is not stored. */
export type FileRefusal = "file-too-large" | "file-unfit";

/** A content-addressed store: stored bytes never change, and equal bytes are stored once. */
export interface FileStore {
  /**
   * Streams bytes to disk. Refuses more than `bytesMax`, and files that `isFit` rejects by their first bytes; nothing of a
   * refused file is stored. On success the bytes are on disk before this resolves.
   */
  put(
    source: AsyncIterable<Uint8Array>,
    bytesMax: number,
    isFit?: (head: Uint8Array) => Promise<boolean>,
  ): Promise<Result<StoredBytes, FileRefusal>>;
  /** Reads a whole file; throws when it is absent or damaged. */
  read(sha256: string): Promise<Uint8Array>;
  /** Streams a file out. */
  stream(sha256: string): Promise<Readable>;
}

const HEAD_BYTES = 4_100;
const ADDRESS = /^[0-9a-f]{64}$/;
/** Bytes that are read of an already refused file: a client that is cut off while sending cannot read the reason. */
const DRAINED_BYTES_MAX = 1_048_576;

/** Path of a file in a folder store, for another process on this machine that reads it directly; throws on an invalid address. */
export function placeOf(folder: string, sha256: string): string {
  if (!ADDRESS.test(sha256)) throw new Error("not a file address");
  return path.join(folder, sha256.slice(0, 2), sha256);
}

/** A file store in a folder: temporary file, fsync, rename, fsync of the folder. */
export function openFolderStore(folder: string): FileStore {
  const place = (sha256: string) => placeOf(folder, sha256);
  return {
    put: async (source, bytesMax, isFit) => {
      const draft = path.join(folder, "incoming", randomBytes(12).toString("hex"));
      const written = await writeDraft(draft, source, bytesMax).catch(async (error: unknown) => {
        await rm(draft, { force: true });
        throw error;
      });
      if (written === "file-too-large") {
        await rm(draft, { force: true });
        return refuse("file-too-large");
      }
      if (isFit !== undefined && !(await isFit(written.head))) {
        await rm(draft, { force: true });
        return refuse("file-unfit");
      }
      await moveIn(draft, place(written.sha256));
      return ok(written);
    },
    read: async (sha256) => {
      const bytes = await readFile(place(sha256));
      if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw new Error(`file ${sha256} is damaged`);
      return bytes;
    },
    stream: async (sha256) => {
      await stat(place(sha256));
      return createReadStream(place(sha256));
    },
  };
}

async function writeDraft(
  draft: string,
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<StoredBytes | "file-too-large"> {
  const file = await inItsFolder(draft, () => open(draft, "wx", 0o600));
  const hash = createHash("sha256");
  let bytes = 0;
  let head: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > bytesMax + DRAINED_BYTES_MAX) return "file-too-large";
      if (bytes > bytesMax) continue;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      hash.update(chunk);
      await file.write(chunk);
    }
    if (bytes > bytesMax) return "file-too-large";
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), bytes, head };
}

/** Runs an operation on a file; creates its folder first if it is missing, which is rare. */
async function inItsFolder<Value>(file: string, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return act();
  }
}

async function moveIn(draft: string, target: string): Promise<void> {
  await inItsFolder(target, () => rename(draft, target));
  const folder = await open(path.dirname(target), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
