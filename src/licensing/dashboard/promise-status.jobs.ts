import { type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { refreshStandings } from "./refresh-standings.effects.ts";

/** How old the standing of a promise may be on the dashboard. */
const POLL_MS = 15_000;
/** A change is looked for this long, so that a transaction which commits late is not passed over. */
const OVERLAP_MS = 10 * 60_000;
/** Everything is looked at this often: what else may differ, such as a calendar, then shows. */
const WHOLE_MS = 60 * 60_000;

/** The work that keeps standings, and when it looked last. */
export interface PromiseStatusRefresh extends Following {
  /** Milliseconds since 1970; null until the first look has ended. */
  readonly lookedMs: () => number | null;
}

/** Keeps the standings of promises until closed. */
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
