/** API credentials of the demonstration: the account SID, and the token on request. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";

/** The account SID with a button that shows the token; the token is not stored. */
export function DeveloperFacts({ accountSid }: { readonly accountSid: string }): ReactNode {
  const t = useTranslations("web.start");
  const [token, setToken] = useState<string | null>(null);
  const showing = useMutation({
    mutationFn: () => read<{ token: string }>(api.GET("/api/demonstration/token")),
    gcTime: 0,
    onSuccess: (answer) => setToken(answer.token),
  });
  return (
    <dl className="grid gap-2 text-small">
      <dt className="font-semibold">{t("accountSid")}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <code className="text-[0.8rem] break-all select-all">{accountSid}</code>
        <CopyButton text={accountSid} label={t("copy")} />
      </dd>
      <dt className="font-semibold">{t("token")}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        {token === null ? (
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={showing.isPending}
            onClick={() => showing.mutate()}
          >
            {t("showToken")}
          </BusyButton>
        ) : (
          <>
            <code className="text-[0.8rem] break-all select-all">{token}</code>
            <CopyButton text={token} label={t("copy")} />
          </>
        )}
      </dd>
      {showing.error === null ? null : <FailureNotice error={showing.error} />}
    </dl>
  );
}
