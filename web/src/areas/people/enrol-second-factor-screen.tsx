/** An officer enrols an authenticator: reason, three steps, recovery codes. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useLogOut } from "../../shell/log-out.ts";
import { type Enrolment, EnrolmentSteps } from "./enrolment-steps.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** The enrolment screen. Each visit creates a new secret, which becomes valid once one of its codes is confirmed. */
export function EnrolSecondFactorScreen(): ReactNode {
  const t = useTranslations("web.secondFactor");
  const logOut = useLogOut();
  const { back } = useSearch({ from: "/faktor-kedua/daftar" });
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["second-factor"],
    queryFn: () => read<Enrolment>(api.POST("/api/second-factor")),
    // Never refetched: a secret that has been scanned must not change on screen.
    staleTime: "static",
    gcTime: 0,
    retry: false,
  });
  if (codes !== null) return <RecoveryCodes codes={codes} back={back} />;
  return (
    <Page title={t("enrolTitle")} lead={t("enrolLead")}>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Loading lines={6} /> : null}
      {data === undefined ? null : (
        <EnrolmentSteps
          enrolment={data}
          confirm={(code) =>
            read<{ readonly recoveryCodes: string[] }>(api.POST("/api/second-factor/confirmation", { body: { code } }))
          }
          onConfirmed={setCodes}
        />
      )}
      <p className="mt-5">
        <button type="button" className="button button-quiet -ml-2.5" onClick={logOut}>
          <Icon name="out" /> {t("logOut")}
        </button>
      </p>
    </Page>
  );
}
