/** The agent's figures and contacts of today. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { AgentDesktop } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { callTime, lengthText } from "../calls/call-words.ts";
import { type OwnContact, ownContactsQuery } from "./agent-desktop-data.ts";

/** Today's figures. */
export function OwnDay({ today }: Pick<AgentDesktop, "today">): ReactNode {
  const t = useTranslations("web.agentDesk");
  return (
    <section className="card p-5" aria-labelledby="desk-today">
      <h2 id="desk-today" className="text-lead">
        {t("today")}
      </h2>
      <dl className="board-figures mt-2">
        <div>
          <dt>{t("handled")}</dt>
          <dd data-size="middle">{today.handled}</dd>
        </div>
        <div>
          <dt>{t("missed")}</dt>
          <dd data-size="middle">{today.missed}</dd>
        </div>
        <div>
          <dt>{t("meanTalk")}</dt>
          <dd data-size="middle">{today.talkMs === null ? "–" : lengthText(today.talkMs)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** The agent's contacts, newest first. */
export function OwnContacts(): ReactNode {
  const t = useTranslations("web.agentDesk");
  const locale = useLocale();
  const found = useInfiniteQuery(ownContactsQuery);
  const zone = found.data?.pages[0]?.timeZone ?? "Asia/Jakarta";
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: readonly Column<OwnContact>[] = [
    {
      id: "at",
      header: t("at"),
      cell: ({ contactId, answeredAt }) => (
        <Link to="/layanan/meja/kontak/$id" params={{ id: contactId }} className="tabular-nums">
          {callTime(answeredAt, zone, locale)}
        </Link>
      ),
    },
    { id: "queue", header: t("queue"), cell: ({ queueName }) => <Text>{queueName ?? "–"}</Text> },
    { id: "caller", header: t("caller"), look: "figures", cell: ({ caller }) => (caller === "" ? "–" : caller) },
    {
      id: "talk",
      header: t("talk"),
      numeric: true,
      cell: ({ talkMs }) => (talkMs === null ? "–" : lengthText(talkMs)),
    },
    { id: "disposition", header: t("disposition"), cell: ({ disposition }) => <Text>{disposition ?? "–"}</Text> },
    { id: "note", header: t("note"), cell: ({ note }) => <Text>{note ?? "–"}</Text> },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="desk-history">
      <h2 id="desk-history">{t("history")}</h2>
      <Awaiting query={found} lines={3} />
      {found.data !== undefined && rows.length === 0 ? <p className="text-soft">{t("noHistory")}</p> : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={t("history")}
          columns={columns}
          rows={rows}
          rowId={({ contactId, answeredAt }) => contactId + answeredAt}
        />
      )}
      {found.hasNextPage ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("more")}
        </BusyButton>
      ) : null}
    </section>
  );
}

function Text({ children }: { readonly children: string }): ReactNode {
  return <span className="line-clamp-2 [overflow-wrap:anywhere]">{children}</span>;
}
