import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Milliseconds of the slow files, from a run on two cores, for a machine that has not run the tests yet. */
const SHIPPED = path.join(import.meta.dirname, "durations.json");
const DEFAULT_MS = 500;

/** Duration of each test file, in milliseconds: the last measurement of this machine, otherwise the shipped one, otherwise half a second. */
export class Durations {
  readonly #root: string;
  readonly #file: string;
  readonly #known: Record<string, number>;

  constructor(root: string) {
    this.#root = root;
    this.#file = path.join(root, ".cache/test-durations.json");
    this.#known = { ...read(SHIPPED), ...read(this.#file) };
  }

  /** The estimate for a file by its absolute path. */
  estimateMs(file: string): number {
    return this.#known[path.relative(this.#root, file)] ?? DEFAULT_MS;
  }

  /** Records the duration of a file; `save` writes it. */
  note(file: string, ms: number): void {
    this.#known[path.relative(this.#root, file)] = Math.round(ms);
  }

  save(): void {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(this.#known, undefined, 1));
  }
}

const read = (file: string): Record<string, number> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, number>) : {};
