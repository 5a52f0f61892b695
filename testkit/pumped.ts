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

/** Texts of about `length` characters that an expression with super-linear time reads slowly; `seed` turns their ends. */
export function pumpedTexts(length: number, seed: number): readonly string[] {
  return PUMPS.flatMap((pump, at) =>
    LEADS.map((lead, nth) => {
      const tail = TAILS[(at + nth + seed) % TAILS.length] ?? "";
      return lead + pump.repeat(Math.floor((length - lead.length - tail.length) / pump.length)) + tail;
    }),
  );
}

/** Whether each of several runs takes longer than `msMax`: a pause of the machine hits one of them, a slow reader all. */
export function isSlow(run: () => void, msMax: number): boolean {
  for (let nth = 0; nth < RUNS_MAX; nth += 1) {
    const startedMs = performance.now();
    run();
    if (performance.now() - startedMs <= msMax) return false;
  }
  return true;
}

/** The beginning of the first text that `read` is slow with, quoted; null when it is slow with none. */
export function slowText(texts: readonly string[], read: (text: string) => unknown, msMax: number): string | null {
  const slow = texts.find((text) => isSlow(() => void read(text), msMax));
  return slow === undefined ? null : JSON.stringify(slow.slice(0, 60));
}
