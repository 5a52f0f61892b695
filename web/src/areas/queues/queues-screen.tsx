/** Queues: who is chosen, how many may wait and how long, and who serves them. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { EndDialog } from "../service/end-dialog.tsx";
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

function useColumns(onEnd: (queue: QueueRow) => void): readonly Column<QueueRow>[] {
  const t = useTranslations("web.queues");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        cell: (row) => <span className="font-semibold break-words">{row.name}</span>,
      },
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
        cell: (row) => (
          <div className="flex flex-wrap gap-2">
            <Link
              to="/layanan/antrean/$id"
              params={{ id: row.id }}
              className="button button-small"
              aria-label={t("changeOf", { name: row.name })}
            >
              {t("change")}
            </Link>
            <button
              type="button"
              className="button button-small"
              aria-label={t("endOf", { name: row.name })}
              onClick={() => onEnd(row)}
            >
              {t("end")}
            </button>
          </div>
        ),
      },
    ],
    [t, onEnd],
  );
}

/** The screen of `/layanan/antrean`. */
export function QueuesScreen(): ReactNode {
  const t = useTranslations("web.queues");
  const queues = useQuery(queuesQuery);
  const [ending, setEnding] = useState<QueueRow | null>(null);
  const columns = useColumns(setEnding);
  const add = (
    <Link to="/layanan/antrean/baru" className="button button-main">
      {t("add")}
    </Link>
  );
  const rows = queues.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={rows?.length === 0 ? undefined : add}>
      <Awaiting query={queues} lines={5} />
      {rows === undefined ? null : rows.length === 0 ? (
        <Empty title={t("emptyTitle")} action={add}>
          {t("emptyText")}
        </Empty>
      ) : (
        <DataTable caption={t("title")} columns={columns} rows={rows} rowId={(row) => row.id} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/queues/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}
