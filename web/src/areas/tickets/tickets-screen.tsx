/** Tickets of a call centre: the next due first, narrowed down by the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PRIORITIES, TICKET_STATES } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { addressOf } from "../../data/client.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { useMay } from "../../shell/use-may.ts";
import { OpenTicketDialog } from "./open-ticket-dialog.tsx";
import { DueLine, TicketBadge } from "./ticket-badges.tsx";
import { askedBy, choicesQuery, type TicketAddress, type TicketRow, ticketsQuery } from "./ticket-data.ts";

type Change = (part: TicketAddress) => void;
const WHOSE = ["mine", "team", "nobody", "told"] as const;

function Filters({ address, onChange }: { readonly address: TicketAddress; readonly onChange: Change }): ReactNode {
  const t = useTranslations("web.tickets");
  const choices = useQuery(choicesQuery);
  const states = ["all", ...TICKET_STATES] as const;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <SearchBox value={address.search ?? ""} label={t("search")} onSearch={(search) => onChange({ search })} />
      <FilterSelect
        label={t("state")}
        all={t("allUnsolved")}
        value={address.state ?? ""}
        options={states.map((value) => ({ value, label: value === "all" ? t("allStates") : t(`states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <FilterSelect
        label={t("whose")}
        value={address.whose ?? ""}
        options={WHOSE.map((value) => ({ value, label: t(`of.${value}`) }))}
        onChange={(whose) => onChange({ whose })}
      />
      <FilterSelect
        label={t("category")}
        value={address.category ?? ""}
        options={(choices.data?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(category) => onChange({ category })}
      />
      <FilterSelect
        label={t("priority")}
        value={address.priority ?? ""}
        options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        onChange={(priority) => onChange({ priority })}
      />
      <label className="check text-small">
        <input
          type="checkbox"
          checked={address.late === "yes"}
          onChange={({ target }) => onChange({ late: target.checked ? "yes" : "" })}
        />
        <span>{t("late")}</span>
      </label>
    </div>
  );
}

function useColumns(zone: string): readonly Column<TicketRow>[] {
  const t = useTranslations("web.tickets");
  return [
    {
      id: "number",
      header: t("number"),
      cell: ({ id, number, subject }) => (
        <Link to="/layanan/tiket/$id" params={{ id }} className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold tabular-nums">{number}</span>
          <span>{subject}</span>
        </Link>
      ),
    },
    {
      id: "state",
      header: t("state"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <TicketBadge state={row.state} />
          {row.escalated === 0 ? null : (
            <span className="text-small text-soft">{t("escalatedAt", { percent: row.escalated })}</span>
          )}
        </span>
      ),
    },
    { id: "due", header: t("due"), cell: (row) => <DueLine ticket={row} zone={zone} /> },
    { id: "priority", header: t("priority"), cell: (row) => t(`priorities.${row.priority}`) },
    { id: "category", header: t("category"), cell: (row) => <span className="break-words">{row.categoryName}</span> },
    {
      id: "customer",
      header: t("customer"),
      cell: (row) => (
        <span className="[overflow-wrap:anywhere]">{row.customerName === "" ? t("anonymous") : row.customerName}</span>
      ),
    },
    {
      id: "owner",
      header: t("owner"),
      cell: ({ assigneeName, queueName }) => (
        <span className="[overflow-wrap:anywhere]">
          {[assigneeName, queueName].filter((name) => name !== null).join(" · ") || t("nobody")}
        </span>
      ),
    },
  ];
}

/** The screen of `/layanan/tiket`. */
export function TicketsScreen(): ReactNode {
  const t = useTranslations("web.tickets");
  const address = useSearch({ from: "/layanan/tiket" });
  const navigate = useNavigate({ from: "/layanan/tiket" });
  const paging = pagingOf(address);
  const asked = askedBy(address);
  const found = useQuery(ticketsQuery({ ...asked, ...paging }));
  const [isOpening, setOpening] = useState(false);
  const mayLead = useMay("queue.manage");
  const columns = useColumns(found.data?.timeZone ?? "Asia/Jakarta");
  const change: Change = (part) =>
    void navigate({ search: (before) => ({ ...before, page: "", ...part }), replace: true });
  const isNarrowed = Object.keys(asked).length > 0;
  const { data } = found;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={<Ways mayLead={mayLead} asked={asked} onOpen={() => setOpening(true)} />}
    >
      {data === undefined || data.told === 0 || address.whose === "told" ? null : (
        <div className="mb-4">
          <Notice tone="wait" title={t("told", { count: data.told })}>
            <Link to="/layanan/tiket" search={{ whose: "told" }}>
              {t("toldShow")}
            </Link>
          </Notice>
        </div>
      )}
      <Filters address={address} onChange={change} />
      <Awaiting query={found} lines={6} />
      {data?.total === 0 ? (
        <Empty title={t(isNarrowed ? "noneTitle" : "emptyTitle")}>
          {t(isNarrowed ? "noneText" : mayLead ? "emptyText" : "emptyTextAgent")}
        </Empty>
      ) : null}
      {data === undefined || data.total === 0 ? null : (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
          <Pager
            total={data.total}
            {...paging}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page: String(page) }) })}
            onPageSize={(size) => void navigate({ search: (before) => ({ ...before, page: "", size: String(size) }) })}
          />
        </>
      )}
      {isOpening ? <OpenTicketDialog onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

function Ways({
  mayLead,
  asked,
  onOpen,
}: {
  readonly mayLead: boolean;
  readonly asked: Readonly<Record<string, string>>;
  readonly onOpen: () => void;
}): ReactNode {
  const t = useTranslations("web.tickets");
  const language = useLocale();
  const fileOf = (format: "csv" | "xlsx") =>
    addressOf("/api/service/tickets/export", { query: { ...asked, format, language } });
  return (
    <>
      {mayLead ? (
        <>
          <a className="button" href={fileOf("csv")} download>
            {t("exportCsv")}
          </a>
          <a className="button" href={fileOf("xlsx")} download>
            {t("exportXlsx")}
          </a>
          <Link to="/layanan/kategori-tiket" className="button">
            {t("toCategories")}
          </Link>
        </>
      ) : null}
      <button type="button" className="button button-main" onClick={onOpen}>
        {t("new")}
      </button>
    </>
  );
}
