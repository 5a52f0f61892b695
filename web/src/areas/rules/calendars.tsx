/** The working-day calendars: the days off and the decree behind each year. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Calendar } from "../../data/types.ts";
import { Badge, StandingBadge } from "../../parts/badges.tsx";
import { longDate } from "../../words/dates.ts";

function nameOf(name: Calendar["holidays"][number]["name"], locale: string): string {
  if (name === undefined) return "";
  if (typeof name === "string") return name;
  return locale === "en" ? name.en : name.id;
}

/** The section of the calendars, newest year first. */
export function Calendars({ calendars }: { readonly calendars: readonly Calendar[] }): ReactNode {
  const t = useTranslations("web.rules");
  const locale = useLocale();
  return (
    <section aria-labelledby="calendars">
      <h2 id="calendars" className="mb-2">
        {t("calendars")}
      </h2>
      <p className="mb-4 text-soft">{t("calendarsLead")}</p>
      {[...calendars]
        .sort((a, b) => b.year - a.year)
        .map((calendar) => (
          <details key={`${calendar.year}${calendar.decree}`} className="card mb-3 p-5">
            <summary className="font-semibold">
              {t("calendarTitle", { year: String(calendar.year), count: calendar.holidays.length })}
              <span className="ml-3 inline-block align-middle">
                <StandingBadge standing={calendar.standing} />
              </span>
            </summary>
            <p className="mt-2 text-small text-soft">{calendar.decree}</p>
            <table className="table mt-3">
              <thead>
                <tr>
                  <th scope="col">{t("date")}</th>
                  <th scope="col">{t("holiday")}</th>
                </tr>
              </thead>
              <tbody>
                {calendar.holidays.map((holiday) => (
                  <tr key={holiday.date + holiday.kind}>
                    <td>{longDate(holiday.date, locale)}</td>
                    <td>
                      <span className="mr-2">{nameOf(holiday.name, locale)}</span>
                      <Badge
                        shape={holiday.kind === "national" ? "disc" : "half"}
                        tone={holiday.kind === "national" ? "bad" : "wait"}
                      >
                        {t(`kind.${holiday.kind}`)}
                      </Badge>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        ))}
    </section>
  );
}
