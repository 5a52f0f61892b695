/** Texts about alerts. */
import { useTranslations } from "use-intl";
import type { Comparison, Measure } from "../../../../src/service/acd/alerts/alert-rule.shared.ts";
import type { AlertEvent } from "./alert-data.ts";

/** Formats metrics, figures and thresholds. */
export function useAlertWords() {
  const t = useTranslations("web.alerts");
  const value = (measure: Measure, figure: number | null): string =>
    figure === null ? t("none") : t(`units.${measure}`, { value: figure });
  const limit = (measure: Measure, comparison: Comparison, figure: number): string =>
    t(`comparisons.${comparison}`, { value: value(measure, figure) });
  const scope = (measure: Measure, queues: readonly string[]): string =>
    t("scopeOf", {
      measure: t(`measures.${measure}`),
      scope: queues.length === 0 ? t("whole") : queues.join(", "),
    });
  return {
    value,
    limit,
    scope,
    /** "118 detik; batas 120 detik atau lebih". */
    stood: ({ measure, comparison, figure, threshold }: AlertEvent): string =>
      t("nowWas", { figure: value(measure, figure), limit: limit(measure, comparison, threshold) }),
  };
}
