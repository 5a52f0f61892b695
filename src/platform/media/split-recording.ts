import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import { decode, WAV_HEADER_BYTES, wavHeader } from "../../protocols/audio/index.ts";
import { outsideOfPauses, type Pause } from "../../protocols/rtp/index.ts";
import type { RecordingSegment } from "./engine.ts";
import { type ChunkPlace, type RecordedFrame, readChunk, type SegmentId } from "./journal-format.ts";
import { segmentFile } from "./made-segments.ts";
import { SealingWriter } from "./sealed-file.ts";

/** A segment as it lies in journals. */
export interface SegmentPlan {
  readonly segment: SegmentId;
  readonly chunks: readonly ChunkPlace[];
  readonly pauses: readonly Pause[];
}

/** One piece of work: the segment, its key, and the folder for the file. */
export interface SplitOrder {
  readonly plan: SegmentPlan;
  readonly key: Uint8Array;
  readonly folder: string;
}

/** Samples of one channel held in memory: 20 s. Frames may come out of order by half of it. */
const WINDOW = 160_000;
const HALF = WINDOW / 2;
/** Longest recording: a day. WAV counts its bytes in 32 bits. */
const SAMPLES_MAX = 24 * 3_600 * 8_000;

/** The stereo time line while it is written: a window that moves on over the file. */
class StereoWindow {
  readonly #writer: SealingWriter;
  #samples = new Int16Array(WINDOW * 2);
  #base = 0;
  #end = 0;
  misplaced = 0;

  constructor(writer: SealingWriter) {
    this.#writer = writer;
  }

  get end(): number {
    return this.#end;
  }

  /** Puts a part of a frame in its place. */
  async put(part: { readonly channel: 0 | 1; readonly position: number; readonly samples: Int16Array }): Promise<void> {
    const { channel, position, samples } = part;
    if (position < this.#base || position > SAMPLES_MAX) {
      this.misplaced += samples.length;
      return;
    }
    while (position + samples.length > this.#base + WINDOW) await this.#moveOn();
    for (let at = 0; at < samples.length; at += 1) {
      this.#samples[(position - this.#base + at) * 2 + channel] = samples[at] ?? 0;
    }
    this.#end = Math.max(this.#end, position + samples.length);
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    await this.#writer.write(bytesOf(this.#samples.slice(0, Math.max(0, this.#end - this.#base) * 2)));
  }

  async #moveOn(): Promise<void> {
    await this.#writer.write(bytesOf(this.#samples.slice(0, HALF * 2)));
    this.#samples.copyWithin(0, HALF * 2);
    this.#samples.fill(0, HALF * 2);
    this.#base += HALF;
  }
}

/** Makes the sealed WAV file of a segment from the chunks in its journals; what was not recorded is silence. */
export async function splitRecording({ plan, key, folder }: SplitOrder): Promise<RecordingSegment> {
  const { recording, startedAtMs } = plan.segment;
  const file = segmentFile(folder, recording, startedAtMs);
  const draft = `${file}.${process.pid}-${Math.round(performance.now() * 1_000)}.draft`;
  const writer = await SealingWriter.create(draft, key);
  const window = new StereoWindow(writer);
  let unreadable = 0;
  try {
    await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
    await inJournals(plan.chunks, async (journal, place) => {
      const frames = await readChunk(journal, place, key);
      if (frames === null) unreadable += 1;
      else for (const frame of frames) await putFrame(window, frame, plan.pauses);
    });
    await window.finish();
    await writer.finish(wavHeader({ channels: 2, frames: window.end }));
  } catch (error) {
    await writer.abandon().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  await rename(draft, file);
  await syncFolder(folder);
  return { file, startedAtMs, samples: window.end, misplaced: window.misplaced, unreadable };
}

async function putFrame(window: StereoWindow, frame: RecordedFrame, pauses: readonly Pause[]): Promise<void> {
  const samples = decode(frame.law, frame.codes);
  for (const { from, to } of outsideOfPauses({ position: frame.position, samples: samples.length }, pauses)) {
    const part = samples.subarray(from - frame.position, to - frame.position);
    await window.put({ channel: frame.channel, position: from, samples: part });
  }
}

/** Opens each journal once, in the order of its chunks. */
async function inJournals(
  chunks: readonly ChunkPlace[],
  take: (journal: FileHandle, place: ChunkPlace) => Promise<void>,
): Promise<void> {
  let journal: FileHandle | null = null;
  let name = "";
  try {
    for (const place of chunks) {
      if (place.file !== name || journal === null) {
        await journal?.close();
        journal = await open(place.file, "r");
        name = place.file;
      }
      await take(journal, place);
    }
  } finally {
    await journal?.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}
