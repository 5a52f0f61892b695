import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ConferenceFact } from "./conference.store.ts";

/** The maximum of attempts to store a fact. */
const WRITE_TRIES_MAX = 20;
const WRITE_AGAIN_MS = 500;
/** The maximum of waiting facts of one call centre. */
const FACTS_MAX = 10_000;

interface Waiting {
  readonly fact: ConferenceFact;
  /** The name that becomes free once the fact is on disk; null for none. */
  readonly frees: string | null;
}

/**
 * Stores the facts of conferences: in order for each call centre, and independently of other call centres. While the database is unavailable, facts
 * wait; facts above the limit are dropped and corrected by the next sweep for lost conferences.
 */
export class FactWriter {
  readonly #keep: (fact: ConferenceFact) => Promise<void>;
  readonly #log: Log;
  /** By call centre. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #writing = new Set<Promise<void>>();
  /** Names whose conferences have ended, but not on disk yet. */
  readonly #freeing = new Map<string, PromiseWithResolvers<void>>();

  constructor({ keep, log }: { readonly keep: (fact: ConferenceFact) => Promise<void>; readonly log: Log }) {
    this.#keep = keep;
    this.#log = log;
  }

  /** Adds a fact; when it is on disk, the name in `frees` becomes free. */
  write(fact: ConferenceFact, frees: string | null = null): void {
    const { tenantId, conferenceId } = fact;
    const waiting = this.#waiting.get(tenantId) ?? [];
    if (waiting.length >= FACTS_MAX) return this.#log.warn({ conferenceId }, "conference.not-kept");
    if (frees !== null) this.#freeing.set(frees, Promise.withResolvers<void>());
    waiting.push({ fact, frees });
    if (this.#waiting.has(tenantId)) return;
    this.#waiting.set(tenantId, waiting);
    const writing: Promise<void> = this.#writeAll(tenantId, waiting).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  /** Resolves once the end of the name's conference is on disk, or is not retried any more. */
  async freed(name: string): Promise<void> {
    await this.#freeing.get(name)?.promise;
  }

  /** Conferences with waiting facts. */
  get known(): readonly string[] {
    return [...this.#waiting.values()].flatMap((waiting) => waiting.map(({ fact }) => fact.conferenceId));
  }

  /** Resolves once all facts that wait now are on disk. */
  async written(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #writeAll(tenantId: string, waiting: Waiting[]): Promise<void> {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      await this.#written(next.fact);
      waiting.shift();
      if (next.frees === null) continue;
      this.#freeing.get(next.frees)?.resolve();
      this.#freeing.delete(next.frees);
    }
    // Without an await in between, so that the next fact starts a new write.
    this.#waiting.delete(tenantId);
  }

  async #written(fact: ConferenceFact): Promise<void> {
    for (let tries = 1; tries <= WRITE_TRIES_MAX; tries += 1) {
      try {
        return await this.#keep(fact);
      } catch (error) {
        this.#log.warn({ err: error, conferenceId: fact.conferenceId, tries }, "conference.not-written");
        if (tries < WRITE_TRIES_MAX) await delay(WRITE_AGAIN_MS, undefined, { ref: false });
      }
    }
  }
}
