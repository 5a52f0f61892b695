import { Socket } from "node:net";
import pg from "pg";
import { SILENT } from "./outage.ts";
import { PreparedStatementCache } from "./prepared-statement-cache.ts";

/**
 * A connection is closed after this many checks without a byte while a statement waits: eight seconds. The server ends a
 * statement sooner than that, so it is frozen or unreachable. The checks are counted instead of the clock, because a pause of this
 * process or of the whole machine is no evidence about the server.
 */
const SILENT_CHECKS_MAX = 8;
const CHECK_MS = 1_000;

/**
 * Result of a rollback that could not be sent: it fails only on a broken connection, and then the server has
 * rolled back itself. The caller receives the error that broke the connection instead.
 */
const ROLLED_BACK = { command: "ROLLBACK", rowCount: null, rows: [] } as const;

/** Receives the event that the server fell silent on a connection. */
export interface SilenceListener {
  readonly onSilence?: () => void;
}

/**
 * A connection that prepares recurring statements once, because planning costs more than execution here. It breaks when
 * the server falls silent: all waiting statements fail then, and no later user gets a connection with an unfinished transaction.
 */
export class PreparingClient extends pg.Client {
  readonly #onSilence: (() => void) | undefined;
  readonly #plans = new PreparedStatementCache();
  #waiting = 0;

  constructor(config?: pg.ClientConfig & SilenceListener) {
    super(config);
    this.#onSilence = config?.onSilence;
    const plain = this.query.bind(this) as (...words: readonly unknown[]) => unknown;
    const query = (first: unknown, ...rest: readonly unknown[]): unknown => {
      const [values, ...others] = rest;
      // A statement without values is a transaction command, or a script of several statements.
      const name = typeof first === "string" && hasValues(values) ? this.#plans.nameFor(first) : undefined;
      if (name !== undefined) return this.#counted(plain, { name, text: first, values }, ...others);
      const result = this.#counted(plain, first, ...rest);
      return first === "rollback" && result instanceof Promise ? result.catch(() => ROLLED_BACK) : result;
    };
    this.query = query as typeof this.query;
    this.once("connect", () => this.#watch());
  }

  /** Sends a statement and counts it until its result arrives, by promise or by callback. */
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
    let [silentChecks, bytesAtCheck] = [0, stream.bytesRead];
    stream.setTimeout(CHECK_MS);
    stream.on("timeout", () => {
      // An idle connection is not silent, even if it gets a statement before the event loop turns: its next check comes after that.
      if (this.#waiting === 0) return;
      const { bytesRead } = stream;
      if (bytesRead !== bytesAtCheck) silentChecks = 0;
      bytesAtCheck = bytesRead;
      // After a pause of this process the result may have arrived without being read yet.
      setImmediate(() => {
        if (stream.bytesRead !== bytesRead) return;
        silentChecks += 1;
        if (silentChecks < SILENT_CHECKS_MAX) return void stream.setTimeout(CHECK_MS);
        this.giveUp();
        this.#onSilence?.();
      });
    });
  }

  /** Breaks the connection: every waiting statement fails. */
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
