/** The officer's home: numbers of cases by state, and the next due dates. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { applicationsQuery, verificationsQuery } from "../../data/queries.ts";
import type { ApplicationRow, ApplicationState, Session } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { may } from "../../shell/places.ts";
import { count } from "../../words/dates.ts";
import { deliveriesQuery } from "../messages/message-data.ts";
import { OfficerDue } from "./officer-due.tsx";

const WAITING: readonly ApplicationState[] = ["submitted", "checking", "checked", "endorsed", "proposed"];

/** The state in which a case waits for this officer. */
function ownState(session: Session): ApplicationState | null {
  if (may(session, "application.decide")) return "proposed";
  if (may(session, "application.propose")) return "endorsed";
  if (may(session, "application.endorse")) return "checked";
  return may(session, "application.check") ? "submitted" : null;
}

function Figure({ state, isOwn }: { readonly state: ApplicationState; readonly isOwn: boolean }): ReactNode {
  const t = useTranslations("web.overview");
  const states = useTranslations("states");
  const locale = useLocale();
  const { data } = useQuery({
    ...applicationsQuery({ scope: "queue", state, page: 1, pageSize: 1 }),
    refetchInterval: 15_000,
  });
  return (
    <Link to="/tugas" search={{ state }} className={`door gap-1 ${isOwn ? "border-accent" : ""}`}>
      <span className="text-small font-semibold text-soft">{states(`application.${state}`)}</span>
      <span className="text-[2.25rem] leading-none font-semibold">
        {data === undefined ? "–" : count(data.total, locale)}
      </span>
      <span className="text-small text-soft">{isOwn ? t("forYou") : t("inQueue")}</span>
    </Link>
  );
}

function Registrations(): ReactNode {
  const t = useTranslations("web.overview");
  const locale = useLocale();
  const { data } = useQuery({
    ...verificationsQuery({ state: "submitted", page: 1, pageSize: 1 }),
    refetchInterval: 15_000,
  });
  return (
    <Link to="/verifikasi" search={{ state: "submitted" }} className="door gap-1">
      <span className="text-small font-semibold text-soft">{t("registrations")}</span>
      <span className="text-[2.25rem] leading-none font-semibold">
        {data === undefined ? "–" : count(data.total, locale)}
      </span>
      <span className="text-small text-soft">{t("toVerify")}</span>
    </Link>
  );
}

/** Pending and failed mails, for users who manage mail. */
function HeldMails(): ReactNode {
  const t = useTranslations("web.overview");
  const locale = useLocale();
  const { data } = useQuery({ ...deliveriesQuery("trouble", 1, 1), refetchInterval: 30_000 });
  const isHeld = data !== undefined && data.total > 0;
  return (
    <Link to="/surel" className={`door gap-1 ${isHeld ? "tone-bad border-[var(--tone)]" : ""}`}>
      <span className="text-small font-semibold text-soft">{t("mails")}</span>
      <span className="text-[2.25rem] leading-none font-semibold">
        {data === undefined ? "–" : count(data.total, locale)}
      </span>
      <span className="text-small text-soft">{t("mailsText")}</span>
    </Link>
  );
}

/** A link to a page without a figure. */
function OverviewLink({
  to,
  name,
}: {
  readonly to: "/orang" | "/pelaksana";
  readonly name: "people" | "acting";
}): ReactNode {
  const t = useTranslations("web.overview");
  return (
    <Link to={to} className="door content-start gap-1">
      <span className="font-semibold">{t(name)}</span>
      <span className="text-small text-soft">{t(`${name}Text`)}</span>
    </Link>
  );
}

/** Overdue cases, for heads of teams. */
function Overdue(): ReactNode {
  const t = useTranslations("web.overview");
  const locale = useLocale();
  const { data } = useQuery({
    ...applicationsQuery({ scope: "queue", ball: "overdue", page: 1, pageSize: 1 }),
    refetchInterval: 15_000,
  });
  const isLate = data !== undefined && data.total > 0;
  return (
    <Link
      to="/tugas"
      search={{ ball: "overdue" }}
      className={`door gap-1 ${isLate ? "tone-bad border-[var(--tone)]" : ""}`}
    >
      <span className="text-small font-semibold text-soft">{t("overdue")}</span>
      <span className="text-[2.25rem] leading-none font-semibold">
        {data === undefined ? "–" : count(data.total, locale)}
      </span>
      <span className="text-small text-soft">{t("overdueText")}</span>
    </Link>
  );
}

function OldestPromises(): ReactNode {
  const t = useTranslations("web.overview");
  const desk = useTranslations("web.desk");
  const { data, error, refetch } = useQuery(
    applicationsQuery({ scope: "queue", ball: "ministry", sort: "due", page: 1, pageSize: 8 }),
  );
  const columns = useMemo<readonly Column<ApplicationRow>[]>(
    () => [
      {
        id: "number",
        header: desk("number"),
        to: "/permohonan/$id",
        look: "strong-line",
        cell: (row) => row.number ?? "–",
      },
      { id: "code", header: desk("code"), cell: (row) => row.display ?? row.code },
      { id: "company", header: desk("company"), cell: (row) => row.organisationName },
      { id: "state", header: desk("state"), cell: (row) => <ApplicationBadge state={row.state} /> },
      { id: "promise", header: desk("promise"), cell: (row) => <PromiseCell promise={row.promise} /> },
    ],
    [desk],
  );
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={5} height={36} />;
  if (data.items.length === 0) return <Empty title={t("quietTitle")}>{t("quietText")}</Empty>;
  return <DataTable caption={t("oldest")} columns={columns} rows={data.items} rowId={(row) => row.id} />;
}

/** The officer's home. */
export function OfficerOverview({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations("web.overview");
  const own = ownState(session);
  const readsCases = may(session, "application.read");
  return (
    <div className="grid gap-8">
      <OfficerDue session={session} />
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {readsCases ? WAITING.map((state) => <Figure key={state} state={state} isOwn={state === own} />) : null}
        {may(session, "application.propose") || may(session, "application.decide") ? <Overdue /> : null}
        {may(session, "verification.read") ? <Registrations /> : null}
        {may(session, "mail.manage") ? <HeldMails /> : null}
        {may(session, "people.manage") ? (
          <>
            <OverviewLink to="/orang" name="people" />
            <OverviewLink to="/pelaksana" name="acting" />
          </>
        ) : null}
      </div>
      {readsCases ? (
        <div>
          <h2 className="mb-3">{t("oldest")}</h2>
          <OldestPromises />
        </div>
      ) : null}
    </div>
  );
}
