/** The applicant's applications. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { applicationsQuery, myOrganisationsQuery } from "../../data/queries.ts";
import type { ApplicationRow } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { moment } from "../../words/dates.ts";
import { OssAsks } from "../oss/oss-panel.tsx";

/** Users who act for several companies see the company of each application. */
function ApplicationCard({
  row,
  namesCompany,
}: {
  readonly row: ApplicationRow;
  readonly namesCompany: boolean;
}): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  return (
    <li className="card grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[1fr_220px]">
      <div className="grid gap-1">
        <Link to="/permohonan/$id" params={{ id: row.id }} className="text-lead font-semibold">
          {row.number ?? (row.code === "" ? t("draftNoCode") : t("draftTitle", { code: row.display }))}
        </Link>
        <p>
          <span className="mr-3 font-semibold">{row.display}</span>
          <span className="mr-3">{t(`kind.${row.kind}`)}</span>
          <ApplicationBadge state={row.state} />
        </p>
        {namesCompany ? <p className="break-words">{row.organisationName}</p> : null}
        {row.submittedAt === null ? null : (
          <p className="text-small text-soft">{t("submittedAt", { at: moment(row.submittedAt, locale) })}</p>
        )}
      </div>
      {row.promise === null ? null : (
        <div className="self-center text-small">
          <PromiseCell promise={row.promise} />
        </div>
      )}
    </li>
  );
}

/** Empty state: a number requires a company, so users without one are directed to its registration. */
function NothingYet({ hasCompany }: { readonly hasCompany: boolean }): ReactNode {
  const t = useTranslations("web.application");
  const action = hasCompany ? (
    <Link to="/permohonan/baru" className="button button-main">
      {t("newOne")}
    </Link>
  ) : (
    <Link to="/perusahaan/baru" className="button button-main">
      {t("kindRegister")}
    </Link>
  );
  return (
    <Empty title={t(hasCompany ? "emptyTitle" : "kindNoCompany")} action={action}>
      {t(hasCompany ? "emptyText" : "noCompanyText")}
    </Empty>
  );
}

/** The list of the applicant's applications. */
export function ApplicationsScreen(): ReactNode {
  const t = useTranslations("web.application");
  const search = useSearch({ from: "/permohonan" });
  const navigate = useNavigate({ from: "/permohonan" });
  const { page, pageSize } = pagingOf(search);
  const { data, error, refetch } = useQuery(
    applicationsQuery({
      scope: "mine",
      page,
      pageSize,
      sort: search.sort ?? "-submitted",
      ...(search.search === undefined ? {} : { search: search.search }),
      ...(search.state === undefined ? {} : { state: search.state }),
    }),
  );
  const companies = useQuery(myOrganisationsQuery);
  const hasCompany = companies.data?.items.length !== 0;
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page
      title={t("listTitle")}
      lead={t("listLead")}
      actions={
        hasCompany ? (
          <Link to="/permohonan/baru" className="button button-main">
            {t("newOne")}
          </Link>
        ) : undefined
      }
    >
      <OssAsks />
      <div className="mb-4">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={5} />
      {data !== undefined && data.total === 0 && !companies.isPending ? <NothingYet hasCompany={hasCompany} /> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <ul className="grid gap-3">
            {data.items.map((row) => (
              <ApplicationCard key={row.id} row={row} namesCompany={(companies.data?.items.length ?? 0) > 1} />
            ))}
          </ul>
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </Page>
  );
}
