/** Applications: named sets of webhook URLs that control calls. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
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
import { type ApplicationRow, applicationsQuery } from "./cpaas-data.ts";
import { CpaasWays } from "./cpaas-ways.tsx";
import { HookFields, hookBodyOf, hookChangesOf, hookDraftOf, NO_HOOKS } from "./hook-fields.tsx";

/** The screen of `/layanan/api/aplikasi`. */
export function ApplicationsScreen(): ReactNode {
  const t = useTranslations("web.cpaas.applications");
  const found = useQuery(applicationsQuery);
  const [writing, setWriting] = useState<ApplicationRow | "new" | null>(null);
  const columns = useColumns(setWriting);
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={<CpaasWays />}
      actions={
        <button type="button" className="button button-main" onClick={() => setWriting("new")}>
          {t("add")}
        </button>
      }
      query={found}
      lines={3}
      columns={columns}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {writing === null ? null : (
        <ApplicationDialog row={writing === "new" ? null : writing} onClose={() => setWriting(null)} />
      )}
    </ListScreen>
  );
}

function useColumns(onWrite: (row: ApplicationRow) => void): readonly Column<ApplicationRow>[] {
  const t = useTranslations("web.cpaas.applications");
  const hook = useTranslations("web.cpaas.hook");
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ name, sid }) => (
        <span className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <code className="break-all">{sid}</code>
        </span>
      ),
    },
    { id: "asked", header: t("asked"), look: "wrap", cell: ({ voiceUrl }) => voiceUrl ?? hook("none") },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), onPress: () => onWrite(row) },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/applications/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

function ApplicationDialog({
  row,
  onClose,
}: {
  readonly row: ApplicationRow | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.cpaas.applications");
  const hook = useTranslations("web.cpaas.hook");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [name, setName] = useState(row?.name ?? "");
  const [hooks, setHooks] = useState(row === null ? NO_HOOKS : hookDraftOf(row));
  const keeping = useMutation({
    mutationFn: async (named: { readonly name: string }): Promise<void> => {
      if (row === null) {
        await read(api.POST("/api/service/applications", { body: { ...named, ...hookBodyOf(hooks) } }));
        return;
      }
      const body = { ...named, ...hookChangesOf(row, hooks) };
      await read(api.PUT("/api/service/applications/{id}", { params: { path: { id: row.id } }, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed = { field: "name", message: parts("required", { field: t("name") }) };
    if (isFree(name.trim() === "" ? [unnamed] : [])) keeping.mutate({ name: name.trim() });
  };
  return (
    <Dialog title={row === null ? t("newTitle") : t("changeTitle", { name: row.name })} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          error={faultOf("name")}
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <HookFields draft={hooks} faultOf={faultOf} onChange={setHooks} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {hook("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
