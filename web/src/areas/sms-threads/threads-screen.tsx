/** SMS conversations, and the routes from SMS numbers to queues. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { RoutesPart } from "./routes-part.tsx";
import { type Thread, type ThreadAddress, threadsQuery } from "./thread-data.ts";

/** The screen of `/layanan/pesan/percakapan`. */
export function ThreadsScreen(): ReactNode {
  const t = useTranslations("web.smsThreads");
  const list = useListAddress<ThreadAddress>(useSearch({ from: "/layanan/pesan/percakapan" }));
  const { address, change } = list;
  const found = useQuery(threadsQuery(address));
  const isNarrowed = [address.to, address.open, address.before].some((one) => one !== undefined && one !== "");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<MessageWays />}>
      <div className="grid gap-10">
        <section aria-label={t("title")}>
          <ListFilters
            list={list}
            filters={[
              { key: "to", label: t("search") },
              { key: "open", label: t("show"), options: [{ value: "yes", label: t("open") }] },
            ]}
          />
          <List
            query={found}
            caption={t("title")}
            columns={useColumns()}
            cursors={{
              now: undefined,
              next: found.data?.next,
              newest: "",
              older: t("older"),
              onGo: (before) => change({ before }),
            }}
            empty={{
              title: t(isNarrowed ? "noneTitle" : "emptyTitle"),
              text: t(isNarrowed ? "noneText" : "emptyText"),
            }}
          />
        </section>
        <RoutesPart />
      </div>
    </Page>
  );
}

function ThreadStatus({ thread }: { readonly thread: Thread }): ReactNode {
  const t = useTranslations("web.smsThreads.states");
  const { closedWhy, contactId, agentName, waitingSince } = thread;
  if (closedWhy !== null)
    return (
      <Badge
        shape={closedWhy === "disposition" ? "tick" : "dash"}
        tone={closedWhy === "disposition" ? "good" : "quiet"}
      >
        {t(closedWhy)}
      </Badge>
    );
  if (agentName !== null)
    return (
      <Badge shape="disc" tone="info">
        {t("answering", { name: agentName })}
      </Badge>
    );
  if (contactId !== null || waitingSince !== null)
    return (
      <Badge shape="half" tone="wait">
        {t("waiting")}
      </Badge>
    );
  return (
    <Badge shape="ring" tone="quiet">
      {t("paused")}
    </Badge>
  );
}

function useColumns(): readonly Column<Thread>[] {
  const t = useTranslations("web.smsThreads");
  const locale = useLocale();
  return [
    {
      id: "customer",
      header: t("customer"),
      cell: ({ customer, contactId }) => {
        const number = /^\d/.test(customer) ? `+${customer}` : customer;
        return contactId === null ? (
          <span className="font-semibold tabular-nums">{number}</span>
        ) : (
          <Link to="/layanan/kontak/$id" params={{ id: contactId }} className="font-semibold tabular-nums">
            {number}
          </Link>
        );
      },
    },
    { id: "own", header: t("own"), look: "wrap", cell: ({ own }) => own },
    { id: "queue", header: t("queue"), look: "wrap", cell: ({ queueName }) => queueName },
    { id: "state", header: t("state"), cell: (thread) => <ThreadStatus thread={thread} /> },
    {
      id: "waiting",
      header: t("waitingSince"),
      cell: ({ waitingSince }) => (waitingSince === null ? "–" : moment(waitingSince, locale)),
    },
    { id: "lastIn", header: t("lastIn"), cell: ({ lastInAt }) => moment(lastInAt, locale) },
    {
      id: "lastOut",
      header: t("lastOut"),
      cell: ({ lastOutAt }) => (lastOutAt === null ? t("notAnswered") : moment(lastOutAt, locale)),
    },
  ];
}
