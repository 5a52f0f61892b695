/** Withdrawing an application for a code. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { WithdrawButton } from "../../parts/withdraw-button.tsx";
import { displayCode } from "../../words/code-block.ts";
import { useCommand } from "./command.ts";

/** The effects of a withdrawal; a held code stays with its holder, and a draft may have none yet. */
function textOf({ kind, state, form }: Application) {
  if (form.code === "") return "withdrawEmptyText";
  if (kind === "change" || kind === "return") return "withdrawHeldText";
  return state === "draft" ? "withdrawDraftText" : "withdrawText";
}

/** The button and its confirmation dialog. */
export function WithdrawApplication({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const code = displayCode(application.form.code);
  const words = {
    button: t("withdraw"),
    title: code === "" ? t("withdrawEmptyTitle") : t("withdrawTitle", { number: application.number ?? code }),
    text: t(textOf(application), { code }),
    yes: t("withdrawYes"),
    no: t("withdrawNo"),
  };
  return <WithdrawButton words={words} command={useCommand(application)} />;
}
