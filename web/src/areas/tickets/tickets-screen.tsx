/** Tickets of a call centre: next due first, filtered by the URL. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PRIORITIES, TICKET_STATES } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { addressOf } from "../../data/client.ts";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import type { ListFilter } from "../../parts/list-screen/list-screen.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { OpenTicketDialog } from "./open-ticket-dialog.tsx";
import { DueLine, TicketBadge } from "./ticket-badges.tsx";
import { choicesQuery, type TicketAddress, type TicketRow, ticketQueryOf, ticketsQuery } from "./ticket-data.ts";

const WHOSE = ["mine", "team", "nobody", "told"] as const;

function useFilters(): readonly ListFilter<keyof TicketAddress>[] {
  const t = useTranslations("web.tickets");
  const choices = useQuery(choicesQuery);
  const states = ["all", ...TICKET_STATES] as const;
  const stateOf = (value: (typeof states)[number]) => (value === "all" ? t("allStates") : t(`states.${value}`));
  return [
    { key: "search", label: t("search") },
    {
      key: "state",
      label: t("state"),
      all: t("allUnsolved"),
      options: states.map((value) => ({ value, label: stateOf(value) })),
    },
    { key: "whose", label: t("whose"), options: WHOSE.map((value) => ({ value, label: t(`of.${value}`) })) },
    {
      key: "category",
      label: t("category"),
      options: (choices.data?.categories ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      key: "priority",
      label: t("priority"),
      options: PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) })),
    },
  ];
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
    { id: "category", header: t("category"), look: "words", cell: (row) => row.categoryName },
    {
      id: "customer",
      header: t("customer"),
      look: "wrap",
      cell: (row) => (row.customerName === "" ? t("anonymous") : row.customerName),
    },
    {
      id: "owner",
      header: t("owner"),
      look: "wrap",
      cell: ({ assigneeName, queueName }) =>
        [assigneeName, queueName].filter((name) => name !== null).join(" · ") || t("nobody"),
    },
  ];
}

/** The screen of `/layanan/tiket`. */
export function TicketsScreen(): ReactNode {
  const t = useTranslations("web.tickets");
  const list = useListAddress(useSearch({ from: "/layanan/tiket" }));
  const { address } = list;
  const asked = ticketQueryOf(address);
  const found = useQuery(ticketsQuery({ ...asked, ...list.pages }));
  const [isOpening, setOpening] = useState(false);
  const mayLead = useMay("queue.manage");
  const { data } = found;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={<Ways mayLead={mayLead} asked={asked} onOpen={() => setOpening(true)} />}
      first={
        data === undefined || data.told === 0 || address.whose === "told" ? null : (
          <div className="mb-4">
            <Notice tone="wait" title={t("told", { count: data.told })}>
              <Link to="/layanan/tiket" search={{ whose: "told" }}>
                {t("toldShow")}
              </Link>
            </Notice>
          </div>
        )
      }
      list={list}
      filters={useFilters()}
      beside={
        <label className="check text-small">
          <input
            type="checkbox"
            checked={address.late === "yes"}
            onChange={({ target }) => list.change({ late: target.checked ? "yes" : "" })}
          />
          <span>{t("late")}</span>
        </label>
      }
      query={found}
      lines={6}
      columns={useColumns(data?.timeZone ?? "Asia/Jakarta")}
      empty={
        Object.keys(asked).length > 0
          ? { title: t("noneTitle"), text: t("noneText") }
          : { title: t("emptyTitle"), text: t(mayLead ? "emptyText" : "emptyTextAgent") }
      }
    >
      {isOpening ? <OpenTicketDialog onClose={() => setOpening(false)} /> : null}
    </ListScreen>
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
