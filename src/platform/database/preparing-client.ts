import { createHash } from "node:crypto";
import { Socket } from "node:net";
import pg from "pg";
import { SILENT } from "./outage.ts";

/** The mark that a hot statement begins with; its plan is then kept by the connection. */
export const PREPARED = "/* prepared */";

/** PostgreSQL cuts longer names of statements. */
const NAME_MAX = 63;

/**
 * A connection on which nothing came for so long while a statement waits for its answer is given up. The server ends
 * a statement itself sooner than that, so whoever is silent is frozen or gone, even if nothing says that the line is cut.
 */
const SILENCE_MS_MAX = 8_000;

/**
 * The answer to a rollback that could not be sent: it fails only where the connection is broken, and then the server has
 * rolled back by itself. Whoever asked hears of what broke the connection instead.
 */
const ROLLED_BACK = { command: "ROLLBACK", rowCount: null, rows: [] } as const;

/** Who hears that the server fell silent on a connection. */
export interface SilenceListener {
  readonly onSilence?: () => void;
}

/**
 * A connection that prepares statements beginning with `PREPARED` once and keeps their plan, where planning costs more
 * than the work. Their text must not vary, since every text is kept for as long as the connection lives. It breaks when
 * the server falls silent: all that waits for it fails then, and no later user gets a connection with half a transaction.
 */
export class PreparingClient extends pg.Client {
  readonly #onSilence: (() => void) | undefined;
  #waiting = 0;

  constructor(config?: pg.ClientConfig & SilenceListener) {
    super(config);
    this.#onSilence = config?.onSilence;
    const plain = this.query.bind(this) as (...words: readonly unknown[]) => unknown;
    const query = (first: unknown, ...rest: readonly unknown[]): unknown => {
      if (typeof first === "string" && first.trimStart().startsWith(PREPARED))
        return this.#counted(plain, { name: nameOf(first), text: first, values: rest[0] }, ...rest.slice(1));
      const result = this.#counted(plain, first, ...rest);
      return first === "rollback" && result instanceof Promise ? result.catch(() => ROLLED_BACK) : result;
    };
    this.query = query as typeof this.query;
    this.once("connect", () => this.#watch());
  }

  /** Sends a statement and counts it until it is answered, whether by a promise or by a callback. */
  #counted(plain: (...words: readonly unknown[]) => unknown, ...words: readonly unknown[]): unknown {
    const answered = (): void => {
      this.#waiting -= 1;
    };
    this.#waiting += 1;
    const tell = words.at(-1);
    if (isCallback(tell)) {
      return plain(...words.slice(0, -1), (...answer: readonly unknown[]) => {
        answered();
        tell(...answer);
      });
    }
    const result = plain(...words);
    if (result instanceof Promise) result.then(answered, answered);
    else answered();
    return result;
  }

  #watch(): void {
    const { stream } = this.connection;
    if (!(stream instanceof Socket)) return;
    stream.setTimeout(SILENCE_MS_MAX);
    stream.on("timeout", () => {
      const { bytesRead } = stream;
      // After a pause of our own the answer may be there, and only not be read yet.
      setImmediate(() => {
        if (this.#waiting === 0 || stream.bytesRead !== bytesRead) return;
        this.giveUp();
        this.#onSilence?.();
      });
    });
  }

  /** Breaks the connection: whatever waits for it fails now. */
  giveUp(): void {
    this.connection.stream.destroy(new Error(SILENT));
  }
}

function isCallback(word: unknown): word is (...answer: readonly unknown[]) => void {
  return typeof word === "function";
}

function nameOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, NAME_MAX);
}
