import { type Figures, spreadOf } from "./figures.ts";

/** All rounds of one server at one rate. */
export interface ComparedStep {
  readonly server: string;
  readonly rate: number;
  readonly rounds: readonly Figures[];
  /** Failed calls of all rounds by reason: a SIP status, or the phase without an answer. */
  readonly reasons: Readonly<Record<string, number>>;
}

const COLUMNS = [
  { key: "pdd_p50_ms", head: "PDD p50 ms" },
  { key: "pdd_p99_ms", head: "PDD p99 ms" },
  { key: "completed_per_s", head: "completed/s" },
  { key: "failed", head: "failed" },
  { key: "retransmissions", head: "retransmissions" },
] as const;

/** Caveats for a comparison of the rows. */
export const NOT_COMPARABLE: readonly string[] = [
  "Sambung is a B2BUA: it looks up trunk and number, rings a phone, anchors both legs in its media process and writes",
  "every event and the call record to PostgreSQL with fsync before it acts. The other server does what it is set up for.",
  "The phone behind Sambung answers after 50 ms; the other server answers when it likes, so answers are not compared.",
  "No sound is sent: nothing here says how many calls either can carry with sound.",
  "Callers, phones and both servers share the processors; the server that waits its turn keeps running.",
  "UDP only, without TLS, registration or passwords.",
];

/** Reasons of failed calls, one line per server and rate; none when all calls were completed. */
export function failureLines(steps: readonly ComparedStep[]): readonly string[] {
  return steps.flatMap(({ server, rate, reasons }) => {
    const said = Object.entries(reasons).map(([reason, count]) => `${reason} (${count} times)`);
    return said.length === 0 ? [] : [`Failed at ${server}, ${rate} calls a second: ${said.join(", ")}`];
  });
}

/** The table: one row per server and rate, each figure as median (minimum to maximum) over the rounds. */
export function comparisonTable(steps: readonly ComparedStep[]): string {
  const rows = steps.map(({ server, rate, rounds }) => {
    const spread = spreadOf(rounds);
    const cells = COLUMNS.map(({ key }) => {
      const found = spread[key];
      return found === undefined || Number.isNaN(found.median) ? "–" : `${found.median} (${found.min} to ${found.max})`;
    });
    return [String(rate), server, ...cells];
  });
  const heads = ["calls/s", "server", ...COLUMNS.map(({ head }) => head)];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
