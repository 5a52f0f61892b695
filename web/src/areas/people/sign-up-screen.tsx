/** Sign-up of a person; the company comes afterwards. */
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { ErrorSummary } from "../../parts/fields.tsx";
import { placeFaults, summaryLines } from "../../parts/form-faults.ts";
import { Page } from "../../parts/page.tsx";
import { type NewPerson, NewPersonFields } from "./new-person-fields.tsx";
import { useEntering } from "./sign-in-form.tsx";

/** The sign-up screen. */
export function SignUpScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const locale = useLocale();
  const { back } = useSearch({ from: "/daftar" });
  const form = useForm<NewPerson>({ shouldFocusError: false, defaultValues: { name: "", email: "", password: "" } });
  const { enter, working, problem } = useEntering(
    (values: NewPerson) => read(api.POST("/api/people", { body: { ...values, locale } })),
    back ?? "/perusahaan/baru",
  );
  const { setError } = form;
  useEffect(() => {
    if (problem !== null) placeFaults(problem, setError);
  }, [problem, setError]);
  return (
    <Page title={t("signUpTitle")} lead={t("signUpLead")}>
      <ErrorSummary lines={summaryLines(form.formState.errors)} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={form.handleSubmit((values) => enter(values))}>
        <NewPersonFields form={form} />
        <button type="submit" className="button button-main justify-self-start" disabled={working}>
          {working ? parts("working") : t("signUp")}
        </button>
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
