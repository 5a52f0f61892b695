/** API requests, newest first, filtered by the URL. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { DayField } from "../../parts/day-field.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { callTime } from "../calls/call-words.ts";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { type ApiRequest, type ConsoleAddress, requestsQuery } from "./console-data.ts";
import { OutcomeBadge, Took } from "./console-parts.tsx";
import { useShownBy } from "./shown-by.ts";

/** The screen of `/layanan/api/permintaan`. */
export function RequestsScreen(): ReactNode {
  const t = useTranslations("web.console");
  const list = useListAddress<ConsoleAddress>(useSearch({ from: "/layanan/api/permintaan" }));
  const { address, change } = list;
  const found = useQuery(requestsQuery(address));
  const outcomes = (["ok", "failed"] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }));
  const isNarrowed = Object.values(address).some((one) => one !== undefined && one !== "");
  return (
    <ListScreen
      title={t("requests.title")}
      lead={t("requests.lead")}
      above={<CpaasWays />}
      first={
        <SearchBox
          value={address.sid || address.code || address.error || ""}
          label={t("requests.search")}
          onSearch={(text) => change(searchFor(text))}
        />
      }
      list={list}
      filters={[{ key: "outcome", label: t("outcome"), options: outcomes }]}
      beside={<DayField label={t("day")} value={address.day ?? ""} onChange={(day) => change({ day })} />}
      query={found}
      lines={8}
      columns={useColumns(found.data?.timeZone ?? "UTC")}
      cursors={{
        now: address.after,
        next: found.data?.next,
        newest: t("newest"),
        older: t("older"),
        onGo: (after) => change({ after }),
      }}
      empty={{
        title: t(isNarrowed ? "noneTitle" : "requests.emptyTitle"),
        text: t(isNarrowed ? "noneText" : "requests.emptyText"),
      }}
    />
  );
}

/** The filter for a search text: an error number, an error code of `/api/v1`, or a SID. */
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
    { id: "key", header: t("key"), look: "wrap", cell: (row) => shownBy(row) },
  ];
}
