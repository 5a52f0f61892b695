import { expect, it } from "vitest";
import { runSeed } from "./run-seed.ts";

/** What slow expressions stumble over: a fragment, which is repeated. */
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
/** What makes a reader believe that something has begun. */
const LEADS = ["", "\r\n x", '"', "<", "a=", "<sip:", "Digest a="] as const;
/** What makes it fail in the end, and try again. */
const TAILS = ["", "!", "\u0000", "x", "\n", '"'] as const;

const RUNS_MAX = 3;
const MICROSECONDS_OF_MILLISECOND = 1_000;
const LENGTH = 32_000;
/** Linear readers of that length take less than 20 ms on a slow machine; a quadratic one takes a quarter of a second and more. */
const MS_MAX = 150;

/** Texts of about `length` characters that an expression with super-linear time reads slowly; `seed` turns their ends. */
export function pumpedTexts(length: number, seed: number): readonly string[] {
  return PUMPS.flatMap((pump, at) =>
    LEADS.map((lead, nth) => {
      const tail = TAILS[(at + nth + seed) % TAILS.length] ?? "";
      return lead + pump.repeat(Math.floor((length - lead.length - tail.length) / pump.length)) + tail;
    }),
  );
}

/** Whether each of several runs takes more than `msMax` of processor time, which does not count waits for other processes. */
function isSlow(run: () => void, msMax: number): boolean {
  for (let nth = 0; nth < RUNS_MAX; nth += 1) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    if ((user + system) / MICROSECONDS_OF_MILLISECOND <= msMax) return false;
  }
  return true;
}

/** The longest that reading one message may take; the largest takes about 2 ms. */
export const MESSAGE_MS_MAX = 40;

/** A complaint when reading a message took too long and takes too long each time; null otherwise. */
export function slowness(firstMs: number, read: () => unknown): string | null {
  const isTooSlow = firstMs > MESSAGE_MS_MAX && isSlow(() => void read(), MESSAGE_MS_MAX);
  return isTooSlow ? `takes more than ${MESSAGE_MS_MAX} ms to read` : null;
}

/** The beginning of the first text that `read` is slow with, quoted; null when it is slow with none. */
export function slowText(texts: readonly string[], read: (text: string) => unknown, msMax: number): string | null {
  const slow = texts.find((text) => isSlow(() => void read(text), msMax));
  return slow === undefined ? null : JSON.stringify(slow.slice(0, 60));
}

/** The test that the time to read a text from outside grows with its length, up to the longest text that reaches the reader. */
export function itTakesLinearTime(read: (text: string) => unknown, length = LENGTH): void {
  it("takes time that grows with the length of the text", () => {
    expect(slowText(pumpedTexts(length, runSeed), read, MS_MAX)).toBeNull();
  });
}
