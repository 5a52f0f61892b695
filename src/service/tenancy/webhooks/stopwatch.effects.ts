import type { OutwardTimings } from "./outward.ts";

type Mark = "lookedUpMs" | "connectedMs" | "answeredMs";

/** Measures the phases of one request from its creation on. */
export class Stopwatch {
  readonly #began = performance.now();
  readonly #marks = new Map<Mark, number>();

  /** Marks a phase; of repeated marks the first one counts. */
  mark(mark: Mark): void {
    if (!this.#marks.has(mark)) this.#marks.set(mark, this.#sinceBegin());
  }

  /** The durations measured so far. */
  read(): OutwardTimings {
    const at = (mark: Mark) => this.#marks.get(mark) ?? null;
    return {
      lookedUpMs: at("lookedUpMs"),
      connectedMs: at("connectedMs"),
      answeredMs: at("answeredMs"),
      totalMs: this.#sinceBegin(),
    };
  }

  #sinceBegin(): number {
    return Math.round(performance.now() - this.#began);
  }
}
