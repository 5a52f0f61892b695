import { type Following, follow } from "../../../platform/database/index.ts";
import type { SweepDependencies } from "./case-dependencies.effects.ts";
import { sweepCases } from "./case-sweep.effects.ts";

/** Due dates change once a day; a sweep without due cases costs one index look-up. */
const SWEEP_MS = 15_000;

/** Sweeps due cases until closed; no state is held in memory between two sweeps. */
export function openCaseSweeper(dependencies: SweepDependencies): Following {
  return follow({
    look: async () => {
      while ((await sweepCases(dependencies)) > 0);
    },
    everyMs: SWEEP_MS,
    onFault: (error) => dependencies.kit.log.warn({ err: error }, "case.sweep-failed"),
  });
}
