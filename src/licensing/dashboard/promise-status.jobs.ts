import { type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { refreshStandings } from "./refresh-standings.effects.ts";

/** Maximum age of the stored processing times on the dashboard. */
const POLL_MS = 15_000;
/** Changes are read again for this long, so that a transaction that commits late is not missed. */
const OVERLAP_MS = 10 * 60_000;
/** Interval of a full refresh, which catches other differences, such as a new calendar. */
const WHOLE_MS = 60 * 60_000;

/** The refresh job, and the time of its last run. */
export interface PromiseStatusRefresh extends Following {
  /** Milliseconds since 1970; null until the first run has ended. */
  readonly lookedMs: () => number | null;
}

/** Refreshes the stored processing times until closed. */
export function openPromiseStatusRefresh(kit: Pick<Kit, "db" | "clock" | "log">): PromiseStatusRefresh {
  let lookedMs: number | null = null;
  let wholeMs: number | null = null;
  const following = follow({
    look: async () => {
      const nowMs = kit.clock.nowMs();
      const isWhole = lookedMs === null || wholeMs === null || nowMs - wholeMs >= WHOLE_MS;
      const since = isWhole || lookedMs === null ? null : new Date(lookedMs - OVERLAP_MS);
      await refreshStandings(kit, since);
      lookedMs = nowMs;
      if (isWhole) wholeMs = nowMs;
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "dashboard.refresh-failed"),
  });
  return { ...following, lookedMs: () => lookedMs };
}
