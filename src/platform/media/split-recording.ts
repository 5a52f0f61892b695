import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import { decode, WAV_HEADER_BYTES, wavHeader } from "../../protocols/audio/index.ts";
import { outsideOfPauses, type Pause } from "../../protocols/rtp/index.ts";
import type { RecordingSegment } from "./engine.ts";
import { segmentFile } from "./finished-segments.ts";
import { type ChunkPlace, type RecordedChannel, readChunk, type SegmentId } from "./journal-format.ts";
import { SealingWriter } from "./sealed-file.ts";

/** A segment and the positions of its chunks in the journals. */
export interface SegmentPlan {
  readonly segment: SegmentId;
  readonly chunks: readonly ChunkPlace[];
  readonly pauses: readonly Pause[];
}

/** One task: the segment, its key, and the folder for the file. */
export interface SplitOrder {
  readonly plan: SegmentPlan;
  readonly key: Uint8Array;
  readonly folder: string;
  /** Whether silence at both ends is removed; false if omitted. */
  readonly isTrimmed?: boolean;
}

/** Samples of one channel held in memory: 20 s. Frames may be out of order by half of it. */
const WINDOW = 160_000;
const HALF = WINDOW / 2;
/** Maximum length of a recording: a day. WAV counts its bytes in 32 bits. */
const SAMPLES_MAX = 24 * 3_600 * 8_000;

/** The timeline during writing: a window that moves over the file. Left and right are interleaved; mixed audio is added up. */
class SoundWindow {
  readonly #writer: SealingWriter;
  /** Known from the first frame. */
  #channels: 1 | 2 | null = null;
  #samples = new Int32Array(0);
  #base = 0;
  #end = 0;
  misplaced = 0;

  constructor(writer: SealingWriter) {
    this.#writer = writer;
  }

  get end(): number {
    return this.#end;
  }

  get channels(): 1 | 2 {
    return this.#channels ?? 2;
  }

  /** Puts a part of a frame at its position. */
  async put(part: SoundPart): Promise<void> {
    const { channel, position, samples } = part;
    this.#open(channel);
    if (position < this.#base || position > SAMPLES_MAX) {
      this.misplaced += samples.length;
      return;
    }
    while (position + samples.length > this.#base + WINDOW) await this.#moveOn();
    const from = position - this.#base;
    for (let at = 0; at < samples.length; at += 1) {
      if (channel === "mixed") this.#samples[from + at] = (this.#samples[from + at] ?? 0) + (samples[at] ?? 0);
      else this.#samples[(from + at) * 2 + channel] = samples[at] ?? 0;
    }
    this.#end = Math.max(this.#end, position + samples.length);
  }

  /** Writes the rest. */
  async finish(): Promise<void> {
    await this.#writer.write(bytesOf(this.#samples.subarray(0, Math.max(0, this.#end - this.#base) * this.channels)));
  }

  #open(channel: RecordedChannel): void {
    if (this.#channels !== null) return;
    this.#channels = channel === "mixed" ? 1 : 2;
    this.#samples = new Int32Array(WINDOW * this.#channels);
  }

  async #moveOn(): Promise<void> {
    const half = HALF * this.channels;
    await this.#writer.write(bytesOf(this.#samples.subarray(0, half)));
    this.#samples.copyWithin(0, half);
    this.#samples.fill(0, half);
    this.#base += HALF;
  }
}

/** A recorded part of a frame. */
interface SoundPart {
  readonly channel: RecordedChannel;
  readonly position: number;
  readonly samples: Int16Array;
}

/** Makes the sealed WAV file of a segment from the chunks in its journals; gaps become silence. */
export async function splitRecording(order: SplitOrder): Promise<RecordingSegment> {
  const { plan, key, folder } = order;
  const { recording, startedAtMs } = plan.segment;
  const file = segmentFile(folder, recording, startedAtMs);
  const draft = `${file}.${process.pid}-${Math.round(performance.now() * 1_000)}.draft`;
  const stretch = order.isTrimmed === true ? await loudStretch(order) : WHOLE;
  const writer = await SealingWriter.create(draft, key);
  const window = new SoundWindow(writer);
  let unreadable: number;
  try {
    await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
    unreadable = await eachPart(order, async (part) => {
      const { from, to } = stretch;
      const end = part.position + part.samples.length;
      if (end <= from || part.position >= to) return;
      const skipped = Math.max(0, from - part.position);
      const samples = part.samples.subarray(skipped, Math.min(part.samples.length, to - part.position));
      await window.put({ ...part, position: part.position + skipped - from, samples });
    });
    await window.finish();
    await writer.finish(wavHeader({ channels: window.channels, frames: window.end }));
  } catch (error) {
    await writer.abandon().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  await rename(draft, file);
  await syncFolder(folder);
  return { file, startedAtMs, samples: window.end, misplaced: window.misplaced, unreadable };
}

/** The recorded range of a segment. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const WHOLE: Stretch = { from: 0, to: Number.POSITIVE_INFINITY };
/** Mean absolute sample of a frame above which it counts as loud, of 32,768; an idle line stays below. */
const LOUD_MIN = 200;
/** Margin before the first loud frame and after the last: a quarter of a second. */
const MARGIN = 2_000;

/** The range from the first loud frame to the last; empty if there is none. */
async function loudStretch(order: SplitOrder): Promise<Stretch> {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  await eachPart(order, ({ position, samples }) => {
    const sum = samples.reduce((total, sample) => total + Math.abs(sample), 0);
    if (sum <= LOUD_MIN * samples.length) return;
    from = Math.min(from, position);
    to = Math.max(to, position + samples.length);
  });
  return from > to ? { from: 0, to: 0 } : { from: Math.max(0, from - MARGIN), to: to + MARGIN };
}

/** Calls `take` for each part outside of pauses, in the order of the journals; returns the number of unreadable chunks. */
async function eachPart({ plan, key }: SplitOrder, take: (part: SoundPart) => Promise<void> | void): Promise<number> {
  let unreadable = 0;
  await inJournals(plan.chunks, async (journal, place) => {
    const frames = await readChunk(journal, place, key);
    if (frames === null) unreadable += 1;
    for (const { law, codes, channel, position } of frames ?? []) {
      const samples = decode(law, codes);
      for (const { from, to } of outsideOfPauses({ position, samples: samples.length }, plan.pauses)) {
        await take({ channel, position: from, samples: samples.subarray(from - position, to - position) });
      }
    }
  });
  return unreadable;
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

const [LOWEST, HIGHEST] = [-32_768, 32_767];

/** Converts to 16 bits; clips sums that are too loud. */
function bytesOf(samples: Int32Array): Buffer {
  const cut = Int16Array.from(samples, (sample) => Math.max(LOWEST, Math.min(HIGHEST, sample)));
  return Buffer.from(cut.buffer, cut.byteOffset, cut.byteLength);
}
