/** The wallboards of a call centre. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { TextField } from "../../parts/fields.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { usualBoard, type WallboardRow, wallboardsQuery } from "./wallboard-data.ts";

const NAME_MAX = 80;

function useColumns(): readonly Column<WallboardRow>[] {
  const t = useTranslations("web.wallboards");
  return [
    { id: "name", header: t("name"), look: "strong-words", cell: ({ name }) => name },
    { id: "tiles", header: t("tiles"), numeric: true, cell: ({ tiles }) => tiles },
    { id: "links", header: t("linksInForce"), numeric: true, cell: ({ links }) => links },
    {
      id: "message",
      header: t("kinds.message"),
      cell: ({ message }) => <span className="line-clamp-2 [overflow-wrap:anywhere]">{message || "–"}</span>,
    },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), to: "/layanan/papan-dinding/$id" },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText", { count: row.links }),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/wallboards/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

/** The screen of `/layanan/papan-dinding`. */
export function WallboardsScreen(): ReactNode {
  const t = useTranslations("web.wallboards");
  const boards = useQuery(wallboardsQuery);
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const add = (
    <button type="button" className="button button-main" onClick={() => setAdding(true)}>
      {t("add")}
    </button>
  );
  const rows = boards.data?.items;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={rows?.length === 0 ? undefined : add}
      query={boards}
      lines={4}
      columns={columns}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: add }}
    >
      {isAdding ? <AddDialog onClose={() => setAdding(false)} /> : null}
    </ListScreen>
  );
}

/** A board is created with the default tiles and is arranged afterwards. */
function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.wallboards");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { name: "" },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: ({ name }) => read<{ id: string }>(api.POST("/api/service/wallboards", { body: usualBoard(name.trim()) })),
    refreshes: wallboardsQuery.queryKey,
    onSaved: ({ id }) => navigate({ to: "/layanan/papan-dinding/$id", params: { id } }),
  });
  const submit = form.isSaving ? parts("working") : t("addYes");
  return (
    <SavedFormDialog title={t("add")} form={form} submit={submit} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={NAME_MAX} />
    </SavedFormDialog>
  );
}
