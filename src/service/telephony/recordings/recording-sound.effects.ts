import path from "node:path";
import { Readable } from "node:stream";
import { present } from "../../../kernel/index.ts";
import { openSealedFile, type SealedFile } from "../../../platform/media/index.ts";
import { unseal } from "../../../platform/sealing/index.ts";
import { channelsIn, WAV_HEADER_BYTES, wavHeader } from "../../../protocols/audio/index.ts";
import { piecesOf } from "./audio-range.ts";
import type { PlayableRecording } from "./listening.store.ts";

/** Files of one recording that are played as one; a sound process that was restarted begins another. */
const SEGMENTS_MAX = 200;
/** As much as is sealed together: no piece is decrypted twice, and no more than one stands in memory. */
const STEP_BYTES = 65_536;
const SAMPLE_BYTES = 2;

/** The sound of a recording as one WAV: the caller on the left, the agent on the right, or all in one channel where it is mixed. */
export interface RecordingSound {
  readonly bytes: number;
  readonly channels: 1 | 2;
  /** The bytes from `from` up to `to`, decrypted as they are taken; closes its files when it ends. */
  read(from: number, to: number): Readable;
  close(): Promise<void>;
}

/** Opens the files of a recording; undefined when one of them is not there any more. */
export async function openRecordingSound(options: {
  readonly folder: string;
  /** The installation's key, under which each recording's own is sealed. */
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
      // Whoever goes before the first byte has never begun to read; the files are closed all the same.
      stream.once("close", () => void close().catch(() => undefined));
      return stream;
    },
  };
}

/** What the files of a recording have in common; one without a sample says nothing of it. */
async function channelsOf(files: readonly SealedFile[]): Promise<number> {
  const first = files.find(({ bytes }) => bytes > WAV_HEADER_BYTES) ?? files[0];
  return first === undefined ? 2 : channelsIn(await first.read(0, WAV_HEADER_BYTES));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
