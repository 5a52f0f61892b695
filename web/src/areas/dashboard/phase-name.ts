/** Labels of stages in the language of the screen. */
import { useTranslations } from "use-intl";
import { caseStateText } from "../../../../src/licensing/dashboard/figure-words.shared.ts";
import type { DashboardPhase } from "./dashboard-data.ts";

/** Returns the label of a stage; the key if there is no translation. */
export function usePhaseName(): (stage: Pick<DashboardPhase, "kind" | "state" | "skloStage">) => string {
  const t = useTranslations();
  return (stage) => t(caseStateText(stage) as "states.code.idle");
}
