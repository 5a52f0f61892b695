/** The name of a stage in the language of the screen. */
import { useTranslations } from "use-intl";
import { caseStateText } from "../../../../src/licensing/dashboard/figure-words.shared.ts";
import type { DashboardPhase } from "./dashboard-data.ts";

/** Names stages; one whose text is missing is named by its key rather than not at all. */
export function usePhaseName(): (stage: Pick<DashboardPhase, "kind" | "state" | "skloStage">) => string {
  const t = useTranslations();
  return (stage) => t(caseStateText(stage) as "states.code.idle");
}
