import { closeSync, fdatasync, openSync, unlink, write } from "node:fs";
import path from "node:path";
import type { Pause } from "../../protocols/rtp/index.ts";
import {
  type ChunkPlace,
  chunkRecord,
  doneRecord,
  pausesRecord,
  type RecordedFrame,
  type SegmentId,
} from "./journal-format.ts";

/** The properties of a recording that the journal needs. */
interface Chronicled {
  readonly segment: SegmentId;
  readonly key: Uint8Array;
  readonly places: ChunkPlace[];
}

const FILE_BYTES_MAX = 64 * 1_048_576;
/** Maximum number of bytes that wait for a slow disk before recordings are abandoned. */
const WAITING_BYTES_MAX = 64 * 1_048_576;
const SYNC_EVERY_MS = 1_000;

interface JournalFile {
  readonly path: string;
  readonly fd: number;
  bytes: number;
  /** Recordings with data in this file. */
  readonly recordings: Set<string>;
}

/**
 * The one file of a worker that all its recordings are appended to, so that the disk sees one stream. A large file is followed
 * by a new one; a file is deleted when no recording needs it any more. Owned by the worker.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #fileBytesMax: number;
  readonly #name: string;
  readonly #onFailure: (error: Error) => void;
  readonly #old = new Set<JournalFile>();
  #file: JournalFile;
  #count = 0;
  #waiting: { readonly file: JournalFile; readonly bytes: Buffer }[] = [];
  #waitingBytes = 0;
  /** The file of the write in progress. */
  #writing: JournalFile | null = null;
  #isClosed = false;
  #hasFailed = false;
  #syncedMs = 0;
  #idle: (() => void)[] = [];

  constructor(options: {
    readonly folder: string;
    readonly name: string;
    /** File size in bytes after which a new file begins. */
    readonly fileBytesMax?: number;
    readonly onFailure: (error: Error) => void;
  }) {
    this.#folder = options.folder;
    this.#fileBytesMax = options.fileBytesMax ?? FILE_BYTES_MAX;
    this.#name = options.name;
    this.#onFailure = options.onFailure;
    this.#file = this.#open();
  }

  /** Seals frames of a recording and appends them. */
  appendChunk(recording: Chronicled, frames: readonly RecordedFrame[]): void {
    const bytes = chunkRecord(recording.segment, frames, recording.key);
    const place = this.#append(recording.segment.recording, bytes);
    if (place !== null) recording.places.push(place);
  }

  /** Appends the pauses of a segment. */
  appendPauses(segment: SegmentId, pauses: readonly Pause[]): void {
    this.#append(segment.recording, pausesRecord(segment, pauses));
  }

  /** Passes the waiting bytes to the operating system; one write at a time, to one file. */
  flush(nowMs: number): void {
    const file = this.#waiting[0]?.file;
    if (this.#writing !== null || this.#isClosed || file === undefined) return;
    const other = this.#waiting.findIndex((one) => one.file !== file);
    const taken = this.#waiting.splice(0, other < 0 ? this.#waiting.length : other);
    const bytes = Buffer.concat(taken.map((one) => one.bytes));
    this.#waitingBytes -= bytes.length;
    this.#writing = file;
    this.#write(file, { bytes, nowMs });
  }

  /** Settles when all appended bytes have been passed to the operating system. */
  async flushed(nowMs: number): Promise<void> {
    while (this.#writing !== null || (this.#waiting.length > 0 && !this.#hasFailed)) {
      this.flush(nowMs);
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  /** Releases the journals of a recording that was split. */
  forget(recording: string): void {
    const isKnown = [...this.#old, this.#file].some(({ recordings }) => recordings.has(recording));
    if (isKnown) this.#append(recording, doneRecord(recording));
    for (const file of [...this.#old, this.#file]) file.recordings.delete(recording);
    this.#dropUnneeded();
  }

  /** Closes the files and deletes those that no recording needs. */
  async close(nowMs: number): Promise<void> {
    await this.flushed(nowMs);
    this.#isClosed = true;
    for (const file of [...this.#old, this.#file]) {
      if (file.recordings.size === 0) this.#drop(file);
      else closeSync(file.fd);
    }
  }

  /** The position of the bytes; null when the journal accepts no more. */
  #append(recording: string, bytes: Buffer): ChunkPlace | null {
    if (this.#isClosed || this.#hasFailed) return null;
    if (this.#file.bytes > this.#fileBytesMax) {
      this.#old.add(this.#file);
      this.#file = this.#open();
    }
    const place = { file: this.#file.path, offset: this.#file.bytes, length: bytes.length };
    this.#file.recordings.add(recording);
    this.#file.bytes += bytes.length;
    this.#waiting.push({ file: this.#file, bytes });
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > WAITING_BYTES_MAX) this.#fail(new Error("the disk is too slow for the recordings"));
    return place;
  }

  #write(file: JournalFile, part: { readonly bytes: Buffer; readonly nowMs: number }): void {
    write(file.fd, part.bytes, 0, part.bytes.length, null, (error, written) => {
      if (error !== null) {
        this.#fail(error);
        this.#settle();
        return;
      }
      if (written < part.bytes.length) {
        this.#write(file, { ...part, bytes: part.bytes.subarray(written) });
        return;
      }
      if (part.nowMs - this.#syncedMs < SYNC_EVERY_MS) {
        this.#settle();
        return;
      }
      this.#syncedMs = part.nowMs;
      fdatasync(file.fd, () => this.#settle());
    });
  }

  #settle(): void {
    this.#writing = null;
    this.#dropUnneeded();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Deletes files that no recording needs, except the one being written, and discards their waiting bytes. */
  #dropUnneeded(): void {
    if (this.#isClosed) return;
    if (this.#file.recordings.size === 0 && this.#file.bytes > 0 && this.#file !== this.#writing) {
      this.#old.add(this.#file);
      this.#file = this.#open();
    }
    const unneeded = [...this.#old].filter((file) => file.recordings.size === 0 && file !== this.#writing);
    this.#waiting = this.#waiting.filter(({ file }) => !unneeded.includes(file));
    this.#waitingBytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const file of unneeded) this.#drop(file);
  }

  #fail(error: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#onFailure(error);
  }

  #open(): JournalFile {
    this.#count += 1;
    const file = path.join(this.#folder, `${this.#name}-${this.#count}.journal`);
    return { path: file, fd: openSync(file, "ax", 0o600), bytes: 0, recordings: new Set() };
  }

  #drop(file: JournalFile): void {
    this.#old.delete(file);
    closeSync(file.fd);
    unlink(file.path, () => undefined);
  }
}
