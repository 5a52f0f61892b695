import { type Following, follow } from "../../../platform/database/index.ts";
import type { SweepDependencies } from "./case-dependencies.effects.ts";
import { sweepCases } from "./case-sweep.effects.ts";

/** Days change once a day; a sweep that finds nothing due costs one look into an index. */
const SWEEP_MS = 15_000;

/** Looks at due cases until closed; nothing is held in memory between two looks. */
export function openCaseSweeper(dependencies: SweepDependencies): Following {
  return follow({
    look: async () => {
      while ((await sweepCases(dependencies)) > 0);
    },
    everyMs: SWEEP_MS,
    onFault: (error) => dependencies.kit.log.warn({ err: error }, "case.sweep-failed"),
  });
}
