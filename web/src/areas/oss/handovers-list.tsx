/** Synchronisation of SKLOs with OSS, for officers: upload, OSS state, obstacles, and deviations in OSS. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { differencesQuery, handoversQuery, type ListedHandover } from "../licence-record/record-data.ts";
import { IzinByHand } from "./izin-by-hand.tsx";

const STATES = ["to-upload", "seen", "granted", "all"] as const;
const BADGE_STYLES = {
  "to-upload": { shape: "ring", tone: "wait" },
  seen: { shape: "eye", tone: "info" },
  granted: { shape: "tick", tone: "good" },
} as const;

function CheckNowButton({ row }: { readonly row: ListedHandover }): ReactNode {
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
      <Badge {...BADGE_STYLES[row.state]}>{t(`state.${row.state}`)}</Badge>
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
      {mayLook && row.state !== "granted" ? <CheckNowButton row={row} /> : null}
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
  return [
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
    { id: "sklo", header: t("column.sklo"), look: "letters", cell: (row) => row.skloNumber },
    { id: "license", header: t("column.license"), cell: (row) => row.licenseId ?? "–" },
    { id: "said", header: t("column.said"), cell: (row) => (row.saidAt === null ? "–" : moment(row.saidAt, locale)) },
    {
      id: "state",
      header: t("column.state"),
      cell: (row) => <StateCell row={row} mayLook={mayLook} mayDecide={mayDecide} />,
    },
  ];
}

/** Shown where the status in OSS differs from the reported one; renders nothing while they agree. */
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

/** All SKLOs in synchronisation, with their obstacles. */
export function HandoversList(): ReactNode {
  const t = useTranslations("web.oss.handovers");
  const list = useListAddress(useSearch({ from: "/oss" }));
  const { search = "" } = list.address;
  const state = STATES.find((one) => one === list.address.state) ?? "open";
  const states = STATES.map((one) => ({ value: one, label: one === "all" ? t("filterState.all") : t(`state.${one}`) }));
  return (
    <>
      <Differences />
      <ListFilters
        list={list}
        filters={[
          { key: "search", label: t("search") },
          { key: "state", label: t("filter"), all: t("filterState.open"), options: states },
        ]}
      />
      <List
        query={useQuery(handoversQuery({ ...list.pages, state, search }))}
        lines={8}
        height={36}
        caption={t("title")}
        columns={useColumns({ mayLook: useMay("oss.retry"), mayDecide: useMay("licence.decide") })}
        rowId={({ applicationId }) => applicationId}
        paging={list.paging}
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </>
  );
}
