/** The widgets on clients' websites, and the numbers that no widget calls back. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
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
  const add = (
    <button type="button" className="button button-main" onClick={() => setIsAdding(true)}>
      {t("add")}
    </button>
  );
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={add}>
      <div className="grid gap-10">
        <List
          query={found}
          lines={4}
          caption={t("title")}
          columns={useColumns()}
          below={<p className="mt-2 text-small text-soft">{t("lastDays")}</p>}
          empty={{ title: t("emptyTitle"), text: t("emptyText") }}
        />
        <BlocksPart />
        <CallerBlocksPart />
      </div>
      {isAdding ? <WidgetDialog widget={null} onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  return [
    { id: "name", header: t("name"), to: "/layanan/widget/$id", look: "strong-wrap", cell: ({ name }) => name },
    { id: "state", header: t("state"), cell: (row) => <WidgetState {...row} /> },
    { id: "queue", header: t("queue"), look: "wrap", cell: ({ queueName }) => queueName },
    { id: "origins", header: t("origins"), look: "wrap", cell: ({ origins }) => origins.join(" ") },
    { id: "shown", header: t("shown"), numeric: true, cell: ({ shown }) => shortFigure(shown, locale) },
    { id: "asked", header: t("asked"), numeric: true, cell: ({ asked }) => shortFigure(asked, locale) },
  ];
}

/** Whether the widget is shown to web users, and why not. */
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
