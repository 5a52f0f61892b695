import { Temporal } from "temporal-polyfill";
import { type ReadReport, type Reported, rowsOf, totalsOf } from "./queue-report.ts";

/** A cell of a report as a file: a text, a number, or null where there is no figure. */
export type Cell = string | number | null;

/** Words of a report in the language of its reader, by their name below `web.queueReport`. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

const COUNTS = [
  "offered",
  "answered",
  "answeredWithin",
  "abandoned",
  "abandonedShort",
  "overflowed",
  "left",
  "callbacksAsked",
  "callbacksUnreached",
  "restarted",
] as const;
const SHARES = ["levelAnswered", "levelAll", "levelGoodAbandon", "levelNet"] as const;
const LENGTHS = ["asaMs", "ahtMs", "longestWaitMs"] as const;
/** Of messages, behind all of callers: whoever reads a file by its places finds them where they were. */
const WRITTEN = ["messages", "messagesAnswered", "messageAsaMs"] as const;
const MS_PER_SECOND = 1_000;
/** Percents have two decimals, seconds one. */
const [PER_MYRIAD, PER_MYRIAD_OF_PERCENT, TENTHS] = [10_000, 100, 10];

/** The headings of a report as a file, in the order of its cells. */
export function spreadsheetColumns(say: Say): readonly string[] {
  const names = ["interval", "queue", ...COUNTS, ...SHARES, ...LENGTHS, "occupancy", ...WRITTEN];
  return names.map((name) => say(`columns.${name}`));
}

/** The lines of a report as a file: half hours and in them queues, then what each queue and all of them come to. */
export function* spreadsheetRows(report: ReadReport, say: Say): Generator<readonly Cell[]> {
  const nameOf = (name: string | null) => name ?? say("unnamed");
  for (const row of rowsOf(report))
    yield [localHalfHour(row.startMs, report.zone), nameOf(row.queue.name), ...cellsOf(row, row.occupancy)];
  const totals = totalsOf(report);
  for (const row of totals.queues) yield [say("total"), nameOf(row.queue.name), ...cellsOf(row, null)];
  yield [say("total"), say("allQueues"), ...cellsOf(totals.all, totals.occupancy)];
}

function cellsOf(row: Reported, occupancy: number | null): readonly Cell[] {
  return [
    ...COUNTS.map((name) => row[name]),
    ...SHARES.map((name) => percent(row[name])),
    ...LENGTHS.map((name) => seconds(row[name])),
    percent(occupancy),
    ...[row.messages, row.messagesAnswered, seconds(row.messageAsaMs)],
  ];
}

function percent(share: number | null): number | null {
  return share === null ? null : Math.round(share * PER_MYRIAD) / PER_MYRIAD_OF_PERCENT;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round((ms / MS_PER_SECOND) * TENTHS) / TENTHS;
}

/** The beginning of a half hour as clocks of a zone show it: "2026-11-26 22:30". */
export function localHalfHour(atMs: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: "minute" })}`;
}
