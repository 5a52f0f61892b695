import type { Law } from "../../protocols/audio/index.ts";
import { outsideOfPauses, type Pause, placeFrame, type RtpPacket, type Timeline } from "../../protocols/rtp/index.ts";
import type { ChunkPlace, RecordedChannel, RecordedFrame, SegmentId } from "./journal-format.ts";
import type { JournalWriter } from "./journal-writer.ts";

/** Frames of two who talk that are collected before they are sealed together: of more there are more in the same time. */
const FRAMES_A_CHUNK = 40;
/** So many bytes are sealed before there are so many frames. */
const CHUNK_BYTES_MAX = 262_144;
const SAMPLES_A_MS = 8;
/** Frames of a leg within which one that came twice is known: a third of a second. */
const DEDUPLICATED_FRAMES_MAX = 16;

/** Whom a recording holds: two, each on his own channel, or as many as there are in one. */
export type RecordedLegs = ReadonlyMap<string, RecordedChannel>;

/** The legs of a talk of two; the right one may come later. */
export function talkOf(left: string, right: string | null): RecordedLegs {
  return new Map([[left, 0], ...(right === null ? [] : [[right, 1] as const])]);
}

/** The legs of a talk of many. */
export function mixOf(legs: readonly string[]): RecordedLegs {
  return new Map(legs.map((leg) => [leg, "mixed"]));
}

/** One recording while it goes on: what its legs say, on a time line that arrival sets for each. */
export class Recorder {
  readonly segment: SegmentId;
  readonly key: Uint8Array;
  legs: RecordedLegs;
  /** Where its chunks were written. */
  readonly places: ChunkPlace[] = [];
  readonly #journal: JournalWriter;
  readonly #lines = new Map<string, Timeline>();
  /** Where the newest frames of each leg of many lie. */
  readonly #kept = new Map<string, readonly number[]>();
  #pauses: readonly Pause[] = [];
  #frames: RecordedFrame[] = [];
  #bytes = 0;
  #collectingSinceMs = 0;
  /** Where the sound heard so far ends on the time line: beyond the clock when a first packet had come late. */
  #heardTo = 0;

  /** Begins to record; nothing is kept while `isPaused`. */
  constructor(
    journal: JournalWriter,
    begin: {
      readonly segment: SegmentId;
      readonly key: Uint8Array;
      readonly legs: RecordedLegs;
      readonly isPaused: boolean;
    },
  ) {
    this.#journal = journal;
    this.segment = begin.segment;
    this.key = begin.key;
    this.legs = begin.legs;
    if (begin.isPaused) this.pause(begin.segment.startedAtMs);
  }

  /** Others speak from now on; whoever comes to another channel, or comes back, begins where he is heard. */
  change(legs: RecordedLegs): void {
    for (const [leg, channel] of this.legs) {
      if (legs.get(leg) === channel) continue;
      this.#lines.delete(leg);
      this.#kept.delete(leg);
    }
    this.legs = legs;
  }

  /** Keeps a packet of a leg, in its place and outside of pauses. */
  add(leg: string, packet: RtpPacket, heard: { readonly law: Law; readonly arrivalMs: number }): void {
    const channel = this.legs.get(leg);
    if (channel === undefined) return;
    const samples = packet.payload.length;
    const arrivedAt = this.#sampleAt(heard.arrivalMs);
    const { ssrc, timestamp } = packet;
    const placed = placeFrame(this.#lines.get(leg) ?? null, { ssrc, timestamp, samples, arrivedAt });
    this.#lines.set(leg, placed.state);
    if (channel === "mixed" && this.#isKept(leg, placed.position)) return;
    this.#heardTo = Math.max(this.#heardTo, placed.position + samples);
    for (const { from, to } of outsideOfPauses({ position: placed.position, samples }, this.#pauses)) {
      if (this.#frames.length === 0) this.#collectingSinceMs = heard.arrivalMs;
      const codes = packet.payload.slice(from - placed.position, to - placed.position);
      this.#frames.push({ channel, law: heard.law, position: from, codes });
      this.#bytes += codes.length;
    }
    const isMuch = this.#frames.length >= FRAMES_A_CHUNK * Math.max(1, this.legs.size / 2);
    if (isMuch || this.#bytes >= CHUNK_BYTES_MAX) this.seal();
  }

  /** What came twice is not added up twice. */
  #isKept(leg: string, position: number): boolean {
    const kept = this.#kept.get(leg) ?? [];
    if (kept.includes(position)) return true;
    this.#kept.set(leg, [...kept.slice(1 - DEDUPLICATED_FRAMES_MAX), position]);
    return false;
  }

  /** Keeps nothing from this very sample on; what was collected beyond it is dropped before it reaches the disk. */
  pause(nowMs: number): number {
    const from = this.#sampleAt(nowMs);
    if (this.#pauses.at(-1)?.to === null) return this.#pauses.at(-1)?.from ?? from;
    this.#pauses = [...this.#pauses, { from, to: null }];
    this.#frames = this.#frames.flatMap((frame) =>
      outsideOfPauses({ position: frame.position, samples: frame.codes.length }, this.#pauses).map((part) => ({
        ...frame,
        position: part.from,
        codes: frame.codes.slice(part.from - frame.position, part.to - frame.position),
      })),
    );
    this.#journal.appendPauses(this.segment, this.#pauses);
    return from;
  }

  /** Keeps again from this very sample on, which lies behind all that was heard until now: it was said in the pause. */
  resume(nowMs: number): number {
    const last = this.#pauses.at(-1);
    const to = Math.max(this.#sampleAt(nowMs), this.#heardTo);
    if (last === undefined || last.to !== null) return to;
    this.#pauses = [...this.#pauses.slice(0, -1), { from: last.from, to }];
    this.#journal.appendPauses(this.segment, this.#pauses);
    return to;
  }

  /** Hands what was collected to the journal, if the first of it has waited for `waitedMs`. */
  sealOlderThan(nowMs: number, waitedMs: number): void {
    if (nowMs - this.#collectingSinceMs >= waitedMs) this.seal();
  }

  /** Hands what was collected to the journal. */
  seal(): void {
    if (this.#frames.length === 0) return;
    this.#journal.appendChunk(this, this.#frames);
    this.#frames = [];
    this.#bytes = 0;
  }

  get pauses(): readonly Pause[] {
    return this.#pauses;
  }

  #sampleAt(nowMs: number): number {
    return Math.max(0, Math.floor((nowMs - this.segment.startedAtMs) * SAMPLES_A_MS));
  }
}
