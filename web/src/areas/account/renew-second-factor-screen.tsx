/** Replaces the authenticator: password first, then the enrolment steps; the old authenticator remains valid until completion. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { type Enrolment, EnrolmentSteps } from "../people/enrolment-steps.tsx";
import { RecoveryCodes } from "../people/recovery-codes.tsx";

function PasswordForm({ onBegun }: { readonly onBegun: (enrolment: Enrolment) => void }): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const [currentPassword, setCurrentPassword] = useState("");
  const begin = useMutation({
    mutationFn: () => read<Enrolment>(api.POST("/api/account/second-factor/renewal", { body: { currentPassword } })),
    onSuccess: onBegun,
  });
  const problem = begin.error === null ? null : problemOf(begin.error);
  const error = problem?.fields.find(({ path }) => path === "currentPassword")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary
        lines={error === undefined ? [] : [{ field: "currentPassword", message: error }]}
        problem={problem}
      />
      <TextField
        name="currentPassword"
        label={t("currentPassword")}
        type="password"
        autoComplete="current-password"
        error={error}
        value={currentPassword}
        onChange={(event) => setCurrentPassword(event.target.value)}
      />
      <BusyButton
        type="submit"
        className="button button-main justify-self-start"
        isBusy={begin.isPending}
        disabled={currentPassword === ""}
      >
        {begin.isPending ? parts("working") : t("renewBegin")}
      </BusyButton>
    </form>
  );
}

/** The screen that replaces an authenticator. */
export function RenewSecondFactorScreen(): ReactNode {
  const t = useTranslations("web.account");
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} back="/akun" />;
  return (
    <Page title={t("renewTitle")} lead={t("renewLead")}>
      {enrolment === null ? (
        <PasswordForm onBegun={setEnrolment} />
      ) : (
        <EnrolmentSteps
          enrolment={enrolment}
          confirm={(code) =>
            read<{ readonly recoveryCodes: string[] }>(
              api.POST("/api/account/second-factor/renewal/confirmation", { body: { code } }),
            )
          }
          onConfirmed={setCodes}
        />
      )}
    </Page>
  );
}
