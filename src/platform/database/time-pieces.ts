import { databaseOutage } from "./outage.ts";

/** Some time, its end not part of it. */
export interface Times {
  readonly fromMs: number;
  readonly untilMs: number;
}

const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Reads a time in pieces, so that no statement comes near its time-out and nobody ever holds all of it: a minute first, then longer ones as
 * long as there is little in them. A piece in which there is more than `rowsMax`, or which the server gave up, is read in shorter ones; a
 * millisecond that is too long still is a fault.
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
      // What the server gave up once is not tried again.
      if (rows === undefined) longestMs = lengthMs;
      continue;
    }
    yield* rows;
    fromMs = untilMs;
    if (rows.length <= rowsMax / 4) lengthMs = Math.min(longestMs, lengthMs * 2);
  }
}
