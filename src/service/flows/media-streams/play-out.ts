/** 20 ms of µ-law. */
const FRAME_BYTES = 160;
const SILENCE = 0xff;
/** Frames that the engine has in hand: more would be heard after a `clear`, less would be heard as gaps. */
const AHEAD = 5;
/** What waits at the most: five minutes of speech. */
const BYTES_MAX = 5 * 60 * 8_000;
const MARKS_MAX = 1_000;
/** Pieces that are shorter are laid together in blocks of so many bytes: however an application cuts its sound, few of them wait. */
const BLOCK_BYTES = 4_000;
/** Reports in which nothing moved, after which what was fed has been lost on its way. */
const STILL_MAX = 10;

/** How far the engine is with what it was fed. */
export interface PlayedReport {
  readonly run: number;
  readonly taken: number;
  readonly queued: number;
}

/** What is to be fed after a report, and the marks that were reached. */
export interface PlayOutStep {
  readonly frames: readonly { readonly nth: number; readonly codes: Uint8Array }[];
  readonly marks: readonly string[];
}

/** Sound that waits, as far as it is filled. */
interface Piece {
  readonly bytes: Uint8Array;
  filled: number;
}

/**
 * What an application has said and its caller has not heard yet: pieces of any length come in, frames of 20 ms go out at the pace at which the
 * engine plays them. The engine's reports are its clock; it has none of its own.
 */
export class PlayOut {
  #pieces: Piece[] = [];
  /** Bytes of the first piece that are out already. */
  #offset = 0;
  #bytes = 0;
  /** Where the next byte comes to stand, counted from the first one ever; frames are counted with what fills them up. */
  #end = 0;
  #fed = 0;
  #played = 0;
  #run: number | null = null;
  /** What the engine has taken at the least: what came before, or was lost on its way to it. */
  #base = 0;
  #still = 0;
  #marks: { readonly name: string; readonly at: number }[] = [];

  /** Bytes that wait. */
  get waiting(): number {
    return this.#bytes;
  }

  /** Pieces that they lie in. */
  get pieces(): number {
    return this.#pieces.length;
  }

  /** Frames that the caller has heard. */
  get playedFrames(): number {
    return this.#played;
  }

  /** Takes sound in, behind what waits; the bytes for which there is no room. */
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

  /** Wants to know when all that came before has been heard; false where there are too many of these. */
  mark(name: string): boolean {
    if (this.#marks.length >= MARKS_MAX) return false;
    this.#marks.push({ name, at: this.#end });
    return true;
  }

  /** Nothing that waits is to be heard; the number up to which the engine forgets, and the marks that are reached by that. */
  clear(): { readonly nth: number; readonly marks: readonly string[] } {
    this.#pieces = [];
    this.#offset = 0;
    this.#bytes = 0;
    this.#end = this.#fed * FRAME_BYTES;
    const marks = this.#marks.map(({ name }) => name);
    this.#marks = [];
    return { nth: this.#fed, marks };
  }

  /** The engine says how far it is. */
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
      // What does not fill a frame waits for more, until the caller would hear that there is none.
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
