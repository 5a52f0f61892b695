/** 20 ms of µ-law. */
const FRAME_BYTES = 160;
const SILENCE = 0xff;
/** Frames queued in the engine: more would still be heard after a `clear`, fewer would cause gaps. */
const AHEAD = 5;
/** Maximum queue: five minutes of speech. */
const BYTES_MAX = 5 * 60 * 8_000;
const MARKS_MAX = 1_000;
/** Shorter pieces are combined in blocks of this size, so that few pieces wait, however an application splits its audio. */
const BLOCK_BYTES = 4_000;
/** Reports without progress, after which the sent frames count as lost. */
const STILL_MAX = 10;

/** The engine's progress report. */
export interface PlayedReport {
  readonly run: number;
  readonly taken: number;
  readonly queued: number;
}

/** The frames to send after a report, and the reached marks. */
export interface PlayOutStep {
  readonly frames: readonly { readonly nth: number; readonly codes: Uint8Array }[];
  readonly marks: readonly string[];
}

/** A queued block of audio; the part in use may be shorter. */
interface Piece {
  readonly bytes: Uint8Array;
  filled: number;
}

/**
 * Audio of an application that its caller has not heard yet: pieces of any length come in, frames of 20 ms go out at the rate at which the engine plays them.
 * The engine's reports are its only clock.
 */
export class PlayOut {
  #pieces: Piece[] = [];
  /** Bytes of the first piece that were sent. */
  #offset = 0;
  #bytes = 0;
  /** Position of the next byte, counted from the very first one; frames are counted with their padding. */
  #end = 0;
  #fed = 0;
  #played = 0;
  #run: number | null = null;
  /** The minimum that the engine has taken: earlier frames, or frames lost on their way. */
  #base = 0;
  #still = 0;
  #marks: { readonly name: string; readonly at: number }[] = [];

  /** Waiting bytes. */
  get waiting(): number {
    return this.#bytes;
  }

  /** Number of waiting pieces. */
  get pieces(): number {
    return this.#pieces.length;
  }

  /** Frames that the caller has heard. */
  get playedFrames(): number {
    return this.#played;
  }

  /** Adds audio to the queue; returns the number of bytes beyond its capacity. */
  take(codes: Uint8Array): number {
    const room = Math.max(0, BYTES_MAX - this.#bytes);
    const kept = codes.length > room ? codes.subarray(0, room) : codes;
    if (kept.length > 0) this.#lay(kept);
    this.#bytes += kept.length;
    this.#end += kept.length;
    return codes.length - kept.length;
  }

  #lay(codes: Uint8Array): void {
    if (codes.length >= BLOCK_BYTES) return void this.#pieces.push({ bytes: codes, filled: codes.length });
    const last = this.#pieces.at(-1);
    const isRoom = last !== undefined && last.filled + codes.length <= last.bytes.length;
    const block = isRoom ? last : { bytes: new Uint8Array(BLOCK_BYTES), filled: 0 };
    if (!isRoom) this.#pieces.push(block);
    block.bytes.set(codes, block.filled);
    block.filled += codes.length;
  }

  /** Requests a mark once all earlier audio was heard; false where there are too many marks. */
  mark(name: string): boolean {
    if (this.#marks.length >= MARKS_MAX) return false;
    this.#marks.push({ name, at: this.#end });
    return true;
  }

  /** Discards all waiting audio; returns the number up to which the engine drops frames, and the marks that this reaches. */
  clear(): { readonly nth: number; readonly marks: readonly string[] } {
    this.#pieces = [];
    this.#offset = 0;
    this.#bytes = 0;
    this.#end = this.#fed * FRAME_BYTES;
    const marks = this.#marks.map(({ name }) => name);
    this.#marks = [];
    return { nth: this.#fed, marks };
  }

  /** Handles the engine's progress report. */
  reported({ run, taken, queued }: PlayedReport): PlayOutStep {
    if (this.#run !== run) this.#base = this.#fed;
    this.#run = run;
    const before = this.#played;
    const acked = Math.max(taken, this.#base);
    this.#played = Math.max(before, acked - queued);
    const isStuck = this.#fed > acked && queued === 0;
    this.#still = isStuck && this.#played === before ? this.#still + 1 : 0;
    if (this.#still >= STILL_MAX) this.#base = this.#fed;
    const frames: { readonly nth: number; readonly codes: Uint8Array }[] = [];
    while (this.#fed - this.#played < AHEAD) {
      // An incomplete frame waits for more audio, until the caller would hear a gap.
      const codes = this.#frame(this.#fed - this.#played <= 1);
      if (codes === null) break;
      this.#fed += 1;
      frames.push({ nth: this.#fed, codes });
    }
    return { frames, marks: this.#reached() };
  }

  #reached(): readonly string[] {
    const heard = this.#played * FRAME_BYTES;
    const count = this.#marks.findIndex(({ at }) => at > heard);
    return this.#marks.splice(0, count < 0 ? this.#marks.length : count).map(({ name }) => name);
  }

  #frame(isUrgent: boolean): Uint8Array | null {
    if (this.#bytes === 0 || (this.#bytes < FRAME_BYTES && !isUrgent)) return null;
    const frame = new Uint8Array(FRAME_BYTES).fill(SILENCE);
    let filled = 0;
    for (let piece = this.#pieces[0]; piece !== undefined && filled < FRAME_BYTES; piece = this.#pieces[0]) {
      const part = piece.bytes.subarray(this.#offset, Math.min(this.#offset + FRAME_BYTES - filled, piece.filled));
      frame.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset < piece.filled) break;
      this.#pieces.shift();
      this.#offset = 0;
    }
    this.#bytes -= filled;
    this.#end += FRAME_BYTES - filled;
    return frame;
  }
}
