/** Confirmation of a dangerous action, with its effect and a required reason. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly isWorking: boolean;
  readonly error: Error | null;
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks for a reason and sends it; an empty reason shows an error at the field. */
export function ReasonDialog({ title, text, act, isWorking, error, onSend, onClose }: ReasonDialogProps): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(reason.trim() === "");
    if (reason.trim() !== "") onSend(reason.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="grid gap-4" noValidate onSubmit={send}>
        <p>{text}</p>
        <TextArea
          name="reason"
          label={t("reason")}
          rows={4}
          maxLength={1000}
          error={isMissing ? t("reasonNeeded") : undefined}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {error === null ? null : <FailureNotice error={error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-danger" isBusy={isWorking}>
            {act}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
