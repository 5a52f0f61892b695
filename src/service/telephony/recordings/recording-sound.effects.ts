import path from "node:path";
import { Readable } from "node:stream";
import { present } from "../../../kernel/index.ts";
import { openSealedFile, type SealedFile } from "../../../platform/media/index.ts";
import { unseal } from "../../../platform/sealing/index.ts";
import { channelsIn, WAV_HEADER_BYTES, wavHeader } from "../../../protocols/audio/index.ts";
import { piecesOf } from "./audio-range.ts";
import type { PlayableRecording } from "./listening.store.ts";

/** The maximum of files of one recording that are played as one; a restarted media process begins another file. */
const SEGMENTS_MAX = 200;
/** The size of an encrypted block: no block is decrypted twice, and at most one is in memory. */
const STEP_BYTES = 65_536;
const SAMPLE_BYTES = 2;

/** The audio of a recording as one WAV: the caller on the left, the agent on the right, or all in one channel when it is mixed. */
export interface RecordingSound {
  readonly bytes: number;
  readonly channels: 1 | 2;
  /** The bytes from `from` up to `to`, decrypted while they are read; closes its files at the end. */
  read(from: number, to: number): Readable;
  close(): Promise<void>;
}

/** Opens the files of a recording; undefined when one of them is missing. */
export async function openRecordingSound(options: {
  readonly folder: string;
  /** The installation's key, which encrypts each recording's key. */
  readonly key: Buffer;
  readonly recording: PlayableRecording;
}): Promise<RecordingSound | undefined> {
  const { folder, recording } = options;
  const key = unseal(options.key, recording.id, recording.sealedKey);
  const files: SealedFile[] = [];
  const close = async () => {
    await Promise.all(files.map((file) => file.close()));
  };
  try {
    for (const { file } of recording.segments.slice(0, SEGMENTS_MAX)) {
      files.push(await openSealedFile(path.join(folder, path.basename(file)), key));
    }
  } catch (error) {
    await close();
    if (isMissing(error)) return undefined;
    throw error;
  }
  const channels = await channelsOf(files);
  const lengths = files.map(({ bytes }) => bytes);
  const soundBytes = lengths.reduce((sum, bytes) => sum + bytes - WAV_HEADER_BYTES, 0);
  const header = wavHeader({ channels, frames: soundBytes / (channels * SAMPLE_BYTES) });
  const read = async function* (from: number, to: number): AsyncGenerator<Uint8Array> {
    if (from < WAV_HEADER_BYTES) yield header.subarray(from, Math.min(to, WAV_HEADER_BYTES));
    const wanted = { from: Math.max(0, from - WAV_HEADER_BYTES), to: to - WAV_HEADER_BYTES };
    for (const piece of piecesOf(lengths, { ...wanted, skip: WAV_HEADER_BYTES, step: STEP_BYTES })) {
      yield await present(files[piece.file], "a file of the recording").read(piece.from, piece.to);
    }
  };
  return {
    bytes: WAV_HEADER_BYTES + soundBytes,
    channels: channels === 1 ? 1 : 2,
    close,
    read: (from, to) => {
      const stream = Readable.from(read(from, to), { objectMode: false });
      // A client that disconnects before the first byte never starts the read; the files are closed all the same.
      stream.once("close", () => void close().catch(() => undefined));
      return stream;
    },
  };
}

/** The number of channels that the files of a recording share; a file without samples is ignored. */
async function channelsOf(files: readonly SealedFile[]): Promise<number> {
  const first = files.find(({ bytes }) => bytes > WAV_HEADER_BYTES) ?? files[0];
  return first === undefined ? 2 : channelsIn(await first.read(0, WAV_HEADER_BYTES));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
