/** Withdrawing a licence application: asks first, and says what it ends. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useLicenceCommand } from "./licence-data.ts";
import type { Licence } from "./licence-types.ts";

/** The button and its question. */
export function WithdrawLicence({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const [asks, setAsks] = useState(false);
  const command = useLicenceCommand(licence);
  return (
    <div>
      <button type="button" className="button button-danger" onClick={() => setAsks(true)}>
        {t("withdraw")}
      </button>
      {asks ? (
        <Dialog
          title={t("withdrawTitle", { number: licence.number ?? t("draftTitle") })}
          onClose={() => setAsks(false)}
        >
          <p>{t("withdrawText")}</p>
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
