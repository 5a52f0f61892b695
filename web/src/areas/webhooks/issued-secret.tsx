/** A signing secret, shown once. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";

/** The secret of a new endpoint, or a replaced secret. */
export function IssuedSecret({ secret, isNew }: { readonly secret: string; readonly isNew: boolean }): ReactNode {
  const t = useTranslations("web.webhooks");
  return (
    <Notice tone="good" title={t(isNew ? "madeTitle" : "replacedTitle")}>
      <p>{t(isNew ? "madeText" : "replacedText")}</p>
      <p className="my-2 font-semibold [overflow-wrap:anywhere]" data-made-secret="">
        {secret}
      </p>
      <CopyButton text={secret} label={t("copy")} />
    </Notice>
  );
}
