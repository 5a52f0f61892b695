/** What hooks were asked and answered, newest first, narrowed down by the address. */
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
import { type ConsoleAddress, exchangesQuery, type HookExchange } from "./console-data.ts";
import { ListFoot, OutcomeBadge, Took } from "./console-parts.tsx";

/** Characters of a SID that tell calls apart: the last ones are by chance. */
const SHOWN = 10;

/** The screen of `/layanan/api/hook`. */
export function ExchangesScreen(): ReactNode {
  const t = useTranslations("web.console");
  const address: ConsoleAddress = useSearch({ from: "/layanan/api/hook" });
  const navigate = useNavigate({ from: "/layanan/api/hook" });
  const found = useQuery(exchangesQuery(address));
  const { data } = found;
  const columns = useColumns(data?.timeZone ?? "UTC");
  const change = (part: ConsoleAddress) =>
    void navigate({ search: (before) => ({ ...before, after: "", ...part }), replace: true });
  const isNarrowed = Object.values(address).some((one) => one !== undefined && one !== "");
  return (
    <Page width="working" title={t("hooks.title")} lead={t("hooks.lead")} above={<CpaasWays />}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          value={address.call ?? address.error ?? ""}
          label={t("hooks.search")}
          onSearch={(text) => change(/^\d{1,5}$/.test(text) ? { error: text, call: "" } : { call: text, error: "" })}
        />
        <FilterSelect
          label={t("outcome")}
          value={address.outcome ?? ""}
          options={(["ok", "warned", "failed"] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(outcome) => change({ outcome })}
        />
        <DayField label={t("day")} value={address.day ?? ""} onChange={(day) => change({ day })} />
      </div>
      <Awaiting query={found} lines={8} />
      {data?.items.length === 0 ? (
        <Empty title={isNarrowed ? t("noneTitle") : t("hooks.emptyTitle")}>
          {isNarrowed ? t("noneText") : t("hooks.emptyText")}
        </Empty>
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <DataTable caption={t("hooks.title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
      )}
      <ListFoot address={address} next={data?.next ?? null} onChange={(after) => change({ after })} />
    </Page>
  );
}

function useColumns(zone: string): readonly Column<HookExchange>[] {
  const t = useTranslations("web.console");
  const locale = useLocale();
  return [
    {
      id: "hook",
      header: t("hooks.asked"),
      cell: ({ id, kind, method, url }) => (
        <Link to="/layanan/api/hook/$id" params={{ id }} className="grid">
          <span className="font-semibold">{t(`kinds.${kind}`)}</span>
          <span className="line-clamp-2 [overflow-wrap:anywhere]">
            {url === "" ? t("hooks.noUrl") : `${method} ${url}`}
          </span>
        </Link>
      ),
    },
    {
      id: "answer",
      header: t("answer"),
      cell: ({ status, error, warnings }) => <OutcomeBadge status={status} error={error} warnings={warnings} />,
    },
    { id: "at", header: t("at"), cell: ({ at }) => callTime(at, zone, locale) },
    { id: "took", header: t("took"), numeric: true, cell: ({ durationMs }) => <Took ms={durationMs} /> },
    {
      id: "call",
      header: t("hooks.about"),
      cell: ({ kind, callId, callSid }) => {
        const shown = <code title={callSid}>{`${callSid.slice(0, 2)}…${callSid.slice(-SHOWN)}`}</code>;
        if (kind === "sms") return shown;
        return (
          <Link to="/layanan/api/panggilan/$id" params={{ id: callId }}>
            <span className="sr-only">{t("story.ofCall", { call: callSid })} </span>
            {shown}
          </Link>
        );
      },
    },
  ];
}
