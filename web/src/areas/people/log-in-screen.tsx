/** Log-in. */
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { summaryLines } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useEntering } from "./sign-in-form.tsx";

interface LogIn {
  readonly email: string;
  readonly password: string;
}

/** The log-in screen; `back` in the address is where one wanted to go. */
export function LogInScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const { back } = useSearch({ from: "/masuk" });
  const form = useForm<LogIn>({ shouldFocusError: false, defaultValues: { email: "", password: "" } });
  const { enter, working, problem } = useEntering((body: LogIn) => read(api.POST("/api/session", { body })), back);
  const { errors } = form.formState;
  return (
    <Page title={t("logInTitle")} lead={t("logInLead")}>
      {back === undefined ? null : (
        <div className="mb-5">
          <Notice>{t("backNote")}</Notice>
        </div>
      )}
      <ErrorSummary lines={summaryLines(errors)} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={form.handleSubmit((values) => enter(values))}>
        <TextField
          label={t("email")}
          type="email"
          autoComplete="username"
          inputMode="email"
          error={errors.email?.message}
          {...form.register("email", { required: t("emailNeeded") })}
        />
        <TextField
          label={t("password")}
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register("password", { required: t("passwordNeeded") })}
        />
        <button type="submit" className="button button-main justify-self-start" disabled={working}>
          {working ? parts("working") : t("logIn")}
        </button>
      </form>
      <p className="mt-6">
        {t("noAccount")}{" "}
        <Link to="/daftar" search={back === undefined ? {} : { back }}>
          {t("signUp")}
        </Link>
      </p>
    </Page>
  );
}
