import { type Following, follow } from "../../../platform/database/index.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { sweepObjections } from "../objections/objection-sweep.effects.ts";
import { sweepLicences } from "./licence-sweep.effects.ts";

/** Days change once a day; a sweep that finds nothing due costs one look into an index. */
const SWEEP_MS = 15_000;

/** Looks at due cases and objections until closed; nothing is held in memory between two looks. */
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
