/** Writes down a reason for a pause or a disposition. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import type { Disposition, PauseReason } from "./choice-data.ts";
import { queuesQuery } from "./queue-data.ts";

/** Which of the two lists. */
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

/** Sends a choice over the version it began from; once told that somebody was first, the next press counts. */
function useKeeping(props: ChoiceDialogProps) {
  const cache = useQueryClient();
  const [version, setVersion] = useState(props.row?.version ?? 0);
  return useMutation({
    mutationFn: (draft: Draft) => send(props, draft, version),
    onSuccess: async () => {
      props.onClose();
      await cache.invalidateQueries({ queryKey: ["service", props.list] });
    },
    onError: (error) => {
      if (problemOf(error).code === "choice-stale") setVersion((before) => before + 1);
    },
  });
}

/** The dialog; whether a disposition is for one queue is said once, when it is added. */
export function ChoiceDialog(props: ChoiceDialogProps): ReactNode {
  const { list, row, onClose } = props;
  const t = useTranslations("web.queues.choices");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState<Draft>({
    name: row?.name ?? "",
    queueId: "",
    digit: row !== null && "digit" in row && row.digit !== null ? String(row.digit) : "",
  });
  const keeping = useKeeping(props);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed =
      draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    if (isFree(unnamed)) keeping.mutate(draft);
  };
  const title =
    row !== null ? t("changeTitle", { name: row.name }) : t(list === "dispositions" ? "addDisposition" : "addReason");
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          maxLength={NAME_MAX}
          error={faultOf("name")}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        {list === "pause-reasons" ? (
          <SelectField
            name="digit"
            label={t("digit")}
            error={faultOf("digit")}
            value={draft.digit}
            onChange={(event) => setDraft({ ...draft, digit: event.target.value })}
          >
            <option value="">{t("noDigit")}</option>
            {DIGITS.map((digit) => (
              <option key={digit} value={digit}>
                {digit}
              </option>
            ))}
          </SelectField>
        ) : row === null ? (
          <QueueField
            value={draft.queueId}
            error={faultOf("queueId")}
            onChange={(queueId) => setDraft({ ...draft, queueId })}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {keeping.isPending ? parts("working") : t("keep")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function QueueField({
  value,
  error,
  onChange,
}: {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (queueId: string) => void;
}): ReactNode {
  const t = useTranslations("web.queues.choices");
  const { data } = useQuery(queuesQuery);
  return (
    <SelectField
      name="queueId"
      label={t("queue")}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t("allQueues")}</option>
      {data?.items.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
