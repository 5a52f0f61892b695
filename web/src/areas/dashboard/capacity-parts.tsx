/** What there is to give out: the days of the test teams, and access codes. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { CODE_STATES } from "../../parts/state-legend.tsx";
import { longDate } from "../../words/dates.ts";
import type { Dashboard } from "./dashboard-data.ts";
import { FigureLink } from "./figure-link.tsx";

type Day = Dashboard["calendar"][number];
type Pattern = Dashboard["codes"][number];

/** The working days of the coming weeks with their teams. */
export function CalendarPart({ days }: { readonly days: readonly Day[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const columns: readonly Column<Day>[] = [
    { id: "day", header: t("day"), cell: (day) => longDate(day.date, locale) },
    {
      id: "tests",
      header: t("teamsBooked"),
      numeric: true,
      cell: (day) => <FigureLink figure={day.tests} of={`${t("teamsBooked")}, ${longDate(day.date, locale)}`} />,
    },
    {
      id: "teams",
      header: t("teams"),
      cell: (day) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {t("teamsOf", { taken: day.tests.count, teams: day.teams })}
          <Badge shape={day.isFull ? "square" : "ring"} tone={day.isFull ? "wait" : "good"}>
            {t(day.isFull ? "full" : "free")}
          </Badge>
        </span>
      ),
    },
  ];
  return (
    <section>
      <h2 className="mb-3">{t("calendarTitle")}</h2>
      <DataTable caption={t("calendarTitle")} columns={columns} rows={days} rowId={({ date }) => date} />
    </section>
  );
}

/** Codes of each pattern by their state. */
export function CodesPart({ codes }: { readonly codes: readonly Pattern[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  const states = useTranslations("states.code");
  const columns: readonly Column<Pattern>[] = [
    { id: "pattern", header: t("pattern"), cell: (row) => <span className="font-semibold">{row.pattern}</span> },
    ...CODE_STATES.map(
      (state): Column<Pattern> => ({
        id: state,
        header: states(state),
        numeric: true,
        cell: (row) => {
          const own = row.states.find((one) => one.state === state);
          const figure = own?.codes ?? { ...row.total, count: 0, query: { ...row.total.query, state } };
          return <FigureLink figure={figure} of={`${row.pattern}, ${states(state)}`} />;
        },
      }),
    ),
    {
      id: "total",
      header: t("total"),
      numeric: true,
      cell: (row) => <FigureLink figure={row.total} of={`${row.pattern}, ${t("total")}`} />,
    },
  ];
  return (
    <section>
      <h2 className="mb-3">{t("codesTitle")}</h2>
      <DataTable caption={t("codesTitle")} columns={columns} rows={codes} rowId={({ pattern }) => pattern} />
    </section>
  );
}
