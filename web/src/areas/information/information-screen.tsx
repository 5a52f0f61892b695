/** The knowledge base of the call centre: articles by title, and agents' searches without results. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ARTICLE_STATES } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment, shortDate } from "../../words/dates.ts";
import { ArticleStateBadge } from "./article-state-badge.tsx";
import { BeginArticle } from "./begin-article.tsx";
import { ARTICLES_PAGE, type ArticleRow, articlesQuery } from "./information-data.ts";
import { ListsPart } from "./lists-part.tsx";
import { Misses } from "./misses.tsx";

function useColumns(): readonly Column<ArticleRow>[] {
  const t = useTranslations("web.information.list");
  const locale = useLocale();
  return useMemo(() => {
    const day = (date: string | null): string => (date === null ? "–" : shortDate(date, locale));
    return [
      { id: "title", header: t("title"), to: "/layanan/informasi/$id", look: "strong-wrap", cell: (row) => row.title },
      {
        id: "state",
        header: t("state"),
        cell: (row) => (
          <span className="grid justify-items-start gap-1">
            <ArticleStateBadge state={row.state} />
            {row.isChanged && row.state !== "draft" ? (
              <span className="text-small text-soft">{t("changed")}</span>
            ) : null}
          </span>
        ),
      },
      { id: "from", header: t("from"), cell: (row) => day(row.inForceFrom) },
      { id: "until", header: t("until"), cell: (row) => day(row.inForceUntil) },
      { id: "owner", header: t("owner"), look: "wrap", cell: (row) => (row.owner === "" ? "–" : row.owner) },
      { id: "reviewed", header: t("reviewed"), cell: (row) => day(row.reviewedOn) },
      {
        id: "saved",
        header: t("saved"),
        look: "wrap",
        cell: (row) => t("savedBy", { who: row.changedBy, at: moment(row.changedAt, locale) }),
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
  const words = useTranslations("web.information.states");
  const list = useListAddress(useSearch({ from: "/layanan/informasi" }));
  const { search = "", state = "" } = list.address;
  const states = ARTICLE_STATES.map((one) => ({ value: one, label: words(one) }));
  const isNarrow = search !== "" || state !== "";
  return (
    <section aria-label={t("heading")}>
      <ListFilters
        list={list}
        filters={[
          { key: "search", label: t("search") },
          { key: "state", label: t("state"), options: states },
        ]}
      />
      <List
        query={useQuery(articlesQuery(list.address))}
        lines={6}
        caption={t("heading")}
        columns={useColumns()}
        paging={{ page: list.pages.page, pageSize: ARTICLES_PAGE, onPage: list.paging.onPage }}
        empty={isNarrow ? { text: t("nothingFound") } : { title: t("emptyTitle"), text: t("emptyText"), action: add }}
      />
    </section>
  );
}
