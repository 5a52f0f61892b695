import type { Figures } from "./figures.ts";

/** Number of inputs before the growth of memory is measured. */
const WARM_INPUTS = 50_000;
const PROGRESS_EVERY = 500_000;
const CRASHES_SHOWN_MAX = 10;
const BYTES_PER_MB = 1_048_576;

/** `SAMBUNG_FUZZ_INPUTS` overrides the usual number of inputs. */
export function fuzzInputs(usual: number): number {
  return Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? usual);
}

/** The inputs of a parser, the check of each result, and the notation of a failed input. */
export interface Fuzz {
  readonly inputs: number;
  readonly next: () => Uint8Array;
  /** A complaint about a result; null for none. A thrown error counts as a complaint. */
  readonly complaintAbout: (bytes: Uint8Array) => string | null;
  readonly written: "hex" | "base64";
}

/** Parses that many inputs; prints the first failures, and counts them, the slowest one and the growth of memory. */
export function runFuzz({ inputs, next, complaintAbout, written }: Fuzz, tell: (line: string) => void): Figures {
  let crashes = 0;
  let slowestMs = 0;
  let rssBefore = 0;
  const startedMs = performance.now();
  for (let nth = 0; nth < inputs; nth += 1) {
    if (nth === Math.min(WARM_INPUTS, inputs - 1)) rssBefore = process.memoryUsage.rss();
    const bytes = next();
    const inputMs = performance.now();
    const complaint = judged(bytes, complaintAbout);
    slowestMs = Math.max(slowestMs, performance.now() - inputMs);
    if (complaint !== null) {
      crashes += 1;
      if (crashes <= CRASHES_SHOWN_MAX) tell(`input ${nth}: ${complaint}: ${Buffer.from(bytes).toString(written)}`);
    }
    if ((nth + 1) % PROGRESS_EVERY === 0) tell(`${nth + 1} inputs, ${crashes} crashes`);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const grown = (process.memoryUsage.rss() - rssBefore) / BYTES_PER_MB;
  return { inputs, crashes, rss_growth_mb: grown, inputs_per_s: inputs / seconds, slowest_ms: slowestMs };
}

function judged(bytes: Uint8Array, complaintAbout: Fuzz["complaintAbout"]): string | null {
  try {
    return complaintAbout(bytes);
  } catch (error) {
    return `threw ${String(error)}`;
  }
}
