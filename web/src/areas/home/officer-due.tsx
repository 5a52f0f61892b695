/** The officer's tasks: overdue cases, cases due today, paused cases, and decrees that failed to issue. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { serverNowMs } from "../../data/client.ts";
import { applicationsQuery, decreesQuery, verificationsQuery } from "../../data/queries.ts";
import type { Session } from "../../data/types.ts";
import { PromiseCell } from "../../parts/promise.tsx";
import { may } from "../../shell/places.ts";
import { officeToday } from "../../words/dates.ts";
import { type DueCase, dueGroups } from "./due-groups.ts";

/** Maximum number of cases read, earliest due date first; the lists show all of them. */
const CASES_MAX = 100;
const SHOWN_MAX = 6;
const GROUPS = ["overdue", "today", "stuck"] as const;

function useCases(session: Session): readonly DueCase[] {
  const reads = { page: 1, pageSize: CASES_MAX, sort: "due" };
  const applications = useQuery({
    ...applicationsQuery({ scope: "queue", ...reads }),
    enabled: may(session, "application.read"),
    refetchInterval: 30_000,
  });
  const registrations = useQuery({
    ...verificationsQuery({ state: "submitted", ...reads }),
    enabled: may(session, "verification.decide"),
    refetchInterval: 30_000,
  });
  return [
    ...(applications.data?.items ?? []).map((row) => ({
      id: row.id,
      kind: "application" as const,
      promise: row.promise,
      label: row.number ?? row.display,
      company: row.organisationName,
    })),
    ...(registrations.data?.items ?? []).map((row) => ({
      id: row.id,
      kind: "registration" as const,
      promise: row.promise ?? null,
      label: row.name,
      company: row.nib ?? "",
    })),
  ];
}

function CaseLine({ item }: { readonly item: DueCase }): ReactNode {
  const to = item.kind === "application" ? "/permohonan/$id" : "/verifikasi/$id";
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0">
      <span className="min-w-0">
        <Link to={to} params={{ id: item.id }} className="font-semibold break-words">
          {item.label}
        </Link>
        <span className="block text-small break-words text-soft">{item.company}</span>
      </span>
      <PromiseCell promise={item.promise} />
    </li>
  );
}

function StuckDecrees(): ReactNode {
  const t = useTranslations("web.due");
  const { data } = useQuery({ ...decreesQuery({ page: 1, pageSize: CASES_MAX }), refetchInterval: 30_000 });
  const stuck = data?.items.filter((decree) => decree.state !== "published" && decree.lastError !== null) ?? [];
  if (stuck.length === 0) return null;
  return (
    <p className="mt-2">
      <Link to="/penetapan">{t("decrees", { count: stuck.length })}</Link>
    </p>
  );
}

/** Three cards side by side; an empty one shows a text. */
export function OfficerDue({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations("web.due");
  const groups = dueGroups(useCases(session), officeToday(serverNowMs()));
  if (!may(session, "application.read") && !may(session, "verification.decide")) return null;
  return (
    <section aria-labelledby="due" className="grid gap-3">
      <h2 id="due">{t("title")}</h2>
      <div className="grid items-start gap-4 lg:grid-cols-3">
        {GROUPS.map((group) => (
          <section key={group} className="card grid gap-2 p-4" aria-labelledby={`due-${group}`}>
            <h3 id={`due-${group}`} className="flex items-baseline justify-between gap-3 text-lead">
              {t(group)}
              <span className={group === "overdue" && groups[group].length > 0 ? "text-bad" : "text-soft"}>
                {groups[group].length}
              </span>
            </h3>
            {groups[group].length === 0 ? <p className="text-small text-soft">{t(`none.${group}`)}</p> : null}
            <ul>
              {groups[group].slice(0, SHOWN_MAX).map((item) => (
                <CaseLine key={item.id} item={item} />
              ))}
            </ul>
            {groups[group].length > SHOWN_MAX ? (
              <p className="text-small text-soft">{t("more", { count: groups[group].length - SHOWN_MAX })}</p>
            ) : null}
            {group === "stuck" && may(session, "decree.read") ? <StuckDecrees /> : null}
          </section>
        ))}
      </div>
    </section>
  );
}
