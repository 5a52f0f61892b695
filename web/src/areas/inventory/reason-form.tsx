/** Confirmation of a dangerous action, with a required reason. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";

interface ReasonFormProps {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly act: string;
  readonly isWorking: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onSend: (reason: string) => void;
}

/** Asks for the reason and sends it. */
export function ReasonForm({
  title,
  text,
  label,
  act,
  isWorking,
  error,
  onCancel,
  onSend,
}: ReasonFormProps): ReactNode {
  const parts = useTranslations("web.inventory");
  const [reason, setReason] = useState("");
  const problem = error === null ? null : problemOf(error);
  const fault = problem?.fields.find(({ path }) => path === "reason")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    onSend(reason);
  };
  return (
    <form className="card grid gap-4 p-5" onSubmit={onSubmit} noValidate>
      <h2 className="text-lead break-words">{title}</h2>
      <p>{text}</p>
      <ErrorSummary lines={fault === undefined ? [] : [{ field: "reason", message: fault }]} problem={problem} />
      <TextArea
        name="reason"
        label={label}
        rows={3}
        maxLength={500}
        error={fault}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <BusyButton type="submit" className="button button-danger" isBusy={isWorking}>
          {act}
        </BusyButton>
        <button type="button" className="button" onClick={onCancel}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
