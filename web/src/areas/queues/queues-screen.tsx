/** Queues: agent selection, capacity, maximum wait, and agents. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { type QueueRow, queuesQuery } from "./queue-data.ts";

function OpenBadge({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const t = useTranslations("web.queues");
  return isOpen ? (
    <Badge shape="disc" tone="good">
      {t("open")}
    </Badge>
  ) : (
    <Badge shape="cross" tone="quiet">
      {t("closed")}
    </Badge>
  );
}

function useColumns(): readonly Column<QueueRow>[] {
  const t = useTranslations("web.queues");
  return [
    { id: "name", header: t("name"), look: "strong-words", cell: (row) => row.name },
    { id: "state", header: t("state"), cell: (row) => <OpenBadge isOpen={row.isOpen} /> },
    { id: "strategy", header: t("strategy"), cell: (row) => t(`strategies.${row.rules.strategy}`) },
    { id: "agents", header: t("agents"), numeric: true, cell: (row) => row.agents },
    {
      id: "limits",
      header: t("limits"),
      cell: (row) =>
        t("limitsText", { callers: row.rules.waitingMax, minutes: Math.round(row.rules.waitMaxMs / 60_000) }),
    },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), to: "/layanan/antrean/$id" },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/queues/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

/** The screen of `/layanan/antrean`. */
export function QueuesScreen(): ReactNode {
  const t = useTranslations("web.queues");
  const queues = useQuery(queuesQuery);
  const columns = useColumns();
  const add = (
    <Link to="/layanan/antrean/baru" className="button button-main">
      {t("add")}
    </Link>
  );
  const rows = queues.data?.items;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={rows?.length === 0 ? undefined : add}
      query={queues}
      columns={columns}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: add }}
    />
  );
}
