/** Callers from websites whose network addresses are blocked for a while: an agent said that they were a nuisance. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { callMinute } from "../calls/call-words.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { type CallerBlocks, callerBlocksQuery } from "./widget-data.ts";

type Row = CallerBlocks["items"][number];

/** The list of those that count. */
export function CallerBlocksPart(): ReactNode {
  const t = useTranslations("web.widgets");
  const found = useQuery(callerBlocksQuery);
  const [ending, setEnding] = useState<Row | null>(null);
  return (
    <section className="grid gap-4" aria-labelledby="caller-blocks">
      <div className="grid gap-1">
        <h2 id="caller-blocks">{t("callersTitle")}</h2>
        <p className="max-w-[70ch] text-soft">{t("callersLead")}</p>
      </div>
      <Awaiting query={found} lines={2} />
      {found.data === undefined ? null : found.data.items.length === 0 ? (
        <p className="text-soft">{t("callersEmpty")}</p>
      ) : (
        <List {...found.data} onEnd={setEnding} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("callerUnblockTitle")}
          text={t("callerUnblockText")}
          yes={t("callerUnblockYes")}
          end={() =>
            read(api.DELETE("/api/service/widget-caller-blocks/{id}", { params: { path: { id: ending.id } } }))
          }
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function List({ items, timeZone, onEnd }: CallerBlocks & { readonly onEnd: (row: Row) => void }): ReactNode {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  const at = (instant: string): string => callMinute(instant, timeZone, locale);
  const wrapped = (text: string): ReactNode => <span className="[overflow-wrap:anywhere]">{text}</span>;
  const columns: readonly Column<Row>[] = [
    { id: "at", header: t("blockAt"), cell: ({ blockedAt }) => <span className="tabular-nums">{at(blockedAt)}</span> },
    {
      id: "until",
      header: t("callerUntil"),
      cell: ({ untilAt }) => <span className="tabular-nums">{at(untilAt)}</span>,
    },
    { id: "widget", header: t("callerWidget"), cell: ({ widgetName }) => wrapped(widgetName) },
    { id: "by", header: t("blockBy"), cell: ({ byName }) => wrapped(byName) },
    {
      id: "acts",
      header: t("unblock"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("callerUnblock", { at: at(row.blockedAt) })}
          onClick={() => onEnd(row)}
        >
          {t("unblock")}
        </button>
      ),
    },
  ];
  return <DataTable caption={t("callersTitle")} columns={columns} rows={items} rowId={({ id }) => id} />;
}
