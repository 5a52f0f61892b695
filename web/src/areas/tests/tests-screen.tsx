/** The company's operational tests: each request with its date, and the button for a new request. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { longDate } from "../../words/dates.ts";
import { TestBadge, VerdictBadge } from "./test-badges.tsx";
import { testsQuery } from "./test-data.ts";
import type { TestRow } from "./test-types.ts";

function TestCard({ row }: { readonly row: TestRow }): ReactNode {
  const t = useTranslations("web.test");
  const locale = useLocale();
  return (
    <li className="card grid gap-1 p-5">
      <Link to="/uji/$id" params={{ id: row.id }} className="text-lead font-semibold">
        {row.number}
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TestBadge state={row.state} />
        {row.verdict === null ? null : <VerdictBadge verdict={row.verdict} />}
        {row.attempt === 1 ? null : (
          <span className="text-small text-soft">{t("attempt", { attempt: row.attempt })}</span>
        )}
        <span className="min-w-0 [overflow-wrap:anywhere]">{row.organisationName}</span>
      </p>
      <p className="text-small text-soft">
        {t(row.method === "self" ? "listSelf" : "listSite", { date: longDate(row.testDate, locale) })}
        {" · "}
        {t("ofLicence", { number: row.licenceNumber })}
      </p>
    </li>
  );
}

/** The screen of `/uji`. */
export function TestsScreen(): ReactNode {
  const t = useTranslations("web.test");
  const search = useSearch({ from: "/uji" });
  const navigate = useNavigate({ from: "/uji" });
  const { page, pageSize } = pagingOf(search);
  const query = useQuery(testsQuery({ scope: "mine", page, pageSize, sort: "-created" }));
  const { data } = query;
  return (
    <Page
      title={t("listTitle")}
      lead={t("listLead")}
      actions={
        <a href="/kalender-uji" className="button">
          {t("publicCalendar")}
        </a>
      }
    >
      <Awaiting query={query} lines={4} />
      {data === undefined ? null : data.total === 0 ? (
        <Empty
          title={t("emptyTitle")}
          action={
            <Link to="/izin" className="button button-main">
              {t("toLicences")}
            </Link>
          }
        >
          {t("emptyText")}
        </Empty>
      ) : (
        <>
          <ul className="grid gap-3">
            {data.items.map((row) => (
              <TestCard key={row.id} row={row} />
            ))}
          </ul>
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            hasMore={data.hasMore}
            onPage={(next) => void navigate({ search: (before) => ({ ...before, page: String(next) }) })}
          />
        </>
      )}
    </Page>
  );
}
