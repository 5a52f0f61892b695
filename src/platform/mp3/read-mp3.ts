import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Recorded } from "../../protocols/audio/index.ts";
import { openFairTurns } from "./fair-turns.ts";

const PROGRAM = new URL("./mp3-worker.ts", import.meta.url);
/** Two minutes of sound take well under a second; a busy machine may need more. */
const READ_MS_MAX = 8_000;
/** Two minutes at 48,000 samples a second are 23 MB, twice while they are put together. */
const HEAP_MEGABYTES_MAX = 128;
/** Files that are decoded at once in a process, of one call centre one at a time, and those that may wait for it. */
const PLACES = { atOnce: 2, ofHolder: 1, waiting: 48, waitingOfHolder: 16 } as const;

/** What a thread is to decode. */
export interface Mp3Order {
  readonly bytes: Uint8Array;
  readonly secondsMax: number;
}

/** What a thread says of it. */
export type Mp3Reading =
  | ({ readonly read: true } & Recorded)
  | { readonly read: false; readonly why: "mp3-unreadable" | "too-long" };

/** Why an MP3 is not read: it is none that can be, it is longer than it may be, or its turn did not come. */
export type Mp3Refusal = "mp3-unreadable" | "too-long" | "mp3-busy";

/** For whom a file is read, and how long he waits for his turn. */
export interface Mp3Reader {
  readonly holder: string;
  readonly waitMs: number;
}

const turns = openFairTurns(PLACES);

/**
 * Reads an MP3 as one channel, in a thread of its own with limits on time and memory; no more than `secondsMax` of it is decoded. A file that
 * breaks the thread, or holds it up, is none that can be read. Holders take turns.
 */
export async function readMp3(
  bytes: Uint8Array,
  { secondsMax, holder, waitMs }: Mp3Reader & { readonly secondsMax: number },
): Promise<Result<Recorded, Mp3Refusal>> {
  if (!(await turns.take(holder, waitMs))) return refuse("mp3-busy");
  try {
    // A copy of its own, which goes to the thread.
    const reading = await readApart({ bytes: new Uint8Array(bytes), secondsMax });
    return reading.read ? ok({ rateHz: reading.rateHz, samples: reading.samples }) : refuse(reading.why);
  } finally {
    turns.giveBack(holder);
  }
}

async function readApart(order: Mp3Order): Promise<Mp3Reading> {
  const unreadable = { read: false, why: "mp3-unreadable" } as const;
  const worker = new Worker(PROGRAM, {
    workerData: order,
    transferList: [order.bytes.buffer as ArrayBuffer],
    execArgv: [],
    // What the decoder says of broken files is for nobody.
    ...{ stdout: true, stderr: true },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
  });
  // What goes wrong in it as it ends is heard by nobody else.
  worker.on("error", () => undefined);
  const over = new AbortController();
  const { signal } = over;
  try {
    const late = delay(READ_MS_MAX, unreadable, { signal, ref: false }).catch(() => unreadable);
    const said = once(worker, "message", { signal }).then(([reading]) => reading as Mp3Reading);
    const ended = once(worker, "exit", { signal }).then(() => unreadable);
    return await Promise.race([said, ended, late]);
  } catch {
    return unreadable;
  } finally {
    over.abort();
    await worker.terminate();
  }
}
