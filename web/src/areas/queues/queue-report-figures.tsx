/** The totals of a date range; a press on a figure shows its definition. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { QueueReport, ReportFigures } from "./queue-report-data.ts";
import { useReportWords } from "./report-words.ts";

/** The figures shown, in order. */
export const SHOWN_FIGURES = [
  "offered",
  "answered",
  "abandoned",
  "overflowed",
  "callbacksAsked",
  "levelAnswered",
  "levelAll",
  "levelGoodAbandon",
  "levelNet",
  "asaMs",
  "ahtMs",
  "longestWaitMs",
  "occupancy",
  "messages",
  "messagesAnswered",
  "messageAsaMs",
] as const;

type ShownFigure = (typeof SHOWN_FIGURES)[number];

/** Returns a function that formats a figure. */
export function useFigureText(): (name: ShownFigure, figures: Pick<ReportFigures, ShownFigure>) => string {
  const { number, percent, length } = useReportWords();
  return (name, figures) => {
    const value = figures[name];
    if (name.endsWith("Ms")) return length(value);
    return name.startsWith("level") || name === "occupancy" ? percent(value) : number(value ?? 0);
  };
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly means: string;
  readonly badge?: ReactNode;
}

function Figure({ label, value, means, badge }: FigureProps): ReactNode {
  return (
    <li className="card grid content-start gap-1 p-4">
      <span className="text-title leading-none font-semibold tabular-nums">{value}</span>
      <details>
        <summary className="text-small text-soft">{label}</summary>
        <p className="mt-2 text-small">{means}</p>
      </details>
      {badge}
    </li>
  );
}

/** All totals of a date range, and the service level required by the regulator. */
export function ReportTotals({ report }: { readonly report: QueueReport }): ReactNode {
  const t = useTranslations("web.queueReport");
  const text = useFigureText();
  const { percent } = useReportWords();
  const { regulatory } = report;
  const rule = { within: regulatory.withinMs / 1_000, dropped: regulatory.droppedMs / 1_000 };
  return (
    <section className="grid gap-3">
      <h2>{t("totals")}</h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5 xl:grid-cols-7">
        {SHOWN_FIGURES.map((name) => (
          <Figure
            key={name}
            label={t(`figures.${name}`)}
            value={text(name, report.totals.all)}
            means={t(`means.${name}`)}
          />
        ))}
        <Figure
          label={t("regulatory")}
          value={percent(regulatory.level)}
          means={t("means.regulatory", rule)}
          badge={
            regulatory.standing === "assumed" ? (
              <span>
                <Badge shape="ring" tone="quiet">
                  {t("assumed")}
                </Badge>
              </span>
            ) : undefined
          }
        />
      </ul>
    </section>
  );
}
