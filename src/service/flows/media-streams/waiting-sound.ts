/** Unsent bytes beyond which a socket counts as slow. */
const UNSENT_BYTES_MAX = 65_536;
/** Maximum audio messages that wait for a slow socket: ten seconds of one track. */
const WAITING_MAX = 500;

/** A queue in front of a socket: empty while the socket is fast; while it is slow the newest audio is kept and the oldest is dropped. */
export class WaitingSound<Message> {
  #waiting: Message[] = [];
  #dropped = 0;

  /** Number of dropped messages. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Number of waiting messages. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Adds a message; returns those that may be sent now, given the unsent bytes. */
  push(message: Message, unsentBytes: number): readonly Message[] {
    this.#waiting.push(message);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    return unsentBytes > UNSENT_BYTES_MAX ? [] : this.all();
  }

  /** Returns all waiting messages in order, and empties the queue. */
  all(): readonly Message[] {
    return this.#waiting.splice(0);
  }
}
