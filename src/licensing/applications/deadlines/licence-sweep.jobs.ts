import { type Following, follow } from "../../../platform/database/index.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { sweepObjections } from "../objections/objection-sweep.effects.ts";
import { sweepLicences } from "./licence-sweep.effects.ts";

/** Due dates change once a day; a sweep without due cases costs one index look-up. */
const SWEEP_MS = 15_000;

/** Sweeps due cases and objections until closed; no state is held in memory between two sweeps. */
export function openLicenceSweeper(dependencies: LicenceDependencies): Following {
  return follow({
    look: async () => {
      while ((await sweepLicences(dependencies)) > 0);
      while ((await sweepObjections(dependencies)) > 0);
    },
    everyMs: SWEEP_MS,
    onFault: (error) => dependencies.kit.log.warn({ err: error }, "licence.sweep-failed"),
  });
}
