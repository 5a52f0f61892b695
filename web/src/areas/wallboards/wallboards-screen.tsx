/** The wallboards of a call centre. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
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
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const adding = useMutation({
    mutationFn: () => read<{ id: string }>(api.POST("/api/service/wallboards", { body: usualBoard(name.trim()) })),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: wallboardsQuery.queryKey });
      await navigate({ to: "/layanan/papan-dinding/$id", params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed = name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    if (isFree(unnamed)) adding.mutate();
  };
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          maxLength={NAME_MAX}
          error={faultOf("name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={adding.isPending}>
            {adding.isPending ? parts("working") : t("addYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
