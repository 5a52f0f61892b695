/** Shows an auth token after a confirmation; the token is not stored. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";

interface TokenDialogProps {
  readonly place: "primary" | "secondary";
  readonly onClose: () => void;
}

/** The dialog: first the confirmation, then the token. */
export function TokenDialog({ place, onClose }: TokenDialogProps): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const parts = useTranslations("web.parts");
  const [token, setToken] = useState<string | null>(null);
  const looking = useMutation({
    mutationFn: () => read<{ token: string }>(api.POST("/api/service/account/token-looks", { body: { place } })),
    // The response is not cached, so that no cache holds a token.
    gcTime: 0,
    onSuccess: (answer) => setToken(answer.token),
  });
  if (token !== null) return <ShownToken place={place} token={token} onClose={onClose} />;
  return (
    <Dialog title={t("showTitle")} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{t("showText")}</p>
        {looking.error === null ? null : <FailureNotice error={looking.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={looking.isPending}
            onClick={() => looking.mutate()}
          >
            {t("showYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function ShownToken({ place, token, onClose }: TokenDialogProps & { readonly token: string }): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const all = useTranslations("web.cpaas");
  return (
    <Dialog title={t(place)} onClose={onClose}>
      <div className="grid gap-5">
        <Notice tone="wait" title={t("shownTitle")}>
          <p>{t("shownText")}</p>
        </Notice>
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-semibold break-all select-all">{token}</code>
          <CopyButton text={token} label={all("copy", { what: t("token") })} />
        </p>
        <button type="button" className="button button-main justify-self-start" onClick={onClose}>
          {t("done")}
        </button>
      </div>
    </Dialog>
  );
}
