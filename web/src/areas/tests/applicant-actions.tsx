/** The company's actions on the date of a test: accept the proposed date, request another, or withdraw. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import { AskDialog } from "./ask-dialog.tsx";
import { useTestCommand } from "./test-data.ts";
import type { Test } from "./test-types.ts";

/** The buttons; renders nothing when no action is permitted. */
export function ApplicantActions({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.act");
  const locale = useLocale();
  const command = useTestCommand(test);
  const [asked, setAsked] = useState<"wish-date" | "withdraw" | null>(null);
  const may = (name: Test["commands"][number]): boolean => test.commands.includes(name);
  const close = (): void => {
    setAsked(null);
    command.reset();
  };
  const dialog = { error: command.error, isBusy: command.isPending, onClose: close };
  if (!may("accept-date") && !may("wish-date") && !may("withdraw")) return null;
  return (
    <div className="grid gap-3">
      {command.error === null || asked !== null ? null : <FailureNotice error={command.error} />}
      <div className="flex flex-wrap gap-3">
        {may("accept-date") ? (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={command.isPending}
            onClick={() => command.mutate({ command: "accept-date" })}
          >
            {t("accept-date", { day: longDate(test.testDate, locale) })}
          </BusyButton>
        ) : null}
        {may("wish-date") ? (
          <button type="button" className="button" onClick={() => setAsked("wish-date")}>
            {t("wish-date")}
          </button>
        ) : null}
        {may("withdraw") ? (
          <button type="button" className="button button-danger" onClick={() => setAsked("withdraw")}>
            {t("withdraw")}
          </button>
        ) : null}
      </div>
      {asked === "wish-date" ? (
        <AskDialog
          {...dialog}
          title={t("wishTitle")}
          text={t("wishText")}
          day={t("wishDay")}
          current={test.testDate}
          send={t("wishSend")}
          onSend={({ day }) => command.mutate({ command: "wish-date", date: day }, { onSuccess: close })}
        />
      ) : null}
      {asked === "withdraw" ? (
        <AskDialog
          {...dialog}
          title={t("withdrawTitle", { number: test.number })}
          text={t("withdrawText")}
          words={t("reason")}
          send={t("withdrawSend")}
          look="danger"
          onSend={({ words }) => command.mutate({ command: "withdraw", reason: words }, { onSuccess: close })}
        />
      ) : null}
    </div>
  );
}
