/** Conversations by short message, and which queue what is written to a number goes to. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { RoutesPart } from "./routes-part.tsx";
import { type Thread, type ThreadAddress, threadsQuery } from "./thread-data.ts";

/** The screen of `/layanan/pesan/percakapan`. */
export function ThreadsScreen(): ReactNode {
  const t = useTranslations("web.smsThreads");
  const address: ThreadAddress = useSearch({ from: "/layanan/pesan/percakapan" });
  const navigate = useNavigate({ from: "/layanan/pesan/percakapan" });
  const found = useQuery(threadsQuery(address));
  const columns = useColumns();
  const change = (part: ThreadAddress) =>
    void navigate({ search: (before) => ({ ...before, before: "", ...part }), replace: true });
  const { data } = found;
  const next = data?.next ?? null;
  const isNarrowed = [address.to, address.open, address.before].some((one) => one !== undefined && one !== "");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<MessageWays />}>
      <div className="grid gap-10">
        <section aria-label={t("title")}>
          <div className="mb-4 flex flex-wrap items-center gap-3">
            <SearchBox value={address.to ?? ""} label={t("search")} onSearch={(to) => change({ to })} />
            <FilterSelect
              label={t("show")}
              value={address.open ?? ""}
              options={[{ value: "yes", label: t("open") }]}
              onChange={(open) => change({ open })}
            />
          </div>
          <Awaiting query={found} lines={5} />
          {data?.items.length === 0 ? (
            <Empty title={isNarrowed ? t("noneTitle") : t("emptyTitle")}>
              {isNarrowed ? t("noneText") : t("emptyText")}
            </Empty>
          ) : null}
          {data === undefined || data.items.length === 0 ? null : (
            <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
          )}
          {next === null ? null : (
            <p className="mt-4">
              <button type="button" className="button button-small" onClick={() => change({ before: next })}>
                {t("older")}
              </button>
            </p>
          )}
        </section>
        <RoutesPart />
      </div>
    </Page>
  );
}

function Standing({ thread }: { readonly thread: Thread }): ReactNode {
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
    { id: "own", header: t("own"), cell: ({ own }) => <span className="[overflow-wrap:anywhere]">{own}</span> },
    {
      id: "queue",
      header: t("queue"),
      cell: ({ queueName }) => <span className="[overflow-wrap:anywhere]">{queueName}</span>,
    },
    { id: "state", header: t("state"), cell: (thread) => <Standing thread={thread} /> },
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
