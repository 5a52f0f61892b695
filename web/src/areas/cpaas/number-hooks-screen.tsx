/** The target that handles the calls of each number. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { type ApplicationRow, applicationsQuery, type NumberHookRow, numberHooksQuery } from "./cpaas-data.ts";
import { CpaasWays } from "./cpaas-ways.tsx";
import { changesOf, HookFields, hookDraftOf, SmsFields } from "./hook-fields.tsx";

/** The screen of `/layanan/api/nomor`. */
export function NumberHooksScreen(): ReactNode {
  const t = useTranslations("web.cpaas.numbers");
  const found = useQuery(numberHooksQuery);
  const applications = useQuery(applicationsQuery).data?.items ?? [];
  const [writing, setWriting] = useState<NumberHookRow | null>(null);
  const columns = useColumns(applications, setWriting);
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={<CpaasWays />}
      query={found}
      lines={3}
      columns={columns}
      rowId={({ code }) => code}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {writing === null ? null : (
        <NumberDialog
          row={writing}
          applications={applications}
          queues={found.data?.queues ?? []}
          onClose={() => setWriting(null)}
        />
      )}
    </ListScreen>
  );
}

function useColumns(
  applications: readonly ApplicationRow[],
  onWrite: (row: NumberHookRow) => void,
): readonly Column<NumberHookRow>[] {
  const t = useTranslations("web.cpaas.numbers");
  const ledBy = (row: NumberHookRow): string =>
    applications.find(({ id }) => id === row.applicationId)?.name ?? row.voiceUrl ?? t("notLed");
  return [
    {
      id: "number",
      header: t("number"),
      cell: ({ code, label, sid }) => (
        <span className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{label === "" ? code : `${code} · ${label}`}</span>
          <code className="break-all">{sid}</code>
        </span>
      ),
    },
    { id: "led", header: t("led"), look: "wrap", cell: (row) => ledBy(row) },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [{ text: t("change"), label: t("changeOf", { code: row.code }), onPress: () => onWrite(row) }],
    },
  ];
}

interface NumberDialogProps {
  readonly row: NumberHookRow;
  readonly applications: readonly ApplicationRow[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

function NumberDialog({ row, applications, queues, onClose }: NumberDialogProps): ReactNode {
  const t = useTranslations("web.cpaas.numbers");
  const hook = useTranslations("web.cpaas.hook");
  const form = useSavedForm({
    initial: {
      ...hookDraftOf(row),
      applicationId: row.applicationId ?? "",
      fallbackQueueId: row.fallbackQueueId ?? "",
    },
    save: ({ applicationId, fallbackQueueId, ...hooks }) => {
      const chosen = (id: string) => (id === "" ? null : id);
      const ids = { applicationId: chosen(applicationId), fallbackQueueId: chosen(fallbackQueueId) };
      const body = changesOf(row, { hooks, ...ids });
      return read(api.PUT("/api/service/number-hooks/{code}", { params: { path: { code: row.code } }, body }));
    },
    refreshes: ["service"],
    onSaved: onClose,
  });
  return (
    <SavedFormDialog title={t("dialogTitle", { code: row.code })} form={form} submit={hook("save")} onClose={onClose}>
      <SelectField {...form.text("applicationId")} label={t("application")} hint={t("applicationHint")}>
        <option value="">{t("ownAddress")}</option>
        {applications.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {form.values.applicationId === "" ? <HookFields form={form} /> : null}
      <SelectField {...form.text("fallbackQueueId")} label={t("fallbackQueue")} hint={t("fallbackQueueHint")}>
        <option value="">{hook("none")}</option>
        {queues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SmsFields form={form} hasMessages={row.hasMessages} />
    </SavedFormDialog>
  );
}
