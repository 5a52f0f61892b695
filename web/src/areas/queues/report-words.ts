/** Formats report figures in the user's language. */
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";

/** Formatters of numbers, percentages and durations. */
export interface ReportWords {
  readonly number: (value: number) => string;
  readonly percent: (share: number | null) => string;
  readonly length: (ms: number | null) => string;
}

const MS_PER_SECOND = 1_000;

/** Returns the formatters; null is shown as a dash. */
export function useReportWords(): ReportWords {
  const t = useTranslations("web.queueReport");
  const locale = useLocale();
  return useMemo(() => {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    return {
      number: (value) => number.format(value),
      percent: (share) => (share === null ? t("none") : percent.format(share)),
      length: (ms) => (ms === null ? t("none") : t("seconds", { count: number.format(ms / MS_PER_SECOND) })),
    };
  }, [locale, t]);
}
