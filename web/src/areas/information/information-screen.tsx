/** What the call centre tells its customers: articles by title, and what agents looked for in vain. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ARTICLE_STATES } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment, shortDate } from "../../words/dates.ts";
import { BeginArticle } from "./begin-article.tsx";
import { ARTICLES_PAGE, type ArticleAddress, type ArticleRow, articlesQuery } from "./information-data.ts";
import { ListsPart } from "./lists-part.tsx";
import { Misses } from "./misses.tsx";
import { StandingBadge } from "./standing-badge.tsx";

function useColumns(): readonly Column<ArticleRow>[] {
  const t = useTranslations("web.information.list");
  const locale = useLocale();
  return useMemo(() => {
    const day = (date: string | null): string => (date === null ? "–" : shortDate(date, locale));
    return [
      {
        id: "title",
        header: t("title"),
        cell: (row) => (
          <Link to="/layanan/informasi/$id" params={{ id: row.id }} className="font-semibold [overflow-wrap:anywhere]">
            {row.title}
          </Link>
        ),
      },
      {
        id: "state",
        header: t("state"),
        cell: (row) => (
          <span className="grid justify-items-start gap-1">
            <StandingBadge state={row.state} />
            {row.isChanged && row.state !== "draft" ? (
              <span className="text-small text-soft">{t("changed")}</span>
            ) : null}
          </span>
        ),
      },
      { id: "from", header: t("from"), cell: (row) => day(row.inForceFrom) },
      { id: "until", header: t("until"), cell: (row) => day(row.inForceUntil) },
      {
        id: "owner",
        header: t("owner"),
        cell: (row) => <span className="[overflow-wrap:anywhere]">{row.owner === "" ? "–" : row.owner}</span>,
      },
      { id: "reviewed", header: t("reviewed"), cell: (row) => day(row.reviewedOn) },
      {
        id: "saved",
        header: t("saved"),
        cell: (row) => (
          <span className="[overflow-wrap:anywhere]">
            {t("savedBy", { who: row.changedBy, at: moment(row.changedAt, locale) })}
          </span>
        ),
      },
    ];
  }, [t, locale]);
}

/** The screen of `/layanan/informasi`. */
export function InformationScreen(): ReactNode {
  const t = useTranslations("web.information.list");
  const [isBeginning, setBeginning] = useState(false);
  const mayWrite = useMay("queue.manage");
  const add = mayWrite ? (
    <button type="button" className="button button-main" onClick={() => setBeginning(true)}>
      {t("add")}
    </button>
  ) : undefined;
  return (
    <Page width="working" title={t("heading")} lead={t("lead")} actions={add}>
      <div className="grid gap-10">
        <Articles add={add} />
        <ListsPart mayWrite={mayWrite} />
        <Misses mayWrite={mayWrite} />
      </div>
      {isBeginning ? <BeginArticle onClose={() => setBeginning(false)} /> : null}
    </Page>
  );
}

function Articles({ add }: { readonly add: ReactNode }): ReactNode {
  const t = useTranslations("web.information.list");
  const states = useTranslations("web.information.states");
  const address = useSearch({ from: "/layanan/informasi" });
  const navigate = useNavigate({ from: "/layanan/informasi" });
  const found = useQuery(articlesQuery(address));
  const columns = useColumns();
  const { search = "", state = "", page = "1" } = address;
  const go = (part: ArticleAddress): void =>
    void navigate({ search: (before) => ({ ...before, page: "", ...part }), replace: true });
  const isNarrow = search !== "" || state !== "";
  const data = found.data;
  return (
    <section aria-label={t("heading")}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search} label={t("search")} onSearch={(text) => go({ search: text })} />
        <FilterSelect
          label={t("state")}
          value={state}
          options={ARTICLE_STATES.map((one) => ({ value: one, label: states(one) }))}
          onChange={(value) => go({ state: value })}
        />
      </div>
      <Awaiting query={found} lines={6} />
      {data === undefined ? null : data.items.length === 0 ? (
        isNarrow ? (
          <p className="text-soft">{t("nothingFound")}</p>
        ) : (
          <Empty title={t("emptyTitle")} action={add}>
            {t("emptyText")}
          </Empty>
        )
      ) : (
        <>
          <DataTable caption={t("heading")} columns={columns} rows={data.items} rowId={({ id }) => id} />
          <Pager
            total={data.total}
            page={Number(page)}
            pageSize={ARTICLES_PAGE}
            hasMore={data.hasMore}
            onPage={(next) => go({ page: String(next) })}
          />
        </>
      )}
    </section>
  );
}
