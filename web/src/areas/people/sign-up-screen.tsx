/** Sign-up of a person; the company comes afterwards. */
import { Link, useSearch } from "@tanstack/react-router";
import type { FormEvent, ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Session } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { type NewPerson, NewPersonFields, useNewPerson } from "./new-person-fields.tsx";
import { useEntering } from "./sign-in-form.ts";

/** The sign-up screen. */
export function SignUpScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const locale = useLocale();
  const { back } = useSearch({ from: "/daftar" });
  const { enter, working, problem } = useEntering(
    (values: NewPerson) => read<Session>(api.POST("/api/people", { body: { ...values, locale } })),
    back ?? "/perusahaan/baru",
  );
  const form = useNewPerson(problem);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.check()) enter(form.values);
  };
  return (
    <Page title={t("signUpTitle")} lead={t("signUpLead")}>
      <ErrorSummary lines={form.lines} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <NewPersonFields form={form} />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={working}>
          {working ? parts("working") : t("signUp")}
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
