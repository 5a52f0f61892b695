/** The one-time link of a new installation: its first administrator. */
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { ErrorSummary } from "../../parts/fields.tsx";
import { placeFaults, summaryLines } from "../../parts/form-faults.ts";
import { Page } from "../../parts/page.tsx";
import { type NewPerson, NewPersonFields } from "./new-person-fields.tsx";
import { useEntering } from "./sign-in-form.tsx";

/** The screen behind `/mulai/TOKEN`. */
export function FirstAdministratorScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const { token } = useParams({ from: "/mulai/$token" });
  const form = useForm<NewPerson>({ shouldFocusError: false, defaultValues: { name: "", email: "", password: "" } });
  const { enter, working, problem } = useEntering(
    (values: NewPerson) => read(api.POST("/api/first-administrator", { body: { ...values, token } })),
    "/orang",
  );
  const { setError } = form;
  useEffect(() => {
    if (problem !== null) placeFaults(problem, setError);
  }, [problem, setError]);
  return (
    <Page title={t("firstTitle")} lead={t("firstLead")}>
      <ErrorSummary lines={summaryLines(form.formState.errors)} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={form.handleSubmit((values) => enter(values))}>
        <NewPersonFields form={form} />
        <button type="submit" className="button button-main justify-self-start" disabled={working}>
          {working ? parts("working") : t("firstButton")}
        </button>
      </form>
    </Page>
  );
}
