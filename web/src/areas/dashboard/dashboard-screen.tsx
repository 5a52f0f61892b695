/** The dashboard for heads of teams: cases, processing times, waiting cases, coming tests, and the stock of codes. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PERIODS_DAYS } from "../../../../src/licensing/dashboard/figure-kinds.shared.ts";
import { addressOf } from "../../data/client.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { CalendarPart, CodesPart } from "./capacity-parts.tsx";
import { type Dashboard, dashboardQuery } from "./dashboard-data.ts";
import { OfficersPart, PromisesPart } from "./promises-part.tsx";
import { StagesPart } from "./stages-part.tsx";
import { WaitingPart } from "./waiting-part.tsx";

const USUAL_DAYS = 90;

function daysOf(address: { readonly days?: string }): number {
  const days = Number(address.days);
  return PERIODS_DAYS.some((known) => known === days) ? days : USUAL_DAYS;
}

function CountedAt({ dashboard }: { readonly dashboard: Dashboard }): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const { asOf, promisesAsOf } = dashboard;
  return (
    <p role="status" className="text-small text-soft">
      {t("asOf", { at: moment(asOf, locale) })}{" "}
      {promisesAsOf === null ? t("promisesNotYet") : t("promisesAsOf", { at: moment(promisesAsOf, locale) })}
    </p>
  );
}

/** The screen of `/dasbor`. */
export function DashboardScreen(): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const navigate = useNavigate({ from: "/dasbor" });
  const days = daysOf(useSearch({ from: "/dasbor" }));
  const { data, error, refetch, isFetching } = useQuery(dashboardQuery(days));
  const file = addressOf("/api/dashboard/export", { query: { days, language: locale } });
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <BusyButton type="button" className="button button-small" isBusy={isFetching} onClick={() => void refetch()}>
            {t("refresh")}
          </BusyButton>
          <a className="button button-small" href={file} download>
            {t("export")}
          </a>
        </>
      }
    >
      <div className="mb-5 flex flex-wrap items-center gap-x-6 gap-y-2">
        <label className="inline-flex flex-wrap items-center gap-2 text-small">
          <span className="text-soft">{t("period")}</span>
          <select
            className="input input-small w-auto"
            value={days}
            onChange={(event) => void navigate({ search: { days: event.target.value }, replace: true })}
          >
            {PERIODS_DAYS.map((one) => (
              <option key={one} value={one}>
                {t("periodDays", { days: one })}
              </option>
            ))}
          </select>
        </label>
        {data === undefined ? null : <CountedAt dashboard={data} />}
      </div>
      <Awaiting query={{ data, error, refetch }} lines={12} height={36} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <StagesPart stages={data.stages} />
          <WaitingPart stages={data.stages} asOf={data.asOf} />
          <PromisesPart dashboard={data} />
          <OfficersPart officers={data.officers} />
          <CalendarPart days={data.calendar} />
          <CodesPart codes={data.codes} />
        </div>
      )}
    </Page>
  );
}
