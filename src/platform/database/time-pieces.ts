import { databaseOutage } from "./outage.ts";

/** A period; its end is exclusive. */
export interface Times {
  readonly fromMs: number;
  readonly untilMs: number;
}

const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Reads a period in intervals, so that no statement approaches its time-out and the whole result is never in memory: one minute first, then longer
 * intervals while they contain few rows. An interval with more than `rowsMax` rows, or one that the server cancelled, is read in shorter
 * ones; if a single millisecond is still too long, the error is thrown.
 */
export async function* inPieces<Row>(
  times: Times,
  { rowsMax, longestMs: wishedMs = HOUR_MS }: { readonly rowsMax: number; readonly longestMs?: number },
  read: (piece: Times, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  let [lengthMs, longestMs] = [FIRST_MS, wishedMs];
  for (let fromMs = times.fromMs; fromMs < times.untilMs; ) {
    const untilMs = Math.min(times.untilMs, fromMs + lengthMs);
    const isShortest = untilMs - fromMs <= 1;
    const rows = await read({ fromMs, untilMs }, rowsMax + 1).catch((error: unknown) => {
      if (isShortest || databaseOutage(error) !== "statement-timeout") throw error;
      return undefined;
    });
    if (rows === undefined || rows.length > rowsMax) {
      if (isShortest) throw new Error(`more than ${rowsMax} in one millisecond`);
      lengthMs = Math.max(1, Math.floor((untilMs - fromMs) / 4));
      // A length at which the server cancelled the statement is not tried again.
      if (rows === undefined) longestMs = lengthMs;
      continue;
    }
    yield* rows;
    fromMs = untilMs;
    if (rows.length <= rowsMax / 4) lengthMs = Math.min(longestMs, lengthMs * 2);
  }
}
