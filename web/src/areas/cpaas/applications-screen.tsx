/** Applications: named sets of webhook URLs that control calls. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { TextField } from "../../parts/fields.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
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
  const form = useSavedForm({
    initial: { name: row?.name ?? "", ...(row === null ? NO_HOOKS : hookDraftOf(row)) },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: (values): Promise<unknown> => {
      const name = values.name.trim();
      if (row === null) return read(api.POST("/api/service/applications", { body: { name, ...hookBodyOf(values) } }));
      const body = { name, ...hookChangesOf(row, values) };
      return read(api.PUT("/api/service/applications/{id}", { params: { path: { id: row.id } }, body }));
    },
    refreshes: ["service"],
    onSaved: onClose,
  });
  const title = row === null ? t("newTitle") : t("changeTitle", { name: row.name });
  return (
    <SavedFormDialog title={title} form={form} submit={hook("save")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} maxLength={80} />
      <HookFields form={form} />
    </SavedFormDialog>
  );
}
