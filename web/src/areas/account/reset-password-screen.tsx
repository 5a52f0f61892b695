/** The page behind the link that sets a new password: checks the link before the user types anything. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary } from "../../parts/fields.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { NewPasswordField } from "../people/new-password-field.tsx";

interface ResetLinkState {
  readonly email: string;
  readonly expiresAt: string;
}

function NewPasswordForm({ token, email, onSet }: { token: string; email: string; onSet: () => void }): ReactNode {
  const t = useTranslations("web.links");
  const people = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const set = useMutation({
    mutationFn: () => read(api.POST("/api/password-resets/password", { body: { token, password } })),
    onSuccess: onSet,
  });
  const problem = fault === undefined && set.error !== null ? problemOf(set.error) : null;
  const error = fault ?? problem?.fields.find(({ path }) => path === "password")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setFault(password === "" ? people("passwordNeeded") : undefined);
    if (password !== "") set.mutate();
  };
  return (
    <>
      <ErrorSummary lines={error === undefined ? [] : [{ field: "password", message: error }]} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <input type="email" className="hidden" autoComplete="username" value={email} readOnly />
        <NewPasswordField value={password} own={[email]} error={error} onType={setPassword} />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={set.isPending}>
          {set.isPending ? parts("working") : t("resetButton")}
        </BusyButton>
      </form>
    </>
  );
}

/** The screen behind `/atur-ulang-sandi/TOKEN`. */
export function ResetPasswordScreen(): ReactNode {
  const t = useTranslations("web.links");
  const { token } = useParams({ from: "/atur-ulang-sandi/$token" });
  const [isSet, setIsSet] = useState(false);
  const look = useQuery({
    queryKey: ["password-reset", token],
    queryFn: () => read<ResetLinkState>(api.POST("/api/password-resets/look", { body: { token } })),
    staleTime: "static",
    retry: false,
  });
  if (isSet) {
    return (
      <Page title={t("resetDoneTitle")} lead={t("resetDoneLead")}>
        <Link to="/masuk" className="button button-main">
          {t("toLogIn")}
        </Link>
      </Page>
    );
  }
  return (
    <Page
      title={t("resetTitle")}
      lead={look.data === undefined ? undefined : t("resetLead", { email: look.data.email })}
    >
      {look.isPending ? <Loading lines={3} /> : null}
      {look.error === null ? null : (
        <div className="grid justify-items-start gap-5">
          <FailureNotice error={look.error} />
          <Link to="/lupa-sandi" className="button button-main">
            {t("askAgain")}
          </Link>
        </div>
      )}
      {look.data === undefined ? null : (
        <NewPasswordForm token={token} email={look.data.email} onSet={() => setIsSet(true)} />
      )}
    </Page>
  );
}
