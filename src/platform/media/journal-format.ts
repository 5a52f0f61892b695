import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Law } from "../../protocols/audio/index.ts";
import type { Pause } from "../../protocols/rtp/index.ts";

/** The recording and the segment that a record belongs to. */
export interface SegmentId {
  readonly recording: string;
  readonly startedAtMs: number;
}

/** Position of a chunk in a journal. */
export interface ChunkPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Channel of recorded audio: left, right, or the single mixed channel. */
export type RecordedChannel = 0 | 1 | "mixed";

/** One recorded frame: audio of one channel, starting at a sample. */
export interface RecordedFrame {
  readonly channel: RecordedChannel;
  readonly law: Law;
  readonly position: number;
  readonly codes: Uint8Array;
}

/** A record in a journal: sealed frames, the pauses of a segment known at that time, or the mark that its file was made. */
export type JournalRecord = {
  readonly segment: SegmentId;
  /** Offset of the first byte after the record. */
  readonly endsAt: number;
} & (
  | { readonly kind: "chunk"; readonly place: ChunkPlace }
  | { readonly kind: "pauses"; readonly pauses: readonly Pause[] }
  | { readonly kind: "done" }
);

const CHUNK = 1;
const PAUSES = 2;
const DONE = 3;
const HEAD_BYTES = 5;
const CRC_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FRAME_HEAD_BYTES = 7;
/** Flags of a frame beside its channel. */
const [ULAW, MIXED] = [2, 4];
const RECORD_BYTES_MAX = 1_048_576;
const CIPHER = "aes-256-gcm";

/**
 * A record: length, kind, body, checksum of kind and body. A journal that ends in the middle of a record is valid
 * up to that record. Chunks are encrypted with the recording's own key, so that a journal reveals no audio.
 */
function record(kind: number, body: Buffer): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES + body.length + CRC_BYTES);
  bytes.writeUInt32BE(body.length, 0);
  bytes[4] = kind;
  body.copy(bytes, HEAD_BYTES);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, HEAD_BYTES + body.length)), HEAD_BYTES + body.length);
  return bytes;
}

/** Encrypts frames into a record. */
export function chunkRecord(segment: SegmentId, frames: readonly RecordedFrame[], key: Uint8Array): Buffer {
  const head = segmentHead(segment);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(head);
  const sealed = [cipher.update(packed(frames)), cipher.final(), cipher.getAuthTag()];
  return record(CHUNK, Buffer.concat([head, iv, ...sealed]));
}

/** Record with the pauses of a segment; the last such record applies. */
export function pausesRecord(segment: SegmentId, pauses: readonly Pause[]): Buffer {
  return record(PAUSES, Buffer.concat([segmentHead(segment), Buffer.from(JSON.stringify(pauses))]));
}

/** Record that a recording was split, or is lost: its earlier records no longer apply. */
export function doneRecord(recording: string): Buffer {
  return record(DONE, segmentHead({ recording, startedAtMs: 0 }));
}

/** The frames of a chunk; null when the key or the bytes are wrong. */
export async function readChunk(
  file: FileHandle,
  place: ChunkPlace,
  key: Uint8Array,
): Promise<readonly RecordedFrame[] | null> {
  const bytes = Buffer.alloc(place.length);
  const { bytesRead } = await file.read(bytes, 0, place.length, place.offset);
  const body = bytesRead === place.length ? bodyOf(bytes) : null;
  if (body === null) return null;
  const headBytes = 9 + (body[8] ?? 0);
  const sealed = body.subarray(headBytes + IV_BYTES, body.length - TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, body.subarray(headBytes, headBytes + IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(body.subarray(0, headBytes));
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
    return unpacked(Buffer.concat([decipher.update(sealed), decipher.final()]));
  } catch {
    return null;
  }
}

/** Reads a journal from its start and stops at the first incomplete record. */
export async function* scanJournal(path: string): AsyncGenerator<JournalRecord> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    for (let offset = 0; ; ) {
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, offset);
      const bodyBytes = head.readUInt32BE(0);
      if (bytesRead < HEAD_BYTES || bodyBytes > RECORD_BYTES_MAX) return;
      const length = HEAD_BYTES + bodyBytes + CRC_BYTES;
      const bytes = Buffer.alloc(length);
      const whole = await file.read(bytes, 0, length, offset);
      const body = whole.bytesRead === length ? bodyOf(bytes) : null;
      if (body === null) return;
      const record = { segment: segmentIn(body), endsAt: offset + length };
      if (bytes[4] === CHUNK) yield { kind: "chunk", ...record, place: { file: path, offset, length } };
      if (bytes[4] === PAUSES) yield { kind: "pauses", ...record, pauses: pausesIn(body) };
      if (bytes[4] === DONE) yield { kind: "done", ...record };
      offset += length;
    }
  } finally {
    await file.close();
  }
}

function bodyOf(bytes: Buffer): Buffer | null {
  const end = bytes.length - CRC_BYTES;
  if (bytes.readUInt32BE(0) !== end - HEAD_BYTES) return null;
  return crc32(bytes.subarray(4, end)) === bytes.readUInt32BE(end) ? bytes.subarray(HEAD_BYTES, end) : null;
}

function segmentHead({ recording, startedAtMs }: SegmentId): Buffer {
  const name = Buffer.from(recording);
  const head = Buffer.alloc(9 + name.length);
  head.writeDoubleBE(startedAtMs, 0);
  head[8] = name.length;
  name.copy(head, 9);
  return head;
}

function segmentIn(body: Buffer): SegmentId {
  return { startedAtMs: body.readDoubleBE(0), recording: body.toString("utf8", 9, 9 + (body[8] ?? 0)) };
}

function pausesIn(body: Buffer): readonly Pause[] {
  return JSON.parse(body.toString("utf8", 9 + (body[8] ?? 0))) as readonly Pause[];
}

function packed(frames: readonly RecordedFrame[]): Buffer {
  const bytes = Buffer.alloc(frames.reduce((sum, { codes }) => sum + FRAME_HEAD_BYTES + codes.length, 0));
  let at = 0;
  for (const { channel, law, position, codes } of frames) {
    bytes[at] = (channel === "mixed" ? MIXED : channel) | (law === "ulaw" ? ULAW : 0);
    bytes.writeUInt32BE(position, at + 1);
    bytes.writeUInt16BE(codes.length, at + 5);
    bytes.set(codes, at + FRAME_HEAD_BYTES);
    at += FRAME_HEAD_BYTES + codes.length;
  }
  return bytes;
}

function unpacked(bytes: Buffer): readonly RecordedFrame[] {
  const frames: RecordedFrame[] = [];
  for (let at = 0; at + FRAME_HEAD_BYTES <= bytes.length; ) {
    const flags = bytes[at] ?? 0;
    const length = bytes.readUInt16BE(at + 5);
    frames.push({
      channel: (flags & MIXED) === 0 ? ((flags & 1) === 0 ? 0 : 1) : "mixed",
      law: (flags & ULAW) === 0 ? "alaw" : "ulaw",
      position: bytes.readUInt32BE(at + 1),
      codes: bytes.subarray(at + FRAME_HEAD_BYTES, at + FRAME_HEAD_BYTES + length),
    });
    at += FRAME_HEAD_BYTES + length;
  }
  return frames;
}
