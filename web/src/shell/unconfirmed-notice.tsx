/** Reminds a user to confirm their email address, and sends the link again. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../data/client.ts";
import { problemOf, read } from "../data/problem.ts";
import { useMutation } from "../data/use-mutation.ts";
import { BusyButton } from "../parts/busy-button.tsx";
import { Notice, useProblemText } from "../parts/notice.tsx";

/** The reminder above a screen. */
export function UnconfirmedNotice({ email }: { readonly email: string }): ReactNode {
  const t = useTranslations("web.shell");
  const textOf = useProblemText();
  const again = useMutation({ mutationFn: () => read(api.POST("/api/account/email/confirmation")) });
  const said = again.isSuccess ? t("unconfirmedSent") : again.error === null ? "" : textOf(problemOf(again.error));
  return (
    <div className="mx-auto mb-5 max-w-[var(--reading)]">
      <Notice tone="wait" title={t("unconfirmedTitle")}>
        <p className="break-words">{t("unconfirmedText", { email })}</p>
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={again.isPending}
            onClick={() => again.mutate()}
          >
            {t("unconfirmedAgain")}
          </BusyButton>
          <span role="status" className="text-small">
            {said}
          </span>
        </div>
      </Notice>
    </div>
  );
}
