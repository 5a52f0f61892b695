/** Categories of tickets with what they promise, who is told when a promise runs out, and the page for customers. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PRIORITIES } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { shortFigure } from "../calls/call-words.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { CategoryDialog } from "./category-dialog.tsx";
import { SettingPart } from "./setting-part.tsx";
import { categoriesQuery, type TicketCategory } from "./ticket-data.ts";

const MINUTES = 60;

/** The screen of `/layanan/kategori-tiket`. */
export function CategoriesScreen(): ReactNode {
  const t = useTranslations("web.tickets.categories");
  const found = useQuery(categoriesQuery);
  const [open, setOpen] = useState<TicketCategory | "new" | null>(null);
  const [ending, setEnding] = useState<TicketCategory | null>(null);
  const items = found.data?.items;
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
      above={
        <p className="mb-3">
          <Link to="/layanan/tiket" className="inline-flex items-center gap-1">
            <Icon name="left" size={16} />
            {t("back")}
          </Link>
        </p>
      }
    >
      <div className="grid gap-8">
        <Awaiting query={found} lines={4} />
        {items === undefined ? null : items.length === 0 ? (
          <Empty
            title={t("emptyTitle")}
            action={
              <Link to="/layanan/jam" className="button">
                {t("toHours")}
              </Link>
            }
          >
            {t("emptyText")}
          </Empty>
        ) : (
          <Categories items={items} onEdit={setOpen} onEnd={setEnding} />
        )}
        <SettingPart />
      </div>
      {open === null ? null : <CategoryDialog category={open === "new" ? null : open} onClose={() => setOpen(null)} />}
      {ending === null ? null : (
        <EndDialog
          title={t("endOf", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/ticket-categories/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

function Categories({
  items,
  onEdit,
  onEnd,
}: {
  readonly items: readonly TicketCategory[];
  readonly onEdit: (category: TicketCategory) => void;
  readonly onEnd: (category: TicketCategory) => void;
}): ReactNode {
  const t = useTranslations("web.tickets");
  const locale = useLocale();
  const hours = (minutes: number) => shortFigure(minutes / MINUTES, locale);
  const columns: readonly Column<TicketCategory>[] = [
    {
      id: "name",
      header: t("categories.name"),
      cell: ({ name }) => <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>,
    },
    {
      id: "hours",
      header: t("categories.hours"),
      cell: ({ hoursName }) => <span className="[overflow-wrap:anywhere]">{hoursName}</span>,
    },
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
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          <button
            type="button"
            className="button button-small"
            aria-label={t("categories.editOf", { name: row.name })}
            onClick={() => onEdit(row)}
          >
            {t("categories.edit")}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={t("categories.endOf", { name: row.name })}
            onClick={() => onEnd(row)}
          >
            {t("categories.end")}
          </button>
        </span>
      ),
    },
  ];
  return (
    <div className="grid gap-2">
      <DataTable caption={t("categories.title")} columns={columns} rows={items} rowId={({ id }) => id} />
      <p className="text-small text-soft">{t("categories.promise")}</p>
    </div>
  );
}
