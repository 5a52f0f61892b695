/** Withdrawing an application: asks first, and says what it destroys. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { displayCode } from "../../words/code-sheet.ts";
import { useCommand } from "./command.ts";

/** What a withdrawal ends; a code that is held stays with its holder. */
function textOf({ kind, state }: Application) {
  if (kind === "change" || kind === "return") return "withdrawHeldText";
  return state === "draft" ? "withdrawDraftText" : "withdrawText";
}

/** The button and its question. */
export function WithdrawButton({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const [asks, setAsks] = useState(false);
  const command = useCommand(application);
  return (
    <div>
      <button type="button" className="button button-danger" onClick={() => setAsks(true)}>
        {t("withdraw")}
      </button>
      {asks ? (
        <Dialog
          title={t("withdrawTitle", { number: application.number ?? displayCode(application.form.code) })}
          onClose={() => setAsks(false)}
        >
          <p>
            {t(textOf(application), {
              code: displayCode(application.form.code),
            })}
          </p>
          {command.error === null ? null : <FailureNotice error={command.error} />}
          <div className="mt-5 flex flex-wrap gap-3">
            <BusyButton
              type="button"
              className="button button-danger"
              isBusy={command.isPending}
              onClick={() => command.mutate({ command: "withdraw" }, { onSuccess: () => setAsks(false) })}
            >
              {t("withdrawYes")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setAsks(false)}>
              {t("withdrawNo")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
