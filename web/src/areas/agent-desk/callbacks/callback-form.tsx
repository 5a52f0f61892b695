/** The form of a callback: time, customer and agent. A time outside opening hours needs confirmation before it is saved. */
import { type FormEvent, type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import type { Callbacks } from "../../../../../src/service/acd/queues/callbacks/planned-callback.shared.ts";
import { problemOf } from "../../../data/problem.ts";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea, TextField } from "../../../parts/fields.tsx";
import { useFormFaults } from "../../../parts/form-faults.ts";
import { Notice } from "../../../parts/notice.tsx";
import type { CallbackDraft } from "./callback-data.ts";

const NOTE_MAX = 500;
const TRIES = [1, 2, 3];

interface CallbackFormProps {
  readonly draft: CallbackDraft;
  readonly onChange: (draft: CallbackDraft) => void;
  readonly choices: Pick<Callbacks, "queues" | "timeZone">;
  /** The agent to assign the callback to: the current user, the agent who planned it, or none for a callback requested on a website. */
  readonly promise: "mine" | "theirs" | "nobody";
  readonly isNew: boolean;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly onSave: (isConfirmed: boolean) => void;
  readonly onClose: () => void;
}

/** The fields with their errors, and the actions. */
export function CallbackForm(props: CallbackFormProps): ReactNode {
  const { isNew, isBusy, error, onClose, onSave, draft } = props;
  const t = useTranslations("web.agentDesk.callbacks");
  const parts = useTranslations("web.parts");
  const faults = useFormFaults(error);
  const isAsked = error !== null && problemOf(error).code === "callback-outside-hours";
  const send = (isConfirmed: boolean): void => {
    const missing = (["date", "time", "queueId"] as const).filter((field) => draft[field] === "");
    const names = { date: t("date"), time: t("time"), queueId: t("queue") };
    const own = missing.map((field) => ({ field, message: parts("required", { field: names[field] }) }));
    if (faults.isFree(own) && !isBusy) onSave(isConfirmed);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send(false);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      {isAsked ? null : <ErrorSummary lines={faults.lines} problem={faults.problem} />}
      <Fields {...props} faultOf={faults.faultOf} />
      {isAsked ? (
        <div role="alert">
          <Notice tone="wait" title={problemOf(error).message} />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={isBusy}>
          {isBusy ? parts("working") : t("save")}
        </BusyButton>
        {isAsked ? (
          <BusyButton type="button" className="button" isBusy={isBusy} onClick={() => send(true)}>
            {t("saveAnyway")}
          </BusyButton>
        ) : null}
        <button type="button" className="button" onClick={onClose}>
          {isNew ? t("close") : parts("cancel")}
        </button>
      </div>
    </form>
  );
}

function Fields({
  draft,
  onChange,
  choices,
  promise,
  isNew,
  faultOf,
}: CallbackFormProps & { readonly faultOf: (field: string) => string | undefined }): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const unique = useId();
  const change = (part: Partial<CallbackDraft>): void => onChange({ ...draft, ...part });
  const fieldOf = (name: "date" | "time" | "number" | "queueId") => ({
    name,
    error: faultOf(name),
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change({ [name]: target.value }),
  });
  const served = choices.queues.find(({ id }) => id === draft.queueId)?.isServed ?? false;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...fieldOf("date")} type="date" label={t("date")} />
        <TextField {...fieldOf("time")} type="time" label={t("time")} />
      </div>
      <p className="field-hint">{t("timeHint", { zone: choices.timeZone })}</p>
      <TextField
        {...fieldOf("number")}
        type="tel"
        autoComplete="off"
        maxLength={32}
        label={t("number")}
        hint={t(isNew ? "numberHint" : "numberKept")}
      />
      <SelectField {...fieldOf("queueId")} label={t("queue")}>
        {draft.queueId === "" ? <option value="">{choices.queues.length === 0 ? t("noQueues") : ""}</option> : null}
        {choices.queues.map(({ id, name, isServed }) => (
          <option key={id} value={id}>
            {isServed ? t("queueOwn", { name }) : name}
          </option>
        ))}
      </SelectField>
      {promise === "nobody" ? null : (
        <CheckField
          name={`own-${unique}`}
          label={t(promise === "mine" ? "isOwn" : "isOwnHis")}
          disabled={promise === "mine" && !served && !draft.isOwn}
          checked={draft.isOwn}
          onChange={({ target }) => change({ isOwn: target.checked })}
        />
      )}
      <SelectField
        name="triesMax"
        label={t("tries")}
        hint={t("triesHint")}
        value={String(draft.triesMax)}
        onChange={({ target }) => change({ triesMax: Number(target.value) })}
      >
        {TRIES.map((count) => (
          <option key={count} value={count}>
            {t("triesText", { count })}
          </option>
        ))}
      </SelectField>
      <TextArea
        name={`callback-note-${unique}`}
        label={t("note")}
        hint={t("noteHint")}
        rows={3}
        maxLength={NOTE_MAX}
        value={draft.note}
        onChange={({ target }) => change({ note: target.value })}
      />
    </>
  );
}
