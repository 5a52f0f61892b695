/** Registering a company, one thing per page, and mending a registration that came back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { myOrganisationsQuery, sessionQuery } from "../../data/queries.ts";
import type { Organisation, RegistrationBody } from "../../data/types.ts";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate } from "../../words/dates.ts";
import { CompanyStep, ContactStep, DeedStep, NibStep, type StepProps } from "./register-steps.tsx";
import {
  bodyOf,
  dropRegistration,
  keepRegistration,
  openDraft,
  type RegistrationDraft,
  STEPS,
  type StepName,
  stepOfField,
} from "./registration.ts";
import { ReturnedReasons } from "./returned-reasons.tsx";

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

function CheckStep({ draft, mendId, onDone, onBack }: StepProps & { readonly mendId: string | undefined }): ReactNode {
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

function DoneStep(): ReactNode {
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

function Wizard({
  step,
  mendId,
  returned,
}: {
  readonly step: StepName;
  readonly mendId: string | undefined;
  readonly returned: Organisation | undefined;
}): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate({ from: "/perusahaan/baru" });
  const [draft, setDraft] = useState<RegistrationDraft>(() => openDraft(mendId, returned));
  const onChange = useCallback(
    (part: Partial<RegistrationDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part };
        keepRegistration(mendId, next);
        return next;
      }),
    [mendId],
  );
  const go = (to: StepName): void =>
    void navigate({ search: { step: to, ...(mendId === undefined ? {} : { mend: mendId }) } });
  const index = STEPS.indexOf(step as (typeof STEPS)[number]);
  const stepProps: StepProps = {
    draft,
    onChange,
    onDone: () => go(STEPS[index + 1] ?? "done"),
    onBack: () => go(STEPS[index - 1] ?? "nib"),
  };
  return (
    <Page
      key={step}
      title={t(`stepTitle.${step}`)}
      lead={t(`stepLead.${step}`)}
      above={
        step === "done" ? undefined : (
          <div className="mb-4 flex items-center justify-between gap-3 text-small text-soft">
            {index === 0 ? (
              <span />
            ) : (
              <button type="button" className="button button-quiet -ml-2.5" onClick={stepProps.onBack}>
                <Icon name="left" size={16} />
                {parts("back")}
              </button>
            )}
            <span>{parts("stepOf", { now: index + 1, total: STEPS.length })}</span>
          </div>
        )
      }
    >
      {returned !== undefined && step !== "done" ? <ReturnedReasons reasons={returned.returnedReasons ?? []} /> : null}
      {step === "nib" ? <NibStep {...stepProps} /> : null}
      {step === "company" ? <CompanyStep {...stepProps} /> : null}
      {step === "contact" ? <ContactStep {...stepProps} /> : null}
      {step === "deed" ? <DeedStep {...stepProps} /> : null}
      {step === "check" ? <CheckStep {...stepProps} mendId={mendId} /> : null}
      {step === "done" ? <DoneStep /> : <p className="mt-8 text-small text-faint">{parts("draftKept")}</p>}
    </Page>
  );
}

/** The registration; `mend` in the address is a registration that came back. */
export function RegisterScreen(): ReactNode {
  const { step, mend } = useSearch({ from: "/perusahaan/baru" });
  const { data, error, refetch } = useQuery({ ...myOrganisationsQuery, enabled: mend !== undefined });
  if (mend !== undefined && error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (mend !== undefined && data === undefined) return <Loading />;
  const known =
    step === "done" || STEPS.some((one) => one === step) ? (step as StepName) : mend === undefined ? "nib" : "check";
  return <Wizard step={known} mendId={mend} returned={data?.items.find((one) => one.id === mend)} />;
}
