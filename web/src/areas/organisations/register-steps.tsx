/** The pages of the registration before the answers are checked: NIB, the company from OSS, contact, deed. */
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { NibLookup } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { placeFaults, summaryLines } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { digitsOf, type RegistrationDraft } from "./registration.ts";

/** What every step receives: the draft, a way to change it, and the way on. */
export interface StepProps {
  readonly draft: RegistrationDraft;
  readonly onChange: (part: Partial<RegistrationDraft>) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

const CALL_CENTRE_KBLI = "82200";

/** Asks for the NIB and looks it up; a slow OSS never blocks: the page stays usable and says what it waits for. */
export function NibStep({ draft, onChange, onDone }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const form = useForm<{ nib: string }>({ shouldFocusError: false, defaultValues: { nib: draft.nib } });
  const lookup = useMutation({
    mutationFn: (nib: string) => read(api.POST("/api/nib-lookups", { body: { nib } })),
    onSuccess: (found: NibLookup) => {
      onChange({ nib: found.nib, lookup: found, npwp: draft.npwp === "" ? found.npwp : draft.npwp });
      onDone();
    },
    onError: (error) => placeFaults(problemOf(error), form.setError),
  });
  return (
    <>
      <ErrorSummary
        lines={summaryLines(form.formState.errors)}
        problem={lookup.error === null ? null : problemOf(lookup.error)}
      />
      <form noValidate className="grid gap-5" onSubmit={form.handleSubmit(({ nib }) => lookup.mutate(digitsOf(nib)))}>
        <TextField
          label={t("nib")}
          hint={t("nibHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={30}
          className="max-w-[260px] text-lead tracking-[0.06em]"
          error={form.formState.errors.nib?.message}
          {...form.register("nib", {
            validate: (nib) => digitsOf(nib).length === 13 || t("nibWrong"),
            onChange: (event: { target: { value: string } }) => onChange({ nib: event.target.value }),
          })}
        />
        <div className="flex flex-wrap items-center gap-4">
          <button type="submit" className="button button-main" disabled={lookup.isPending}>
            {lookup.isPending ? parts("working") : parts("continue")}
          </button>
          {lookup.isPending ? <span role="status">{t("askingOss")}</span> : null}
        </div>
      </form>
    </>
  );
}

/** The company as OSS knows it; the applicant says whether it is theirs. */
export function CompanyStep({ draft, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const company = draft.lookup;
  if (company === null) {
    return (
      <Notice tone="wait" title={t("lookupMissing")}>
        <button type="button" className="button mt-2" onClick={onBack}>
          {t("toNib")}
        </button>
      </Notice>
    );
  }
  const faults = company.faults ?? [];
  return (
    <div className="grid gap-5">
      <CompanyFacts company={company} />
      {company.alreadyRegistered ? (
        <Notice tone="bad" title={t("alreadyTitle")}>
          {t("alreadyText")}
        </Notice>
      ) : null}
      {faults.length === 0 ? null : (
        <Notice tone="wait" title={t("faultsTitle")}>
          <ul className="list-disc pl-5">
            {faults.map((fault) => (
              <li key={fault.code}>{fault.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" disabled={company.alreadyRegistered} onClick={onDone}>
          {t("companyYes")}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {t("companyNo")}
        </button>
      </div>
    </div>
  );
}

/** OSS data of a company as a list of facts. */
export function CompanyFacts({ company }: { readonly company: NibLookup }): ReactNode {
  const t = useTranslations("web.organisation");
  const kinds = useTranslations("companyKinds");
  const statuses = useTranslations("nibStatuses");
  const risks = useTranslations("risks");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("companyName"), <strong key="name">{company.name}</strong>],
    [t("nib"), company.nib],
    [t("npwp"), company.npwp],
    [
      t("companyKind"),
      kinds.has(company.companyKind as "pt") ? kinds(company.companyKind as "pt") : company.companyKind,
    ],
    [t("address"), [company.address, company.city, company.province].filter(Boolean).join(", ")],
    [
      t("nibStatus"),
      statuses.has(company.nibStatus as "active") ? statuses(company.nibStatus as "active") : company.nibStatus,
    ],
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t("kbli")}</dt>
        <dd>
          <ul className="grid gap-1">
            {company.kbli.map((line) => (
              <li key={line.code} className="flex flex-wrap items-center gap-2">
                <span className="font-semibold">{line.code}</span> {line.title}
                {risks.has(line.risk as "high") ? (
                  <span className="text-small text-soft">{t("risk", { risk: risks(line.risk as "high") })}</span>
                ) : null}
                {line.code === CALL_CENTRE_KBLI ? (
                  <Badge shape="tick" tone="good">
                    {t("callCentre")}
                  </Badge>
                ) : null}
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}

interface Contact {
  readonly npwp: string;
  readonly phone: string;
  readonly personInCharge: {
    readonly name: string;
    readonly position: string;
    readonly email: string;
    readonly phone: string;
  };
}

/** NPWP and the person in charge. */
export function ContactStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const form = useForm<Contact>({
    shouldFocusError: false,
    defaultValues: { npwp: draft.npwp, phone: draft.phone, personInCharge: draft.person },
  });
  const { errors } = form.formState;
  useEffect(() => {
    const watching = form.watch((values) =>
      onChange({
        npwp: values.npwp ?? "",
        phone: values.phone ?? "",
        person: { name: "", position: "", email: "", phone: "", ...values.personInCharge },
      }),
    );
    return () => watching.unsubscribe();
  }, [form, onChange]);
  const required = parts("required");
  const phone = { required, pattern: { value: /^\+?[\d\s().-]{7,20}$/, message: t("phoneWrong") } };
  const submit = (values: Contact): void => {
    onChange({ npwp: digitsOf(values.npwp), phone: values.phone, person: values.personInCharge });
    onDone();
  };
  return (
    <>
      <ErrorSummary lines={summaryLines(errors)} />
      <form noValidate className="grid gap-6" onSubmit={form.handleSubmit(submit)}>
        <TextField
          label={t("npwp")}
          hint={t("npwpHint")}
          inputMode="numeric"
          className="max-w-[300px]"
          error={errors.npwp?.message}
          {...form.register("npwp", { validate: (npwp) => [15, 16].includes(digitsOf(npwp).length) || t("npwpWrong") })}
        />
        <TextField
          label={t("phone")}
          type="tel"
          autoComplete="tel"
          className="max-w-[300px]"
          error={errors.phone?.message}
          {...form.register("phone", phone)}
        />
        <fieldset className="grid gap-5">
          <legend className="mb-3 text-title font-semibold">{t("personTitle")}</legend>
          <TextField
            label={t("personName")}
            autoComplete="name"
            error={errors.personInCharge?.name?.message}
            {...form.register("personInCharge.name", { required })}
          />
          <TextField
            label={t("personPosition")}
            hint={t("personPositionHint")}
            autoComplete="organization-title"
            error={errors.personInCharge?.position?.message}
            {...form.register("personInCharge.position", { required })}
          />
          <TextField
            label={t("personEmail")}
            type="email"
            autoComplete="email"
            error={errors.personInCharge?.email?.message}
            {...form.register("personInCharge.email", {
              required,
              pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: parts("email") },
            })}
          />
          <TextField
            label={t("personPhone")}
            type="tel"
            className="max-w-[300px]"
            error={errors.personInCharge?.phone?.message}
            {...form.register("personInCharge.phone", phone)}
          />
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <button type="submit" className="button button-main">
            {parts("continue")}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {parts("back")}
          </button>
        </div>
      </form>
    </>
  );
}

/** The deed of establishment. */
export function DeedStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const form = useForm<{ deedFileId: string }>();
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const error = draft.deed === null ? form.formState.errors.deedFileId?.message : undefined;
  const proceed = (): void => {
    if (draft.deed === null) return form.setError("deedFileId", { message: t("deedNeeded") });
    return onDone();
  };
  return (
    <>
      <ErrorSummary lines={error === undefined ? [] : [{ field: "deedFileId", message: error }]} />
      <div className="grid gap-6">
        <FileField
          name="deedFileId"
          label={t("deed")}
          hint={t("deedHint")}
          purpose="deed"
          megabytesMax={megabytesMax}
          value={draft.deed}
          error={error}
          onChange={(deed) => onChange({ deed })}
        />
        <div className="flex flex-wrap gap-3">
          <button type="button" className="button button-main" onClick={proceed}>
            {parts("continue")}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {parts("back")}
          </button>
        </div>
      </div>
    </>
  );
}
