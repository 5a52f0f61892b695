/** Bytes that a socket may hold that have not left yet: beyond that it is slow. */
const UNSENT_BYTES_MAX = 65_536;
/** Messages of sound that wait for a slow socket: ten seconds of one track. */
const WAITING_MAX = 500;

/** A queue before a socket: nothing waits while it is quick; while it is slow the newest sound is kept and the oldest is let go. */
export class WaitingSound<Message> {
  #waiting: Message[] = [];
  #dropped = 0;

  /** Messages that were let go. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Messages that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Takes one message more; those whose turn it is now, with so many bytes unsent. */
  push(message: Message, unsentBytes: number): readonly Message[] {
    this.#waiting.push(message);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    return unsentBytes > UNSENT_BYTES_MAX ? [] : this.all();
  }

  /** All that wait, in their order; nothing waits any more. */
  all(): readonly Message[] {
    return this.#waiting.splice(0);
  }
}
