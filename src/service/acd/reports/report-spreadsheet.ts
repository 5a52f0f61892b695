import { Temporal } from "temporal-polyfill";
import { type ReadReport, type Reported, rowsOf, totalsOf } from "./queue-report.ts";

/** A cell of a report as a file: a text, a number, or null without a value. */
export type Cell = string | number | null;

/** Returns the text of a key below `web.queueReport` in the reader's language. */
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
/** The columns of messages come after all columns of calls, so that the positions of earlier columns do not change. */
const WRITTEN = ["messages", "messagesAnswered", "messageAsaMs"] as const;
const MS_PER_SECOND = 1_000;
/** Percentages have two decimals, seconds one. */
const [PER_MYRIAD, PER_MYRIAD_OF_PERCENT, TENTHS] = [10_000, 100, 10];

/** The headings of a report as a file, in the order of its cells. */
export function spreadsheetColumns(say: Say): readonly string[] {
  const names = ["interval", "queue", ...COUNTS, ...SHARES, ...LENGTHS, "occupancy", ...WRITTEN];
  return names.map((name) => say(`columns.${name}`));
}

/** The lines of a report as a file: half hours with their queues, then the totals of each queue and of all queues. */
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

/** The beginning of a half hour in the local time of a zone: "2026-11-26 22:30". */
export function localHalfHour(atMs: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: "minute" })}`;
}
