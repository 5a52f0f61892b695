/** Webhook exchanges, newest first, filtered by the URL. */
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
import { type ConsoleAddress, exchangesQuery, type HookExchange } from "./console-data.ts";
import { OutcomeBadge, Took } from "./console-parts.tsx";

/** The number of trailing SID characters shown; they are random and distinguish calls. */
const SHOWN = 10;

/** The screen of `/layanan/api/hook`. */
export function ExchangesScreen(): ReactNode {
  const t = useTranslations("web.console");
  const list = useListAddress<ConsoleAddress>(useSearch({ from: "/layanan/api/hook" }));
  const { address, change } = list;
  const found = useQuery(exchangesQuery(address));
  const outcomes = (["ok", "warned", "failed"] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }));
  const isNarrowed = Object.values(address).some((one) => one !== undefined && one !== "");
  return (
    <ListScreen
      title={t("hooks.title")}
      lead={t("hooks.lead")}
      above={<CpaasWays />}
      first={
        <SearchBox
          value={address.call ?? address.error ?? ""}
          label={t("hooks.search")}
          onSearch={(text) => change(/^\d{1,5}$/.test(text) ? { error: text, call: "" } : { call: text, error: "" })}
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
        title: t(isNarrowed ? "noneTitle" : "hooks.emptyTitle"),
        text: t(isNarrowed ? "noneText" : "hooks.emptyText"),
      }}
    />
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
