/** The target that handles the calls of each number. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
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
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [applicationId, setApplicationId] = useState(row.applicationId ?? "");
  const [queueId, setQueueId] = useState(row.fallbackQueueId ?? "");
  const [hooks, setHooks] = useState(hookDraftOf(row));
  const keeping = useMutation({
    mutationFn: async (): Promise<void> => {
      const chosen = (id: string) => (id === "" ? null : id);
      const body = changesOf(row, { hooks, applicationId: chosen(applicationId), fallbackQueueId: chosen(queueId) });
      await read(api.PUT("/api/service/number-hooks/{code}", { params: { path: { code: row.code } }, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree([])) keeping.mutate();
  };
  return (
    <Dialog title={t("dialogTitle", { code: row.code })} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <SelectField
          name="applicationId"
          label={t("application")}
          hint={t("applicationHint")}
          value={applicationId}
          onChange={({ target }) => setApplicationId(target.value)}
        >
          <option value="">{t("ownAddress")}</option>
          {applications.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {applicationId === "" ? <HookFields draft={hooks} faultOf={faultOf} onChange={setHooks} /> : null}
        <SelectField
          name="fallbackQueueId"
          label={t("fallbackQueue")}
          hint={t("fallbackQueueHint")}
          value={queueId}
          onChange={({ target }) => setQueueId(target.value)}
        >
          <option value="">{hook("none")}</option>
          {queues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SmsFields draft={hooks} faultOf={faultOf} onChange={setHooks} hasMessages={row.hasMessages} />
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
