import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ConferenceFact } from "./conference.store.ts";

/** What is not on disk after so many tries is not tried again. */
const WRITE_TRIES_MAX = 20;
const WRITE_AGAIN_MS = 500;
/** What waits of one call centre. */
const FACTS_MAX = 10_000;

interface Waiting {
  readonly fact: ConferenceFact;
  /** The name that is free again once it is on disk; null for none. */
  readonly frees: string | null;
}

/**
 * Writes what happens in conferences: that of each call centre in its order, none of them waiting for another one's. While the database is
 * away it waits, and what there is no room for is put right by the next look for lost ones.
 */
export class FactWriter {
  readonly #keep: (fact: ConferenceFact) => Promise<void>;
  readonly #log: Log;
  /** By call centre. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #writing = new Set<Promise<void>>();
  /** Names whose conferences are over and not on disk as that yet. */
  readonly #freeing = new Map<string, PromiseWithResolvers<void>>();

  constructor({ keep, log }: { readonly keep: (fact: ConferenceFact) => Promise<void>; readonly log: Log }) {
    this.#keep = keep;
    this.#log = log;
  }

  /** Writes one more; it is known by `frees` when it is on disk. */
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

  /** Settles once what ended under a name is on disk, or is not tried any more. */
  async freed(name: string): Promise<void> {
    await this.#freeing.get(name)?.promise;
  }

  /** Conferences of which something waits. */
  get known(): readonly string[] {
    return [...this.#waiting.values()].flatMap((waiting) => waiting.map(({ fact }) => fact.conferenceId));
  }

  /** Settles once all that waits now is on disk. */
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
    // At once: what comes next begins to be written anew.
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
