/** A dialog that asks for a note or reason. */
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";

/** Maximum length of a note or reason in characters; same limit as the server. */
export const NOTE_MAX = 2_000;

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly send: string;
  readonly isOptional?: boolean;
  readonly look?: "main" | "danger";
  readonly isReady?: boolean;
  readonly command: Pick<UseMutationResult<unknown, Error, never>, "error" | "isPending">;
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
  /** Additional content or options of the dialog. */
  readonly children?: ReactNode;
}

/** The dialog is open while mounted. */
export function ReasonDialog({
  look = "main",
  isOptional = false,
  isReady = true,
  ...props
}: ReasonDialogProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const [words, setWords] = useState("");
  const { title, text, label, send, command, onSend, onClose, children } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onSend(words.trim());
        }}
      >
        <p className="max-w-[70ch]">{text}</p>
        {children}
        <label className="grid gap-1">
          <span className="font-semibold">{label}</span>
          <textarea
            className="input"
            name="words"
            rows={4}
            required={!isOptional}
            maxLength={NOTE_MAX}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
        {command.error === null ? null : <FailureNotice error={command.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton
            type="submit"
            className={`button ${look === "danger" ? "button-danger" : "button-main"}`}
            isBusy={command.isPending}
            disabled={!isReady}
          >
            {send}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
