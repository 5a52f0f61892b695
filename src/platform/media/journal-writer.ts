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

/** What the journal needs of a recording. */
interface Chronicled {
  readonly segment: SegmentId;
  readonly key: Uint8Array;
  readonly places: ChunkPlace[];
}

const FILE_BYTES_MAX = 64 * 1_048_576;
/** What may wait for a slow disk before recordings are given up. */
const WAITING_BYTES_MAX = 64 * 1_048_576;
const SYNC_EVERY_MS = 1_000;

interface JournalFile {
  readonly path: string;
  readonly fd: number;
  bytes: number;
  /** Recordings that have something in it. */
  readonly recordings: Set<string>;
}

/**
 * The one file of a worker that all its recordings are appended to, so that the disk sees one stream. When it grows large
 * a new one begins; a file goes when no recording needs it any more. Owned by the worker.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #name: string;
  readonly #onFailure: (error: Error) => void;
  readonly #old = new Set<JournalFile>();
  #file: JournalFile;
  #count = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isWriting = false;
  #isClosed = false;
  #hasFailed = false;
  #syncedMs = 0;
  #idle: (() => void)[] = [];

  constructor(options: { readonly folder: string; readonly name: string; readonly onFailure: (error: Error) => void }) {
    this.#folder = options.folder;
    this.#name = options.name;
    this.#onFailure = options.onFailure;
    this.#file = this.#open();
  }

  /** Seals frames of a recording and appends them. */
  appendChunk(recording: Chronicled, frames: readonly RecordedFrame[]): void {
    const bytes = chunkRecord(recording.segment, frames, recording.key);
    recording.places.push({ file: this.#file.path, offset: this.#file.bytes, length: bytes.length });
    this.#append(recording.segment.recording, bytes);
  }

  /** Appends the pauses of a segment. */
  appendPauses(segment: SegmentId, pauses: readonly Pause[]): void {
    this.#append(segment.recording, pausesRecord(segment, pauses));
  }

  /** Hands what waits to the operating system; one write at a time. */
  flush(nowMs: number): void {
    if (this.#isWriting || this.#isClosed || this.#waiting.length === 0) return;
    const bytes = Buffer.concat(this.#waiting);
    const file = this.#file;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#isWriting = true;
    this.#write(file, { bytes, nowMs });
  }

  /** Settles when all that was appended is with the operating system. */
  async flushed(nowMs: number): Promise<void> {
    while (this.#isWriting || (this.#waiting.length > 0 && !this.#hasFailed)) {
      this.flush(nowMs);
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  /** A recording that was split needs its journals no more. */
  forget(recording: string): void {
    const isKnown = [...this.#old, this.#file].some(({ recordings }) => recordings.has(recording));
    if (isKnown) this.#append(recording, doneRecord(recording));
    for (const file of [...this.#old, this.#file]) {
      file.recordings.delete(recording);
      if (file.recordings.size === 0 && file !== this.#file) this.#drop(file);
    }
    if (this.#file.recordings.size === 0 && this.#file.bytes > 0 && !this.#isWriting) this.#beginAnew();
  }

  /** Closes the files; a journal that nobody needs goes. */
  async close(nowMs: number): Promise<void> {
    await this.flushed(nowMs);
    this.#isClosed = true;
    for (const file of [...this.#old, this.#file]) {
      if (file.recordings.size === 0) this.#drop(file);
      else closeSync(file.fd);
    }
  }

  #append(recording: string, bytes: Buffer): void {
    if (this.#isClosed || this.#hasFailed) return;
    this.#file.recordings.add(recording);
    this.#file.bytes += bytes.length;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > WAITING_BYTES_MAX) this.#fail(new Error("the disk is too slow for the recordings"));
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
    this.#isWriting = false;
    if (this.#waiting.length === 0 && this.#file.bytes > FILE_BYTES_MAX) {
      this.#old.add(this.#file);
      this.#file = this.#open();
    }
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Nothing in the file is needed, not even what waits to be written. */
  #beginAnew(): void {
    const file = this.#file;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#file = this.#open();
    this.#drop(file);
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
