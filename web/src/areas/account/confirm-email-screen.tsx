/** The page behind the link of a confirmation mail. The address is confirmed only by a click, because mail scanners open links. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";

interface Followed {
  readonly kind: "confirmed" | "changed";
  readonly email: string;
}

/** The result, and the next steps. */
function Confirmed({ followed }: { readonly followed: Followed }): ReactNode {
  const t = useTranslations("web.links");
  const { data: session } = useQuery(sessionQuery);
  const isSignedIn = session !== undefined && session.person !== null;
  return (
    <Page title={t(`${followed.kind}Title`)} lead={t(`${followed.kind}Lead`, { email: followed.email })}>
      <Link to={isSignedIn ? "/beranda" : "/masuk"} className="button button-main">
        {isSignedIn ? t("toOverview") : t("toLogIn")}
      </Link>
    </Page>
  );
}

/** The screen behind `/konfirmasi-surel/TOKEN`. */
export function ConfirmEmailScreen(): ReactNode {
  const t = useTranslations("web.links");
  const parts = useTranslations("web.parts");
  const { token } = useParams({ from: "/konfirmasi-surel/$token" });
  const cache = useQueryClient();
  const follow = useMutation({
    mutationFn: () => read<Followed>(api.POST("/api/email-confirmations", { body: { token } })),
    onSuccess: () => cache.invalidateQueries(),
  });
  if (follow.data !== undefined) return <Confirmed followed={follow.data} />;
  return (
    <Page title={t("confirmTitle")} lead={t("confirmLead")}>
      <div className="grid justify-items-start gap-5">
        {follow.error === null ? null : <FailureNotice error={follow.error} />}
        <BusyButton
          type="button"
          className="button button-main"
          isBusy={follow.isPending}
          onClick={() => follow.mutate()}
        >
          {follow.isPending ? parts("working") : t("confirmButton")}
        </BusyButton>
        {follow.error === null ? null : <p>{t("confirmAgain")}</p>}
      </div>
    </Page>
  );
}
