/** Ticket categories with their target times, escalation recipients, and the customers' page. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PRIORITIES } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { shortFigure } from "../calls/call-words.ts";
import { CategoryDialog } from "./category-dialog.tsx";
import { SettingPart } from "./setting-part.tsx";
import { categoriesQuery, type TicketCategory } from "./ticket-data.ts";

const MINUTES = 60;

/** The screen of `/layanan/kategori-tiket`. */
export function CategoriesScreen(): ReactNode {
  const t = useTranslations("web.tickets.categories");
  const found = useQuery(categoriesQuery);
  const [open, setOpen] = useState<TicketCategory | "new" | null>(null);
  const add = (
    <button type="button" className="button button-main" onClick={() => setOpen("new")}>
      {t("add")}
    </button>
  );
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={add}
      back={{ to: "/layanan/tiket", text: t("back") }}
    >
      <div className="grid gap-8">
        <List
          query={found}
          lines={4}
          caption={t("title")}
          columns={useColumns(setOpen)}
          below={<p className="mt-2 text-small text-soft">{t("promise")}</p>}
          empty={{
            title: t("emptyTitle"),
            text: t("emptyText"),
            action: (
              <Link to="/layanan/jam" className="button">
                {t("toHours")}
              </Link>
            ),
          }}
        />
        <SettingPart />
      </div>
      {open === null ? null : <CategoryDialog category={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(onEdit: (category: TicketCategory) => void): readonly Column<TicketCategory>[] {
  const t = useTranslations("web.tickets");
  const locale = useLocale();
  const hours = (minutes: number) => shortFigure(minutes / MINUTES, locale);
  return [
    { id: "name", header: t("categories.name"), look: "strong-wrap", cell: ({ name }) => name },
    { id: "hours", header: t("categories.hours"), look: "wrap", cell: ({ hoursName }) => hoursName },
    ...PRIORITIES.map(
      (priority): Column<TicketCategory> => ({
        id: priority,
        header: t(`priorities.${priority}`),
        cell: ({ promises }) => (
          <span className="tabular-nums whitespace-nowrap">
            <span className="sr-only">{t("categories.promise")}: </span>
            {hours(promises[priority].answerMinutes)} / {hours(promises[priority].solutionMinutes)}
          </span>
        ),
      }),
    ),
    {
      id: "acts",
      header: t("categories.edit"),
      actions: (row) => [
        { text: t("categories.edit"), label: t("categories.editOf", { name: row.name }), onPress: () => onEdit(row) },
        {
          text: t("categories.end"),
          label: t("categories.endOf", { name: row.name }),
          ends: {
            title: t("categories.endOf", { name: row.name }),
            text: t("categories.endText"),
            yes: t("categories.endYes"),
            end: () => read(api.DELETE("/api/service/ticket-categories/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
