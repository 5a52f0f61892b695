/** Decrees between decision and publication: state, failures with their cause, and a retry. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { decreesQuery } from "../../data/queries.ts";
import type { DecreeRow } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { IssuingBadge } from "../../parts/case-badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { displayCode } from "../../words/code-block.ts";
import { moment } from "../../words/dates.ts";

function Progress({ decree, mayRetry }: { readonly decree: DecreeRow; readonly mayRetry: boolean }): ReactNode {
  const t = useTranslations("web.decrees");
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => read(api.POST("/api/decrees/{id}/retry", { params: { path: { id: decree.id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["decrees"] }),
  });
  return (
    <div className="grid justify-items-start gap-1">
      <IssuingBadge state={decree.state} />
      {decree.lastError === null || decree.state === "published" ? null : (
        <>
          <p className="font-semibold text-bad">{t("stuck", { attempts: decree.attempts })}</p>
          <p className="max-w-[48ch] break-words">{decree.lastError}</p>
          {mayRetry ? (
            <BusyButton
              type="button"
              className="button button-small"
              isBusy={retry.isPending}
              onClick={() => retry.mutate()}
            >
              <Icon name="retry" size={16} />
              {t("retry")}
            </BusyButton>
          ) : null}
        </>
      )}
      {retry.error === null ? null : <FailureNotice error={retry.error} />}
    </div>
  );
}

/** The subject of a decree that does not concern an access code. */
function aboutCase({ kind }: DecreeRow, t: ReturnType<typeof useTranslations<"web.decrees">>): string {
  return kind === "test-order" || kind === "test-report" || kind === "sklo" ? t(`papers.${kind}`) : t("commitment");
}

function useColumns(mayRetry: boolean): readonly Column<DecreeRow>[] {
  const t = useTranslations("web.decrees");
  const locale = useLocale();
  return [
    { id: "number", header: t("number"), look: "strong-line", cell: (row) => row.number },
    {
      id: "about",
      header: t("about"),
      cell: (row) =>
        row.code === null ? aboutCase(row, t) : <span className="whitespace-nowrap">{displayCode(row.code)}</span>,
    },
    { id: "company", header: t("company"), cell: (row) => row.organisationName },
    { id: "state", header: t("state"), cell: (row) => <Progress decree={row} mayRetry={mayRetry} /> },
    { id: "decided", header: t("decided"), cell: (row) => moment(row.decidedAt, locale) },
    {
      id: "published",
      header: t("published"),
      cell: (row) => (row.publishedAt === null ? "–" : moment(row.publishedAt, locale)),
    },
    {
      id: "links",
      header: t("links"),
      cell: (row) =>
        row.state === "published" ? (
          <span className="flex gap-3">
            <a href={`/api/decrees/${row.id}/file`} target="_blank" rel="noreferrer">
              {t("open")}
              <span className="sr-only"> {row.number}</span>
            </a>
            <a href={`/validasi-sk/${row.id}`}>
              {t("verify")}
              <span className="sr-only"> {row.number}</span>
            </a>
          </span>
        ) : (
          ""
        ),
    },
  ];
}

/** The decrees screen. */
export function DecreesScreen(): ReactNode {
  const t = useTranslations("web.decrees");
  const list = useListAddress(useSearch({ from: "/penetapan" }));
  const { search } = list.address;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      list={list}
      filters={[{ key: "search", label: t("search") }]}
      query={useQuery(decreesQuery({ ...list.pages, ...(search === undefined ? {} : { search }) }))}
      lines={8}
      columns={useColumns(useMay("decree.retry"))}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
