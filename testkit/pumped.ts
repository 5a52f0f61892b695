import { expect, it } from "vitest";
import { runSeed } from "./run-seed.ts";

/** Inputs that are slow for super-linear expressions: a repeated fragment. */
const PUMPS = [
  " ",
  "\t",
  "\r\n ",
  " \r\n\t",
  "a",
  "0",
  "1.",
  "1 ",
  "%41",
  "a,",
  ",",
  ";a",
  ";a=b",
  '"',
  '\\"',
  "<",
  "<a>",
  "(",
  "/",
  "://",
  ":",
  "a:",
  ".",
  "-",
  "a@",
  "=",
  "a= ",
  "&amp;",
  "[",
  "?a=",
  "é",
] as const;
/** Prefixes that start a match. */
const LEADS = ["", "\r\n x", '"', "<", "a=", "<sip:", "Digest a="] as const;
/** Suffixes that make a match fail and backtrack. */
const TAILS = ["", "!", "\u0000", "x", "\n", '"'] as const;

const RUNS_MAX = 3;
const MICROSECONDS_OF_MILLISECOND = 1_000;
const LENGTH = 32_000;
/** Linear readers take less than 20 ms for that length on a slow machine; a quadratic one takes a quarter of a second or more. */
const MS_MAX = 150;

/** Texts of about `length` characters that a super-linear expression reads slowly; `seed` selects their ends. */
export function pumpedTexts(length: number, seed: number): readonly string[] {
  return PUMPS.flatMap((pump, at) =>
    LEADS.map((lead, nth) => {
      const tail = TAILS[(at + nth + seed) % TAILS.length] ?? "";
      return lead + pump.repeat(Math.floor((length - lead.length - tail.length) / pump.length)) + tail;
    }),
  );
}

/** Whether each of several runs takes more than `msMax` of CPU time, which excludes waits for other processes. */
function isSlow(run: () => void, msMax: number): boolean {
  for (let nth = 0; nth < RUNS_MAX; nth += 1) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    if ((user + system) / MICROSECONDS_OF_MILLISECOND <= msMax) return false;
  }
  return true;
}

/** Time limit of reading one message; the largest takes about 2 ms. */
export const MESSAGE_MS_MAX = 40;

/** A complaint when reading a message takes too long repeatedly; null otherwise. */
export function slowness(firstMs: number, read: () => unknown): string | null {
  const isTooSlow = firstMs > MESSAGE_MS_MAX && isSlow(() => void read(), MESSAGE_MS_MAX);
  return isTooSlow ? `takes more than ${MESSAGE_MS_MAX} ms to read` : null;
}

/** The start of the first text that is slow for `read`, quoted; null when there is none. */
export function slowText(texts: readonly string[], read: (text: string) => unknown, msMax: number): string | null {
  const slow = texts.find((text) => isSlow(() => void read(text), msMax));
  return slow === undefined ? null : JSON.stringify(slow.slice(0, 60));
}

/** Tests that the time to read an external text grows linearly, up to the longest text that reaches the reader. */
export function itTakesLinearTime(read: (text: string) => unknown, length = LENGTH): void {
  it("takes time that grows with the length of the text", () => {
    expect(slowText(pumpedTexts(length, runSeed), read, MS_MAX)).toBeNull();
  });
}
