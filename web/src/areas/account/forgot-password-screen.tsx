/** Requests a link that sets a new password. The response is identical whether or not the address has an account. */
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { isEmailAddress } from "../../words/email-address.ts";

function ResetLinkSent({ email }: { readonly email: string }): ReactNode {
  const t = useTranslations("web.links");
  return (
    <Page title={t("askedTitle")} lead={t("askedLead", { email })}>
      <ul className="list-disc pl-5">
        <li>{t("askedSpam")}</li>
        <li>{t("askedOther")}</li>
      </ul>
      <p className="mt-6">
        <Link to="/masuk">{t("toLogIn")}</Link>
      </p>
    </Page>
  );
}

/** The screen for a forgotten password. */
export function ForgotPasswordScreen(): ReactNode {
  const t = useTranslations("web.links");
  const people = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const email = typed.trim();
  const ask = useMutation({
    mutationFn: () => read(api.POST("/api/password-resets", { body: { email } })),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const found = email === "" ? people("emailNeeded") : isEmailAddress(email) ? undefined : parts("email");
    setFault(found);
    if (found === undefined) ask.mutate();
  };
  if (ask.isSuccess) return <ResetLinkSent email={email} />;
  return (
    <Page title={t("forgotTitle")} lead={t("forgotLead")}>
      <ErrorSummary
        lines={fault === undefined ? [] : [{ field: "email", message: fault }]}
        problem={fault === undefined && ask.error !== null ? problemOf(ask.error) : null}
      />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <TextField
          name="email"
          label={people("email")}
          type="email"
          autoComplete="username"
          inputMode="email"
          error={fault}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={ask.isPending}>
          {ask.isPending ? parts("working") : t("forgotButton")}
        </BusyButton>
      </form>
      <p className="mt-6">
        <Link to="/masuk">{t("toLogIn")}</Link>
      </p>
    </Page>
  );
}
