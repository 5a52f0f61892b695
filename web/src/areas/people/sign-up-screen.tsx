/** Sign-up of a user; the company is registered afterwards. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { FormEvent, ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { type NewPerson, NewPersonFields, useNewPerson } from "./new-person-fields.tsx";

function SignedUp({ email, back }: { readonly email: string; readonly back: string | undefined }): ReactNode {
  const t = useTranslations("web.people");
  const links = useTranslations("web.links");
  const { data: session } = useQuery(sessionQuery);
  return (
    <Page title={t("signedUpTitle")} lead={t("signedUpLead", { email })}>
      <p>{links("askedSpam")}</p>
      {session?.installation.demonstration === true ? (
        <p className="mt-6">
          <Link to="/kotak-surat">{t("demonstrationMailbox")}</Link>
        </p>
      ) : null}
      <p className="mt-6">
        <Link to="/masuk" search={{ back: back ?? "/perusahaan/baru" }}>
          {links("toLogIn")}
        </Link>
      </p>
    </Page>
  );
}

/** The sign-up screen. The response is identical whether or not the address has an account. */
export function SignUpScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const locale = useLocale();
  const { back } = useSearch({ from: "/daftar" });
  const signUp = useMutation({
    mutationFn: (values: NewPerson) => read(api.POST("/api/people", { body: { ...values, locale } })),
  });
  const problem = signUp.error === null ? null : problemOf(signUp.error);
  const form = useNewPerson(problem);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.check()) signUp.mutate(form.values);
  };
  if (signUp.isSuccess) return <SignedUp email={form.values.email} back={back} />;
  return (
    <Page title={t("signUpTitle")} lead={t("signUpLead")}>
      <ErrorSummary lines={form.lines} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <NewPersonFields form={form} />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={signUp.isPending}>
          {signUp.isPending ? parts("working") : t("signUp")}
        </BusyButton>
      </form>
      <p className="mt-6">
        {t("haveAccount")}{" "}
        <Link to="/masuk" search={back === undefined ? {} : { back }}>
          {t("logIn")}
        </Link>
      </p>
    </Page>
  );
}
