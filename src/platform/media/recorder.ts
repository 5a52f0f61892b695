import type { Law } from "../../protocols/audio/index.ts";
import { outsideOfPauses, type Pause, placeFrame, type RtpPacket, type Timeline } from "../../protocols/rtp/index.ts";
import type { ChunkPlace, RecordedChannel, RecordedFrame, SegmentId } from "./journal-format.ts";
import type { JournalWriter } from "./journal-writer.ts";

/** Frames of a two-party call that are collected before they are sealed together; more legs collect more in the same time. */
const FRAMES_A_CHUNK = 40;
/** Maximum number of collected bytes, whatever the number of frames. */
const CHUNK_BYTES_MAX = 262_144;
const SAMPLES_A_MS = 8;
/** Number of recent frames of a leg in which a duplicate is detected: a third of a second. */
const DEDUPLICATED_FRAMES_MAX = 16;

/** The legs of a recording: two, each on its own channel, or several in one channel. */
export type RecordedLegs = ReadonlyMap<string, RecordedChannel>;

/** The legs of a two-party recording; the right one may be added later. */
export function talkOf(left: string, right: string | null): RecordedLegs {
  return new Map([[left, 0], ...(right === null ? [] : [[right, 1] as const])]);
}

/** The legs of a mixed recording. */
export function mixOf(legs: readonly string[]): RecordedLegs {
  return new Map(legs.map((leg) => [leg, "mixed"]));
}

/** One recording in progress: the audio of its legs, each on a timeline that follows packet arrival. */
export class Recorder {
  readonly segment: SegmentId;
  readonly key: Uint8Array;
  legs: RecordedLegs;
  /** Positions of its chunks in the journal. */
  readonly places: ChunkPlace[] = [];
  readonly #journal: JournalWriter;
  readonly #lines = new Map<string, Timeline>();
  /** Positions of the newest frames of each leg in a mixed recording. */
  readonly #kept = new Map<string, readonly number[]>();
  #pauses: readonly Pause[] = [];
  #frames: RecordedFrame[] = [];
  #bytes = 0;
  #collectingSinceMs = 0;
  /** End of the received audio on the timeline: beyond the clock when a first packet was late. */
  #heardTo = 0;

  /** Starts recording; audio is discarded while `isPaused`. */
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

  /** Changes the recorded legs; a leg on another channel, or one that returns, starts at its next packet. */
  change(legs: RecordedLegs): void {
    for (const [leg, channel] of this.legs) {
      if (legs.get(leg) === channel) continue;
      this.#lines.delete(leg);
      this.#kept.delete(leg);
    }
    this.legs = legs;
  }

  /** Records a packet of a leg at its position, outside of pauses. */
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

  /** A duplicate frame must not be added twice. */
  #isKept(leg: string, position: number): boolean {
    const kept = this.#kept.get(leg) ?? [];
    if (kept.includes(position)) return true;
    this.#kept.set(leg, [...kept.slice(1 - DEDUPLICATED_FRAMES_MAX), position]);
    return false;
  }

  /** Stops recording at this exact sample; collected audio beyond it is dropped before it reaches the disk. */
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

  /** Resumes recording at this exact sample, which lies after all audio received so far: that audio belongs to the pause. */
  resume(nowMs: number): number {
    const last = this.#pauses.at(-1);
    const to = Math.max(this.#sampleAt(nowMs), this.#heardTo);
    if (last === undefined || last.to !== null) return to;
    this.#pauses = [...this.#pauses.slice(0, -1), { from: last.from, to }];
    this.#journal.appendPauses(this.segment, this.#pauses);
    return to;
  }

  /** Passes the collected frames to the journal if the first of them has waited for `waitedMs`. */
  sealOlderThan(nowMs: number, waitedMs: number): void {
    if (nowMs - this.#collectingSinceMs >= waitedMs) this.seal();
  }

  /** Passes the collected frames to the journal. */
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
