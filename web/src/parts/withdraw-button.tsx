/** Withdrawal of a case, with a confirmation that states the effects. */
import { type ReactNode, useState } from "react";
import { BusyButton } from "./busy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureNotice } from "./notice.tsx";

interface WithdrawButtonProps {
  /** Texts of the confirmation, specific to the kind of case. */
  readonly words: {
    readonly button: string;
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly command: {
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly mutate: (command: { command: "withdraw" }, options: { onSuccess: () => void }) => void;
  };
}

/** The button and its confirmation dialog. */
export function WithdrawButton({ words, command }: WithdrawButtonProps): ReactNode {
  const [asks, setAsks] = useState(false);
  const close = (): void => setAsks(false);
  return (
    <div>
      <button type="button" className="button button-danger" onClick={() => setAsks(true)}>
        {words.button}
      </button>
      {asks ? (
        <Dialog title={words.title} onClose={close}>
          <p>{words.text}</p>
          {command.error === null ? null : <FailureNotice error={command.error} />}
          <div className="mt-5 flex flex-wrap gap-3">
            <BusyButton
              type="button"
              className="button button-danger"
              isBusy={command.isPending}
              onClick={() => command.mutate({ command: "withdraw" }, { onSuccess: close })}
            >
              {words.yes}
            </BusyButton>
            <button type="button" className="button" onClick={close}>
              {words.no}
            </button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
