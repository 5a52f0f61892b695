/** Withdrawing a licence application. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { WithdrawButton } from "../../parts/withdraw-button.tsx";
import { useLicenceCommand } from "./licence-data.ts";
import type { Licence } from "./licence-types.ts";

/** The button and its confirmation dialog. */
export function WithdrawLicence({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const words = {
    button: t("withdraw"),
    title: t("withdrawTitle", { number: licence.number ?? t("draftTitle") }),
    text: t("withdrawText"),
    yes: t("withdrawYes"),
    no: t("withdrawNo"),
  };
  return <WithdrawButton words={words} command={useLicenceCommand(licence)} />;
}
