/** The cumulative total of a commitment: bars, and the same figures as a table. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { CommitmentYear } from "../../../../src/licensing/configuration/commitment.shared.ts";
import { count } from "../../words/dates.ts";

const WIDTH = 340;
const HEIGHT = 200;
const TOP = 24;
const BOTTOM = 28;
const BAR = 40;
const FIGURES_MAX = 1_000_000_000;

interface ChartProps {
  readonly years: readonly CommitmentYear[];
  /** Minimum number of channels in year one. */
  readonly least: number;
}

function Bars({ years, least }: ChartProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const locale = useLocale();
  const most = Math.max(least, ...years.map(({ totalChannels }) => totalChannels), 1);
  const room = HEIGHT - TOP - BOTTOM;
  const heightOf = (channels: number): number => (channels / most) * room;
  const step = WIDTH / years.length;
  const leastY = HEIGHT - BOTTOM - heightOf(least);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("chartAlt")} className="w-full max-w-[440px]">
      {years.map(({ year, totalChannels, addedChannels }, index) => {
        const x = index * step + (step - BAR) / 2;
        const [total, added] = [heightOf(totalChannels), heightOf(addedChannels)];
        return (
          <g key={year}>
            <rect
              x={x}
              y={HEIGHT - BOTTOM - total}
              width={BAR}
              height={total}
              className="fill-accent-soft stroke-accent"
            />
            <rect x={x} y={HEIGHT - BOTTOM - total} width={BAR} height={added} className="fill-accent" />
            <text
              x={x + BAR / 2}
              y={HEIGHT - BOTTOM - total - 6}
              textAnchor="middle"
              className="fill-ink text-[13px] font-semibold"
            >
              {count(totalChannels, locale, FIGURES_MAX)}
            </text>
            <text x={x + BAR / 2} y={HEIGHT - 8} textAnchor="middle" className="fill-soft text-[13px]">
              {t("year", { year })}
            </text>
          </g>
        );
      })}
      <line x1={0} x2={step} y1={leastY} y2={leastY} className="stroke-bad" strokeWidth="2" strokeDasharray="6 4" />
      <line x1={0} x2={WIDTH} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className="stroke-strong" />
    </svg>
  );
}

/** Chart and table. */
export function CommitmentChart({ years, least }: ChartProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const locale = useLocale();
  const figure = (value: number): string => count(value, locale, FIGURES_MAX);
  return (
    <section className="grid gap-4" aria-labelledby="running-total">
      <h2 id="running-total" className="text-lead">
        {t("runningTotal")}
      </h2>
      <Bars years={years} least={least} />
      <p className="text-small text-soft">{t("chartLegend", { least: figure(least) })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-frame" aria-label={t("runningTotal")} tabIndex={0}>
        <table className="table">
          <caption className="sr-only">{t("runningTotal")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("field.year")}</th>
              <th scope="col" className="number">
                {t("added")}
              </th>
              <th scope="col" className="number">
                {t("total")}
              </th>
              <th scope="col" className="number">
                E1
              </th>
              <th scope="col" className="number">
                {t("totalCentres")}
              </th>
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr key={year.year}>
                <td>{year.year}</td>
                <td className="number">{figure(year.addedChannels)}</td>
                <td className="number">{figure(year.totalChannels)}</td>
                <td className="number">{figure(year.totalE1)}</td>
                <td className="number">{figure(year.totalCentres)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
