/** What programs asked the interface, newest first, narrowed down by the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime } from "../calls/call-words.ts";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { type ApiRequest, type ConsoleAddress, requestsQuery } from "./console-data.ts";
import { ListFoot, OutcomeBadge, Took } from "./console-parts.tsx";
import { useShownBy } from "./shown-by.ts";

/** The screen of `/layanan/api/permintaan`. */
export function RequestsScreen(): ReactNode {
  const t = useTranslations("web.console");
  const address: ConsoleAddress = useSearch({ from: "/layanan/api/permintaan" });
  const navigate = useNavigate({ from: "/layanan/api/permintaan" });
  const found = useQuery(requestsQuery(address));
  const { data } = found;
  const columns = useColumns(data?.timeZone ?? "UTC");
  const change = (part: ConsoleAddress) =>
    void navigate({ search: (before) => ({ ...before, after: "", ...part }), replace: true });
  const isNarrowed = Object.values(address).some((one) => one !== undefined && one !== "");
  return (
    <Page width="working" title={t("requests.title")} lead={t("requests.lead")} above={<CpaasWays />}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          value={address.sid || address.code || address.error || ""}
          label={t("requests.search")}
          onSearch={(text) => change(searchFor(text))}
        />
        <FilterSelect
          label={t("outcome")}
          value={address.outcome ?? ""}
          options={(["ok", "failed"] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(outcome) => change({ outcome })}
        />
        <DayField label={t("day")} value={address.day ?? ""} onChange={(day) => change({ day })} />
      </div>
      <Awaiting query={found} lines={8} />
      {data?.items.length === 0 ? (
        <Empty title={isNarrowed ? t("noneTitle") : t("requests.emptyTitle")}>
          {isNarrowed ? t("noneText") : t("requests.emptyText")}
        </Empty>
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <DataTable caption={t("requests.title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
      )}
      <ListFoot address={address} next={data?.next ?? null} onChange={(after) => change({ after })} />
    </Page>
  );
}

/** What a text looks for: an error number, an error code of `/api/v1`, or a SID. */
function searchFor(text: string): ConsoleAddress {
  const none = { error: "", code: "", sid: "" };
  if (/^\d+$/.test(text)) return { ...none, error: text };
  return /^[a-z]+(?:-[a-z0-9]+)+$/.test(text) ? { ...none, code: text } : { ...none, sid: text };
}

function useColumns(zone: string): readonly Column<ApiRequest>[] {
  const t = useTranslations("web.console");
  const locale = useLocale();
  const shownBy = useShownBy();
  return [
    {
      id: "path",
      header: t("requests.request"),
      cell: ({ id, method, path }) => (
        <Link to="/layanan/api/permintaan/$id" params={{ id }} className="[overflow-wrap:anywhere]">
          <span className="font-semibold">{method}</span> {path.replace("/2010-04-01/Accounts/:AccountSid", "…")}
        </Link>
      ),
    },
    {
      id: "answer",
      header: t("answer"),
      cell: (row) => <OutcomeBadge status={row.status} error={row.error ?? row.errorCode} />,
    },
    { id: "at", header: t("at"), cell: ({ at }) => callTime(at, zone, locale) },
    { id: "took", header: t("took"), numeric: true, cell: ({ durationMs }) => <Took ms={durationMs} /> },
    { id: "key", header: t("key"), cell: (row) => <span className="[overflow-wrap:anywhere]">{shownBy(row)}</span> },
  ];
}
