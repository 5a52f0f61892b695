import { type Following, follow } from "../../../platform/database/index.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { sweepTests } from "./test-sweep.effects.ts";

/** Days change once a day; a sweep that finds nothing due costs one look into an index. */
const SWEEP_MS = 15_000;

/** Looks at due tests until closed; nothing is held in memory between two looks. */
export function openTestSweeper(dependencies: TestDependencies): Following {
  return follow({
    look: async () => {
      while ((await sweepTests(dependencies)) > 0);
    },
    everyMs: SWEEP_MS,
    onFault: (error) => dependencies.kit.log.warn({ err: error }, "test.sweep-failed"),
  });
}
