import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Recorded } from "../../protocols/audio/index.ts";
import { openFairTurns, runInSubprocess } from "../subprocess/index.ts";

const PROGRAM = new URL("./mp3-worker.ts", import.meta.url);
/** Two minutes of sound take well under a second, and 23 MB at 48,000 samples a second, twice while they are put together. */
const LIMITS = { taskMsMax: 8_000, heapMegabytesMax: 128, memoryMegabytesMax: 384 };
/** Files that are decoded at once in a process, of one call centre one at a time, and those that may wait for it. */
const PLACES = { atOnce: 2, ofHolder: 1, waiting: 48, waitingOfHolder: 16 } as const;

/** What a decoding subprocess is given. */
export interface Mp3Order {
  readonly bytes: Uint8Array;
  readonly secondsMax: number;
}

/** What a decoding subprocess answers. */
export type Mp3Reading =
  | ({ readonly read: true } & Recorded)
  | { readonly read: false; readonly why: "mp3-unreadable" | "too-long" };

/** Why an MP3 is not read: it is none that can be, it is longer than it may be, or its turn did not come. */
export type Mp3Refusal = "mp3-unreadable" | "too-long" | "mp3-busy";

/** Whose file is read, and the longest wait for a turn. */
export interface Mp3Reader {
  readonly holder: string;
  readonly waitMs: number;
}

const turns = openFairTurns(PLACES);

/**
 * Reads an MP3 as one channel, in a subprocess with limits on time and memory; no more than `secondsMax` of it is decoded. A file that
 * breaks these limits or the decoder is `mp3-unreadable`. Holders take turns.
 */
export async function readMp3(
  bytes: Uint8Array,
  { secondsMax, holder, waitMs }: Mp3Reader & { readonly secondsMax: number },
): Promise<Result<Recorded, Mp3Refusal>> {
  if (!(await turns.take(holder, waitMs))) return refuse("mp3-busy");
  try {
    const reading = await runInSubprocess<Mp3Order, Mp3Reading>(PROGRAM, { bytes, secondsMax }, LIMITS);
    return reading.read ? ok({ rateHz: reading.rateHz, samples: reading.samples }) : refuse(reading.why);
  } catch {
    return refuse("mp3-unreadable");
  } finally {
    turns.giveBack(holder);
  }
}
