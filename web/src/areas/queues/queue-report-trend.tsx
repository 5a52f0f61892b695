/** Contacts entered and answered per half hour as a chart; the table below holds the same figures. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { QueueReport } from "./queue-report-data.ts";
import { useReportWords } from "./report-words.ts";

const WIDTH = 960;
const HEIGHT = 120;
const TOP = 8;

type HalfHours = QueueReport["halfHours"];

/** One closed SVG path for all bars of a series, so that a month is a single element. */
function shapeOf(
  halfHours: HalfHours,
  { name, most }: { readonly name: "offered" | "answered"; readonly most: number },
) {
  const step = WIDTH / Math.max(1, halfHours.length);
  const yOf = (value: number): string => (HEIGHT - (value / most) * (HEIGHT - TOP)).toFixed(1);
  const tops = halfHours.map((row, nth) => {
    const [from, to] = [(nth * step).toFixed(2), ((nth + 1) * step).toFixed(2)];
    return `L${from} ${yOf(row[name])}L${to} ${yOf(row[name])}`;
  });
  return `M0 ${HEIGHT}${tops.join("")}L${WIDTH} ${HEIGHT}Z`;
}

/** The chart of a date range. */
export function QueueReportTrend({ report }: { readonly report: QueueReport }): ReactNode {
  const t = useTranslations("web.queueReport");
  const { number } = useReportWords();
  const { halfHours, totals } = report;
  const most = Math.max(1, ...halfHours.map(({ offered }) => offered));
  const counts = { offered: totals.all.offered, answered: totals.all.answered };
  return (
    <section className="grid gap-2">
      <h2>{t("trend")}</h2>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("trendText", counts)}
        className="h-32 w-full"
      >
        <path
          d={shapeOf(halfHours, { name: "offered", most })}
          className="fill-accent-soft stroke-accent"
          vectorEffect="non-scaling-stroke"
        />
        <path d={shapeOf(halfHours, { name: "answered", most })} className="fill-accent" />
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="stroke-strong" vectorEffect="non-scaling-stroke" />
      </svg>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-small text-soft">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 border border-accent bg-accent-soft" />
          {t("figures.offered")}
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 bg-accent" />
          {t("figures.answered")}
        </span>
        <span>{t("trendTop", { count: number(most) })}</span>
      </p>
    </section>
  );
}
