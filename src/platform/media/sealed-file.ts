import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { assert } from "../../kernel/index.ts";

const MAGIC = Buffer.from("SMBSEAL1");
const HEADER_BYTES = 32;
const NONCE_BYTES = 8;
const TAG_BYTES = 16;
/** Plain bytes of each chunk except the last. */
const CHUNK_BYTES = 65_536;
const CIPHER = "aes-256-gcm";

/**
 * A file encrypted in chunks, so that any part can be read without the rest: a header (name of the format, chunk size,
 * nonce), then chunks of 65,536 bytes by AES-256-GCM, each with its tag. The chunk's number is part of its IV; number,
 * header and the mark of the last chunk are authenticated: a moved, swapped or truncated chunk is detected.
 */
export interface SealedFile {
  /** Number of plain bytes. */
  readonly bytes: number;
  /** Plain bytes from `from` up to `to`; throws when the read part was altered. */
  read(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Writes a sealed file from its start; the first `reserved` bytes may be supplied at the end. */
export class SealingWriter {
  readonly #file: FileHandle;
  readonly #key: Uint8Array;
  readonly #header: Buffer;
  #first: Buffer | null = null;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #chunks = 0;

  private constructor(file: FileHandle, key: Uint8Array) {
    this.#file = file;
    this.#key = key;
    this.#header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(this.#header);
    this.#header.writeUInt32BE(CHUNK_BYTES, MAGIC.length);
    randomBytes(NONCE_BYTES).copy(this.#header, 12);
  }

  /** Creates a file; throws when it exists. */
  static async create(path: string, key: Uint8Array): Promise<SealingWriter> {
    const file = await open(path, "wx", 0o600);
    const writer = new SealingWriter(file, key);
    await file.write(writer.#header, 0, HEADER_BYTES, 0);
    return writer;
  }

  /** Adds plain bytes. */
  async write(bytes: Buffer): Promise<void> {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    // One chunk is held back, because only the end tells which is the last.
    while (this.#pendingBytes > CHUNK_BYTES) await this.#seal(CHUNK_BYTES);
  }

  /** Seals the rest, replaces the first bytes by `start`, and syncs the file to disk. */
  async finish(start: Uint8Array): Promise<void> {
    const last = this.#take(this.#pendingBytes);
    if (this.#first === null) {
      last.set(start);
      await this.#put(0, last, { isLast: true });
    } else {
      this.#first.set(start);
      await this.#put(0, this.#first, { isLast: false });
      await this.#put(this.#chunks, last, { isLast: true });
    }
    await this.#file.datasync();
    await this.#file.close();
  }

  /** Closes an unfinished file, which is not a valid sealed file. */
  async abandon(): Promise<void> {
    await this.#file.close();
  }

  async #seal(count: number): Promise<void> {
    const chunk = this.#take(count);
    if (this.#chunks === 0) this.#first = chunk;
    else await this.#put(this.#chunks, chunk, { isLast: false });
    this.#chunks += 1;
  }

  #take(count: number): Buffer {
    const all = Buffer.concat(this.#pending);
    this.#pending = all.length > count ? [all.subarray(count)] : [];
    this.#pendingBytes = all.length - count;
    return Buffer.from(all.subarray(0, count));
  }

  async #put(nth: number, plain: Buffer, options: { readonly isLast: boolean }): Promise<void> {
    const cipher = createCipheriv(CIPHER, this.#key, ivOf(this.#header, nth));
    cipher.setAAD(authenticated(this.#header, nth, options));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    await this.#file.write(sealed, 0, sealed.length, HEADER_BYTES + nth * (CHUNK_BYTES + TAG_BYTES));
  }
}

/** Opens a sealed file for reading any part of it; throws on another format or a wrong length. */
export async function openSealedFile(path: string, key: Uint8Array): Promise<SealedFile> {
  const file = await open(path, "r");
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES, 0);
  const isOurs = header.subarray(0, MAGIC.length).equals(MAGIC) && header.readUInt32BE(MAGIC.length) === CHUNK_BYTES;
  const sealedBytes = (await file.stat()).size - HEADER_BYTES;
  const chunks = Math.ceil(sealedBytes / (CHUNK_BYTES + TAG_BYTES));
  if (!isOurs || chunks < 1) await file.close();
  assert(isOurs && chunks >= 1, "the file is sealed by this program");
  const bytes = sealedBytes - chunks * TAG_BYTES;
  const chunkAt = async (nth: number) => {
    const start = HEADER_BYTES + nth * (CHUNK_BYTES + TAG_BYTES);
    const sealed = Buffer.alloc(Math.min(CHUNK_BYTES + TAG_BYTES, HEADER_BYTES + sealedBytes - start));
    await file.read(sealed, 0, sealed.length, start);
    const decipher = createDecipheriv(CIPHER, key, ivOf(header, nth), { authTagLength: TAG_BYTES });
    decipher.setAAD(authenticated(header, nth, { isLast: nth === chunks - 1 }));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  };
  return {
    bytes,
    close: () => file.close(),
    read: async (from, to) => {
      const end = Math.min(to, bytes);
      const parts: Buffer[] = [];
      for (let nth = Math.floor(from / CHUNK_BYTES); nth * CHUNK_BYTES < end; nth += 1) {
        const chunk = await chunkAt(nth);
        parts.push(chunk.subarray(Math.max(0, from - nth * CHUNK_BYTES), end - nth * CHUNK_BYTES));
      }
      return Buffer.concat(parts);
    },
  };
}

function ivOf(header: Buffer, nth: number): Buffer {
  const iv = Buffer.alloc(12);
  header.copy(iv, 0, 12, 12 + NONCE_BYTES);
  iv.writeUInt32BE(nth, NONCE_BYTES);
  return iv;
}

function authenticated(header: Buffer, nth: number, { isLast }: { readonly isLast: boolean }): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt32BE(nth);
  rest[4] = isLast ? 1 : 0;
  return Buffer.concat([header, rest]);
}
