import type { OutwardTimings } from "./outward.ts";

type Mark = "lookedUpMs" | "connectedMs" | "answeredMs";

/** Measures one call from now on. */
export class Stopwatch {
  readonly #began = performance.now();
  readonly #marks = new Map<Mark, number>();

  /** The call came this far; where it comes again, the first time counts. */
  mark(mark: Mark): void {
    if (!this.#marks.has(mark)) this.#marks.set(mark, this.#sinceBegin());
  }

  /** What was measured until now. */
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
