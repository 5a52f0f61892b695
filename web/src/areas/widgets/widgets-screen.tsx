/** Widgets on clients' websites, and numbers that none of them has called again. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { shortFigure } from "../calls/call-words.ts";
import { BlocksPart } from "./blocks-part.tsx";
import { CallerBlocksPart } from "./caller-blocks-part.tsx";
import { type Widgets, widgetsQuery } from "./widget-data.ts";
import { WidgetDialog } from "./widget-dialog.tsx";

type Row = Widgets["items"][number];

/** The screen of `/layanan/widget`. */
export function WidgetsScreen(): ReactNode {
  const t = useTranslations("web.widgets");
  const found = useQuery(widgetsQuery);
  const [isAdding, setIsAdding] = useState(false);
  const { data } = found;
  const add = (
    <button type="button" className="button button-main" onClick={() => setIsAdding(true)}>
      {t("add")}
    </button>
  );
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={add}>
      <div className="grid gap-10">
        <Awaiting query={found} lines={4} />
        {data === undefined ? null : data.items.length === 0 ? (
          <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty>
        ) : (
          <List rows={data.items} />
        )}
        <BlocksPart />
        <CallerBlocksPart />
      </div>
      {isAdding ? <WidgetDialog widget={null} onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}

function List({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  const wrapped = (text: string): ReactNode => <span className="[overflow-wrap:anywhere]">{text}</span>;
  const columns: readonly Column<Row>[] = [
    {
      id: "name",
      header: t("name"),
      cell: ({ id, name }) => (
        <Link to="/layanan/widget/$id" params={{ id }} className="font-semibold [overflow-wrap:anywhere]">
          {name}
        </Link>
      ),
    },
    { id: "state", header: t("state"), cell: (row) => <WidgetState {...row} /> },
    { id: "queue", header: t("queue"), cell: ({ queueName }) => wrapped(queueName) },
    { id: "origins", header: t("origins"), cell: ({ origins }) => wrapped(origins.join(" ")) },
    { id: "shown", header: t("shown"), numeric: true, cell: ({ shown }) => shortFigure(shown, locale) },
    { id: "asked", header: t("asked"), numeric: true, cell: ({ asked }) => shortFigure(asked, locale) },
  ];
  return (
    <div className="grid gap-2">
      <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
      <p className="text-small text-soft">{t("lastDays")}</p>
    </div>
  );
}

/** Whether visitors are offered anything, and why not. */
export function WidgetState({ isOn, isQueueThere }: Pick<Row, "isOn" | "isQueueThere">): ReactNode {
  const t = useTranslations("web.widgets");
  if (!isOn)
    return (
      <Badge shape="dash" tone="quiet">
        {t("off")}
      </Badge>
    );
  if (!isQueueThere)
    return (
      <Badge shape="triangle" tone="bad">
        {t("queueGone")}
      </Badge>
    );
  return (
    <Badge shape="tick" tone="good">
      {t("on")}
    </Badge>
  );
}
