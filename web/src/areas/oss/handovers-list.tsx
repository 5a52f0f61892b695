/** SKLO on their way through OSS, for officers: who has uploaded, what OSS has, what keeps it; and where OSS has something else. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { may } from "../../shell/places.ts";
import { moment } from "../../words/dates.ts";
import { differencesQuery, handoversQuery, type ListedHandover } from "../licence-record/record-data.ts";
import { IzinByHand } from "./izin-by-hand.tsx";

const STATES = ["to-upload", "seen", "granted", "all"] as const;
const LOOK = {
  "to-upload": { shape: "ring", tone: "wait" },
  seen: { shape: "eye", tone: "info" },
  granted: { shape: "tick", tone: "good" },
} as const;

function LookButton({ row }: { readonly row: ListedHandover }): ReactNode {
  const t = useTranslations("web.oss.handovers");
  const cache = useQueryClient();
  const look = useMutation({
    mutationFn: () => read(api.POST("/api/oss/handovers/{id}/look", { params: { path: { id: row.applicationId } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["oss", "handovers"] }),
  });
  return (
    <>
      <BusyButton type="button" className="button button-small" isBusy={look.isPending} onClick={() => look.mutate()}>
        {t("look")}
        <span className="sr-only"> {row.skloNumber}</span>
      </BusyButton>
      {look.error === null ? null : <FailureNotice error={look.error} />}
    </>
  );
}

function StateCell({
  row,
  mayLook,
  mayDecide,
}: {
  readonly row: ListedHandover;
  readonly mayLook: boolean;
  readonly mayDecide: boolean;
}): ReactNode {
  const t = useTranslations("web.oss.handovers");
  const errors = useTranslations("web.oss");
  const locale = useLocale();
  const { lastError } = row;
  return (
    <div className="grid justify-items-start gap-1">
      <Badge {...LOOK[row.state]}>{t(`state.${row.state}`)}</Badge>
      {row.licence === null ? null : <span className="break-all">{row.licence.number}</span>}
      {row.lookedAt === null ? null : (
        <span className="text-small text-soft">
          {t("looked", { count: row.looks, at: moment(row.lookedAt, locale) })}
        </span>
      )}
      {lastError === null ? null : (
        <span className="text-small">
          {t.has(`error.${lastError as "license-not-linked"}`)
            ? t(`error.${lastError as "license-not-linked"}`)
            : errors.has(`error.${lastError as "oss-unavailable"}`)
              ? errors(`error.${lastError as "oss-unavailable"}`)
              : lastError}
        </span>
      )}
      {mayLook && row.state !== "granted" ? <LookButton row={row} /> : null}
      <IzinByHand row={row} mayEnter={mayLook} mayDecide={mayDecide} />
    </div>
  );
}

function useColumns({
  mayLook,
  mayDecide,
}: {
  readonly mayLook: boolean;
  readonly mayDecide: boolean;
}): readonly Column<ListedHandover>[] {
  const t = useTranslations("web.oss.handovers");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "case",
        header: t("column.case"),
        cell: (row) => (
          <Link to="/izin/$id" params={{ id: row.applicationId }} className="font-semibold whitespace-nowrap">
            {row.number ?? "–"}
          </Link>
        ),
      },
      { id: "company", header: t("column.company"), cell: (row) => row.organisationName },
      { id: "sklo", header: t("column.sklo"), cell: (row) => <span className="break-all">{row.skloNumber}</span> },
      { id: "license", header: t("column.license"), cell: (row) => row.licenseId ?? "–" },
      {
        id: "said",
        header: t("column.said"),
        cell: (row) => (row.saidAt === null ? "–" : moment(row.saidAt, locale)),
      },
      {
        id: "state",
        header: t("column.state"),
        cell: (row) => <StateCell row={row} mayLook={mayLook} mayDecide={mayDecide} />,
      },
    ],
    [t, locale, mayLook, mayDecide],
  );
}

/** Where OSS has another status than it was told; nothing while it agrees. */
function Differences(): ReactNode {
  const t = useTranslations("web.oss.handovers");
  const locale = useLocale();
  const { data } = useQuery(differencesQuery);
  if (data === undefined || data.checkedAt === null) return null;
  if (data.total === 0)
    return <p className="mb-4 text-small text-soft">{t("agrees", { at: moment(data.checkedAt, locale) })}</p>;
  return (
    <Notice tone="bad" title={t("differsTitle", { count: data.total })}>
      <ul>
        {data.items.map(({ applicationId, number, ours, theirs }) => (
          <li key={applicationId}>
            {t("differs", { number: number ?? "–", ours, theirs: theirs === "" ? "–" : theirs })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Every SKLO on its way, with what keeps it. */
export function HandoversList(): ReactNode {
  const t = useTranslations("web.oss.handovers");
  const search = useSearch({ from: "/oss" });
  const navigate = useNavigate({ from: "/oss" });
  const { page, pageSize } = pagingOf(search);
  const { data: session } = useQuery(sessionQuery);
  const state = STATES.find((one) => one === search.state) ?? "open";
  const { data, error, refetch } = useQuery(handoversQuery({ page, pageSize, state, search: search.search ?? "" }));
  const columns = useColumns({ mayLook: may(session, "oss.retry"), mayDecide: may(session, "licence.decide") });
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <>
      <Differences />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
        <FilterSelect
          label={t("filter")}
          all={t("filterState.open")}
          value={state === "open" ? "" : state}
          options={STATES.map((one) => ({
            value: one,
            label: one === "all" ? t("filterState.all") : t(`state.${one}`),
          }))}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={8} height={36} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.applicationId} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </>
  );
}
