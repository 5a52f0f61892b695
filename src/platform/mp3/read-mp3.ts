import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Recorded } from "../../protocols/audio/index.ts";
import { openFairTurns, runInSubprocess } from "../subprocess/index.ts";

const PROGRAM = new URL("./mp3-worker.ts", import.meta.url);
/** Two minutes of audio take well under a second, and 23 MB at 48,000 samples a second, twice that during concatenation. */
const LIMITS = { taskMsMax: 8_000, heapMegabytesMax: 128, memoryMegabytesMax: 384 };
/** Files decoded at once in a process, per tenant, and files that may wait, in total and per tenant. */
const PLACES = { atOnce: 2, ofHolder: 1, waiting: 48, waitingOfHolder: 16 } as const;

/** Task of a decoding subprocess. */
export interface Mp3Order {
  readonly bytes: Uint8Array;
  readonly secondsMax: number;
}

/** Result of a decoding subprocess. */
export type Mp3Reading =
  | ({ readonly read: true } & Recorded)
  | { readonly read: false; readonly why: "mp3-unreadable" | "too-long" };

/** Why an MP3 is not read: it is invalid, it is too long, or no slot became free. */
export type Mp3Refusal = "mp3-unreadable" | "too-long" | "mp3-busy";

/** The holder of the file, and the longest wait for a slot. */
export interface Mp3Reader {
  readonly holder: string;
  readonly waitMs: number;
}

const turns = openFairTurns(PLACES);

/**
 * Reads an MP3 as one channel, in a subprocess with limits on time and memory; decodes at most `secondsMax`. A file that
 * exceeds these limits or crashes the decoder is `mp3-unreadable`. Holders are served in turn.
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
