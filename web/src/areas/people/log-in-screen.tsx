/** Login: two fields in a small bundle, so that the page loads quickly for returning users. */
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Session } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useEntering } from "./sign-in-form.ts";

interface LogIn {
  readonly email: string;
  readonly password: string;
}

function useMissing(): (values: LogIn) => readonly SummaryLine[] {
  const t = useTranslations("web.people");
  return ({ email, password }) => [
    ...(email.trim() === "" ? [{ field: "email", message: t("emailNeeded") }] : []),
    ...(password === "" ? [{ field: "password", message: t("passwordNeeded") }] : []),
  ];
}

/** The login screen; `back` in the URL is the page to open afterwards. */
export function LogInScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const { back } = useSearch({ from: "/masuk" });
  const [values, setValues] = useState<LogIn>({ email: "", password: "" });
  const [lines, setLines] = useState<readonly SummaryLine[]>([]);
  const missing = useMissing();
  const { enter, working, problem } = useEntering(
    (body: LogIn) => read<Session>(api.POST("/api/session", { body })),
    back,
  );
  const errorOf = (field: string): string | undefined => lines.find((line) => line.field === field)?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const found = missing(values);
    setLines(found);
    if (found.length === 0) enter({ ...values, email: values.email.trim() });
  };
  return (
    <Page title={t("logInTitle")} lead={t("logInLead")}>
      {back === undefined ? null : (
        <div className="mb-5">
          <Notice>{t("backNote")}</Notice>
        </div>
      )}
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <TextField
          name="email"
          label={t("email")}
          type="email"
          autoComplete="username"
          inputMode="email"
          error={errorOf("email")}
          value={values.email}
          onChange={(event) => setValues({ ...values, email: event.target.value })}
        />
        <TextField
          name="password"
          label={t("password")}
          type="password"
          autoComplete="current-password"
          error={errorOf("password")}
          value={values.password}
          onChange={(event) => setValues({ ...values, password: event.target.value })}
        />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={working}>
          {working ? parts("working") : t("logIn")}
        </BusyButton>
      </form>
      <p className="mt-6">
        <Link to="/lupa-sandi">{t("forgot")}</Link>
      </p>
      <p className="mt-3">
        {t("noAccount")}{" "}
        <Link to="/daftar" search={back === undefined ? {} : { back }}>
          {t("signUp")}
        </Link>
      </p>
    </Page>
  );
}
