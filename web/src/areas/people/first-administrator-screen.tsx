/** Registration of the first administrator of a new installation, by a one-time link. */
import { useParams } from "@tanstack/react-router";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Session } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { type NewPerson, NewPersonFields, useNewPerson } from "./new-person-fields.tsx";
import { useEntering } from "./sign-in-form.ts";

/** The screen behind `/mulai/TOKEN`. */
export function FirstAdministratorScreen(): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const { token } = useParams({ from: "/mulai/$token" });
  const { enter, working, problem } = useEntering(
    (values: NewPerson) => read<Session>(api.POST("/api/first-administrator", { body: { ...values, token } })),
    "/orang",
  );
  const form = useNewPerson(problem);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.check()) enter(form.values);
  };
  return (
    <Page title={t("firstTitle")} lead={t("firstLead")}>
      <ErrorSummary lines={form.lines} problem={problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <NewPersonFields form={form} />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={working}>
          {working ? parts("working") : t("firstButton")}
        </BusyButton>
      </form>
    </Page>
  );
}
