import { Socket } from "node:net";
import pg from "pg";
import { KeptPlans } from "./kept-plans.ts";
import { SILENT } from "./outage.ts";

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
 * A connection that prepares once what comes again and again, since planning costs more than the work there. It breaks when
 * the server falls silent: all that waits for it fails then, and no later user gets a connection with half a transaction.
 */
export class PreparingClient extends pg.Client {
  readonly #onSilence: (() => void) | undefined;
  readonly #plans = new KeptPlans();
  #waiting = 0;

  constructor(config?: pg.ClientConfig & SilenceListener) {
    super(config);
    this.#onSilence = config?.onSilence;
    const plain = this.query.bind(this) as (...words: readonly unknown[]) => unknown;
    const query = (first: unknown, ...rest: readonly unknown[]): unknown => {
      const [values, ...others] = rest;
      // Without values it is a command of a transaction, or a script of several statements.
      const name = typeof first === "string" && hasValues(values) ? this.#plans.nameFor(first) : undefined;
      if (name !== undefined) return this.#counted(plain, { name, text: first, values }, ...others);
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

function hasValues(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0;
}
