import { Readable } from "node:stream";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { openFairTurns, openSubprocess, type Subprocess } from "../subprocess/index.ts";
import type { Mp3Reader } from "./read-mp3.ts";

const PROGRAM = new URL("./mp3-encoder-worker.ts", import.meta.url);
/** A piece takes milliseconds; the first one waits until the subprocess has started. */
const LIMITS = { taskMsMax: 15_000, heapMegabytesMax: 64, memoryMegabytesMax: 256 };
/** Files encoded at once in a process, per tenant, and files that may wait, in total and per tenant. */
const PLACES = { atOnce: 4, ofHolder: 2, waiting: 48, waitingOfHolder: 16 } as const;
/** The longest pause between two pieces that a client may take, and the longest transfer: 58 MB for two hours of two channels. */
const TRANSFER = { pauseMsMax: 60_000, totalMsMax: 15 * 60_000 } as const;

/** Channels of the samples and of the MP3; two channels are mixed if one is wanted. */
export interface PcmFormat {
  readonly channels: 1 | 2;
  readonly channelsWanted: 1 | 2;
}

/** Interleaved 16-bit samples, little-endian, 8,000 a second. */
export interface PcmSource extends PcmFormat {
  readonly samples: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Task of the encoding subprocess: pieces of samples in order, then the end. */
export type Mp3EncodingTask =
  | { readonly kind: "samples"; readonly format: PcmFormat; readonly bytes: Uint8Array }
  | { readonly kind: "end" };

/** Why nothing is encoded: there is no audio, or no slot became free in time. */
export type Mp3EncodingRefusal = "no-sound" | "mp3-busy";

const turns = openFairTurns(PLACES);

/**
 * Encodes an MP3 in a subprocess, piece by piece as the stream is read. `open` is called once there is a slot; its source
 * is closed with the stream. Holders are served in turn.
 */
export async function encodeMp3(
  open: () => Promise<PcmSource | undefined>,
  { holder, waitMs, transfer = TRANSFER }: Mp3Reader & { readonly transfer?: TransferLimits },
): Promise<Result<Readable, Mp3EncodingRefusal>> {
  if (!(await turns.take(holder, waitMs))) return refuse("mp3-busy");
  let source: PcmSource | undefined;
  try {
    source = await open();
    if (source === undefined) return refuse("no-sound");
    return ok(encoding(source, transfer, () => turns.giveBack(holder)));
  } finally {
    if (source === undefined) turns.giveBack(holder);
  }
}

/** Time limits of a transfer to a client. */
export interface TransferLimits {
  readonly pauseMsMax: number;
  readonly totalMsMax: number;
}

function encoding(source: PcmSource, { pauseMsMax, totalMsMax }: TransferLimits, release: () => void): Readable {
  const subprocess = openSubprocess(PROGRAM, LIMITS);
  const giveUp = () => void mp3.destroy(new Error("the MP3 is not taken in time"));
  const pause = setTimeout(giveUp, pauseMsMax);
  const total = setTimeout(giveUp, totalMsMax);
  const mp3 = Readable.from(
    pieces(source, subprocess, () => pause.refresh()),
    { objectMode: false },
  );
  mp3.once("close", () => {
    clearTimeout(pause);
    clearTimeout(total);
    Promise.allSettled([source.close(), subprocess.close()]).then(release, release);
  });
  return mp3;
}

async function* pieces(
  { samples, channels, channelsWanted }: PcmSource,
  subprocess: Subprocess,
  onPiece: () => void,
): AsyncGenerator<Uint8Array> {
  const format = { channels, channelsWanted };
  const encode = (task: Mp3EncodingTask) => subprocess.ask<Mp3EncodingTask, Uint8Array>(task);
  for await (const bytes of samples) {
    onPiece();
    const mp3 = await encode({ kind: "samples", format, bytes });
    if (mp3.length > 0) yield mp3;
  }
  yield await encode({ kind: "end" });
}
