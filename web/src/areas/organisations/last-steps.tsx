/** The last pages of the registration: check your answers, and the confirmation. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { myOrganisationsQuery, sessionQuery } from "../../data/queries.ts";
import type { RegistrationBody } from "../../data/types.ts";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import { bodyOf, dropRegistration, type StepName, stepOfField } from "./registration.ts";
import type { StepProps } from "./step.ts";

async function send(wish: { readonly mendId: string | undefined; readonly body: RegistrationBody }): Promise<unknown> {
  if (wish.mendId === undefined) return read(api.POST("/api/organisations", { body: wish.body }));
  return read(api.PUT("/api/organisations/{id}", { params: { path: { id: wish.mendId } }, body: wish.body }));
}

function AnswerRow({
  name,
  value,
  step,
  mendId,
}: {
  readonly name: string;
  readonly value: string;
  readonly step: StepName;
  readonly mendId: string | undefined;
}): ReactNode {
  const parts = useTranslations("web.parts");
  return (
    <div>
      <dt>{name}</dt>
      <dd className="break-words">{value === "" ? "–" : value}</dd>
      <dd>
        <Link to="/perusahaan/baru" search={{ step, ...(mendId === undefined ? {} : { mend: mendId }) }}>
          {parts("change")}
          <span className="sr-only"> {name}</span>
        </Link>
      </dd>
    </div>
  );
}

/** Everything that was answered, each with its way back; then the sending. */
export function CheckStep({
  draft,
  mendId,
  onDone,
  onBack,
}: StepProps & { readonly mendId: string | undefined }): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const submit = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      dropRegistration(mendId);
      await Promise.all([
        cache.invalidateQueries({ queryKey: ["organisations"] }),
        cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]);
      onDone();
    },
  });
  const body = bodyOf(draft);
  const problem = submit.error === null ? null : problemOf(submit.error);
  const row = (name: string, value: string, step: StepName): ReactNode => (
    <AnswerRow key={name} name={name} value={value} step={step} mendId={mendId} />
  );
  return (
    <div className="grid gap-6">
      <ErrorSummary lines={[]} problem={problem} />
      {problem !== null && problem.fields.length > 0 ? (
        <ul className="list-disc pl-5">
          {problem.fields.map((fault) => (
            <li key={fault.path}>
              {fault.message}{" "}
              <Link
                to="/perusahaan/baru"
                search={{ step: stepOfField(fault.path), ...(mendId === undefined ? {} : { mend: mendId }) }}
              >
                {parts("change")}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <dl className="facts card px-5 py-1">
        {row(t("companyName"), draft.lookup?.name ?? "", "nib")}
        {row(t("nib"), draft.nib, "nib")}
        {row(t("npwp"), draft.npwp, "contact")}
        {row(t("phone"), draft.phone, "contact")}
        {row(t("personName"), draft.person.name, "contact")}
        {row(t("personPosition"), draft.person.position, "contact")}
        {row(t("personEmail"), draft.person.email, "contact")}
        {row(t("personPhone"), draft.person.phone, "contact")}
        {row(t("deed"), draft.deed?.name ?? "", "deed")}
      </dl>
      {body === null ? <Notice tone="wait">{t("incomplete")}</Notice> : null}
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          className="button button-main"
          disabled={body === null || submit.isPending}
          onClick={() => (body === null ? undefined : submit.mutate({ mendId, body }))}
        >
          {submit.isPending ? parts("working") : mendId === undefined ? t("send") : t("sendAgain")}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {parts("back")}
        </button>
      </div>
    </div>
  );
}

/** What was sent, by when it is answered, and what comes next. */
export function DoneStep(): ReactNode {
  const t = useTranslations("web.organisation");
  const locale = useLocale();
  const { data } = useQuery(myOrganisationsQuery);
  const newest = data?.items.findLast((one) => one.state === "submitted");
  const dueDate = newest?.promise?.dueDate ?? null;
  return (
    <div className="grid gap-5">
      <div className="card tone-good grid gap-2 border-l-[6px] border-l-[var(--tone)] p-6">
        <p className="text-lead font-semibold">{newest?.name ?? t("doneTitle")}</p>
        {dueDate === null ? null : (
          <p>
            {t("donePromise")} <strong>{longDate(dueDate, locale)}</strong>
          </p>
        )}
      </div>
      <h2>{t("nextTitle")}</h2>
      <ul className="grid list-disc gap-1 pl-5">
        <li>{t("nextVerifier")}</li>
        <li>{t("nextMail")}</li>
        <li>{t("nextNumber")}</li>
      </ul>
      <div className="flex flex-wrap gap-3">
        <Link to="/beranda" className="button button-main">
          {t("toOverview")}
        </Link>
        <Link to="/nomor" className="button">
          {t("toNumbers")}
        </Link>
      </div>
    </div>
  );
}
