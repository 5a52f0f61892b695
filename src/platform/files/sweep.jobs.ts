import { type Following, follow } from "../database/index.ts";
import type { Kit } from "../kit/index.ts";
import { sweepUnclaimed } from "./sweep.store.ts";

const SWEEP_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

/** Removes unused uploads every quarter of an hour until closed; `unclaimedHours` is their retention period. */
export function openUploadSweeper(
  kit: Pick<Kit, "db" | "clock" | "log">,
  options: { readonly unclaimedHours: number; readonly remove: (sha256: string) => Promise<void> },
): Following {
  return follow({
    look: async () => {
      const before = new Date(kit.clock.nowMs() - options.unclaimedHours * HOUR_MS);
      const swept = await sweepUnclaimed(kit.db, { before, remove: options.remove });
      if (swept.rows > 0) kit.log.info({ ...swept }, "files.swept");
    },
    everyMs: SWEEP_MS,
    onFault: (error) => kit.log.warn({ err: error }, "files.sweep-failed"),
  });
}
