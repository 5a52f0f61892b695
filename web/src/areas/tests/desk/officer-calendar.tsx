/** The officers' calendar of tests: each day with its teams and their members. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { serverNowMs } from "../../../data/client.ts";
import { Icon } from "../../../parts/icons.tsx";
import { Awaiting, Empty } from "../../../parts/notice.tsx";
import { longDate, officeToday } from "../../../words/dates.ts";
import { closedWords } from "../day-picker.tsx";
import { monthAfter, monthEnd } from "../month-days.ts";
import { TestBadge } from "../test-badges.tsx";
import { officerCalendarQuery } from "./officer-test-data.ts";

interface OfficerCalendarProps {
  /** The month in the URL, such as "2026-12"; the current month by default. */
  readonly month: string | undefined;
  readonly onMonth: (month: string) => void;
}

/** One month as a list of days; days without a test show whether a team is available. */
export function OfficerCalendar({ month, onMonth }: OfficerCalendarProps): ReactNode {
  const t = useTranslations("web.testDesk.calendar");
  const closed = useTranslations("web.test.calendar");
  const locale = useLocale();
  const asked = /^\d{4}-\d{2}$/.test(month ?? "") ? `${month}-01` : officeToday(serverNowMs());
  const from = monthAfter(asked, 0);
  const query = useQuery(officerCalendarQuery(from, monthEnd(from)));
  const title = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id-ID", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${from}T12:00:00Z`));
  const shown = query.data?.days.filter(
    ({ tests, closed: why }) => tests.length > 0 || (why !== "weekend" && why !== "holiday"),
  );
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-4">
        <button type="button" className="button button-small" onClick={() => onMonth(monthAfter(from, -1).slice(0, 7))}>
          <Icon name="left" size={16} />
          {closed("before")}
        </button>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" className="button button-small" onClick={() => onMonth(monthAfter(from, 1).slice(0, 7))}>
          {closed("after")}
          <Icon name="right" size={16} />
        </button>
      </div>
      <Awaiting query={query} lines={10} height={36} />
      {shown?.length === 0 ? <Empty title={t("empty")} /> : null}
      <ul className="card divide-y divide-line">
        {shown?.map((day) => (
          <li key={day.date} className="grid gap-2 px-4 py-2.5 sm:grid-cols-[220px_140px_minmax(0,1fr)]">
            <span className="font-semibold">{longDate(day.date, locale)}</span>
            <span className="text-small text-soft">
              {day.closed === null || day.closed === "too-early" || day.closed === "full"
                ? t("teams", { taken: day.taken, teams: day.teams })
                : closedWords(day, closed, locale)}
            </span>
            <ul className="grid gap-1">
              {day.tests.map((test) => (
                <li key={test.id} className="flex flex-wrap items-center gap-x-3">
                  <Link to="/uji/$id" params={{ id: test.id }}>
                    {test.number}
                  </Link>
                  <span className="min-w-0 [overflow-wrap:anywhere]">{test.organisationName}</span>
                  <TestBadge state={test.state} />
                  <span className="text-small text-soft">
                    {t("team", { number: test.teamNumber, members: test.members.join(", ") || "–" })}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
