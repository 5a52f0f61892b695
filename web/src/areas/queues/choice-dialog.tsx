/** Writes down a reason for a pause or a disposition. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { type Disposition, dispositionsQuery, type PauseReason, pauseReasonsQuery } from "./choice-data.ts";
import { queuesQuery } from "./queue-data.ts";

/** The list that the dialog edits. */
export type ChosenList = "pause-reasons" | "dispositions";

type Row = PauseReason | Disposition;

interface ChoiceDialogProps {
  readonly list: ChosenList;
  /** Null for a new one. */
  readonly row: Row | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly digit: string;
  readonly queueId: string;
}

const NAME_MAX = 60;
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

const emptyAsNull = (text: string): string | null => (text === "" ? null : text);

function send({ list, row }: ChoiceDialogProps, draft: Draft, expectedVersion: number): Promise<unknown> {
  const name = draft.name.trim();
  const params = { path: { id: row?.id ?? "" } };
  if (list === "pause-reasons") {
    const body = { name, digit: draft.digit === "" ? null : Number(draft.digit) };
    if (row === null) return read(api.POST("/api/service/pause-reasons", { body }));
    return read(api.PUT("/api/service/pause-reasons/{id}", { params, body: { ...body, expectedVersion } }));
  }
  if (row === null)
    return read(api.POST("/api/service/dispositions", { body: { name, queueId: emptyAsNull(draft.queueId) } }));
  return read(api.PUT("/api/service/dispositions/{id}", { params, body: { name, expectedVersion } }));
}

/** The dialog. A disposition gets its queue when it is added; after a conflict the next press counts. */
export function ChoiceDialog(props: ChoiceDialogProps): ReactNode {
  const { list, row, onClose } = props;
  const t = useTranslations("web.queues.choices");
  const cache = useQueryClient();
  const { data: queues } = useQuery(queuesQuery);
  const [version, setVersion] = useState(row?.version ?? 0);
  const form = useSavedForm<Draft, unknown>({
    initial: {
      name: row?.name ?? "",
      queueId: "",
      digit: row !== null && "digit" in row && row.digit !== null ? String(row.digit) : "",
    },
    faultsOf: (_draft, missing) => [missing("name", t("name"))],
    save: (draft) => send(props, draft, version),
    refreshes: ["service", list],
    onSaved: onClose,
    onFailed: async ({ code }) => {
      if (code !== "choice-stale") return;
      const fresh: { readonly items: readonly Row[] } =
        list === "dispositions"
          ? await cache.fetchQuery({ ...dispositionsQuery, staleTime: 0 })
          : await cache.fetchQuery({ ...pauseReasonsQuery, staleTime: 0 });
      setVersion((before) => fresh.items.find(({ id }) => id === row?.id)?.version ?? before);
    },
  });
  const title =
    row !== null ? t("changeTitle", { name: row.name }) : t(list === "dispositions" ? "addDisposition" : "addReason");
  return (
    <SavedFormDialog title={title} form={form} submit={t("keep")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} maxLength={NAME_MAX} />
      {list === "pause-reasons" ? (
        <SelectField {...form.text("digit")} label={t("digit")}>
          <option value="">{t("noDigit")}</option>
          {DIGITS.map((digit) => (
            <option key={digit} value={digit}>
              {digit}
            </option>
          ))}
        </SelectField>
      ) : row === null ? (
        <SelectField {...form.text("queueId")} label={t("queue")}>
          <option value="">{t("allQueues")}</option>
          {queues?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
    </SavedFormDialog>
  );
}
