/** Available capacity: days of the test teams, and access codes. */
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

/** The working days of the coming weeks with their teams; narrow enough for phones. */
export function CalendarPart({ days }: { readonly days: readonly Day[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  return (
    <section className="max-w-[720px]">
      <h2 className="mb-3">{t("calendarTitle")}</h2>
      <div className="table-frame">
        <table className="table">
          <caption className="sr-only">{t("calendarTitle")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("day")}</th>
              <th scope="col" className="number">
                {t("tests")}
              </th>
              <th scope="col">{t("teams")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date}>
                <th scope="row">{longDate(day.date, locale)}</th>
                <td className="number">
                  <FigureLink figure={day.tests} of={`${t("teamsBooked")}, ${longDate(day.date, locale)}`} />
                </td>
                <td>
                  <span className="inline-flex flex-wrap items-center gap-2">
                    {t("teamsOf", { taken: day.tests.count, teams: day.teams })}
                    {day.isFull ? (
                      <Badge shape="square" tone="wait">
                        {t("full")}
                      </Badge>
                    ) : null}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Codes of each pattern by state. */
export function CodesPart({ codes }: { readonly codes: readonly Pattern[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  const states = useTranslations("states.code");
  const columns: readonly Column<Pattern>[] = [
    { id: "pattern", header: t("pattern"), look: "strong", cell: (row) => row.pattern },
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
