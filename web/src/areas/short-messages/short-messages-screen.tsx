/** Short messages of a call centre, newest first, narrowed down by the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { ShortMessageBadge } from "./short-message-badge.tsx";
import { FOUND_STATES, type ShortMessage, type ShortMessageAddress, shortMessagesQuery } from "./short-message-data.ts";

/** The screen of `/layanan/pesan`. */
export function ShortMessagesScreen(): ReactNode {
  const t = useTranslations("web.shortMessages");
  const address: ShortMessageAddress = useSearch({ from: "/layanan/pesan" });
  const navigate = useNavigate({ from: "/layanan/pesan" });
  const found = useQuery(shortMessagesQuery(address));
  const columns = useColumns();
  const mayManage = useMay("service.manage");
  const change = (part: ShortMessageAddress) =>
    void navigate({ search: (before) => ({ ...before, after: "", ...part }), replace: true });
  const isNarrowed = [address.to, address.state, address.after].some((one) => one !== undefined && one !== "");
  const { data } = found;
  const next = data?.next ?? null;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={mayManage ? t("lead") : `${t("lead")} ${t("maskedLead")}`}
      above={<MessageWays />}
      actions={
        <Link to="/layanan/pesan/baru" className="button button-main">
          {t("write")}
        </Link>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={address.to ?? ""} label={t("search")} onSearch={(to) => change({ to })} />
        <FilterSelect
          label={t("state")}
          value={address.state ?? ""}
          options={FOUND_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <Awaiting query={found} lines={8} />
      {data?.items.length === 0 ? (
        <Empty title={isNarrowed ? t("noneTitle") : t("emptyTitle")}>
          {isNarrowed ? t("noneText") : t("emptyText")}
        </Empty>
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
      )}
      <p className="mt-4 flex flex-wrap gap-3">
        {address.after === undefined || address.after === "" ? null : (
          <button type="button" className="button button-small" onClick={() => change({})}>
            {t("newest")}
          </button>
        )}
        {next === null ? null : (
          <button type="button" className="button button-small" onClick={() => change({ after: next })}>
            {t("older")}
          </button>
        )}
      </p>
    </Page>
  );
}

function useColumns(): readonly Column<ShortMessage>[] {
  const t = useTranslations("web.shortMessages");
  const locale = useLocale();
  return [
    {
      id: "to",
      header: t("to"),
      cell: ({ id, to, text, textRemoved }) => (
        <Link to="/layanan/pesan/$id" params={{ id }} className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold tabular-nums">+{to}</span>
          <span className="line-clamp-2">{textRemoved ? t("textRemoved") : text}</span>
        </Link>
      ),
    },
    { id: "from", header: t("from"), cell: ({ from }) => <span className="[overflow-wrap:anywhere]">{from}</span> },
    { id: "state", header: t("state"), cell: ({ state }) => <ShortMessageBadge state={state} /> },
    { id: "category", header: t("category"), cell: ({ category }) => t(`categories.${category}`) },
    { id: "parts", header: t("parts"), cell: ({ parts }) => parts.length },
    { id: "acceptedAt", header: t("acceptedAt"), cell: ({ acceptedAt }) => moment(acceptedAt, locale) },
  ];
}
