/** Pages for facts that OSS does not provide: a business while OSS is unavailable, a government body, its law. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  GOVERNMENT_KINDS,
  LEGAL_BASIS_KINDS,
} from "../../../../src/licensing/organisations/registration/registration-words.shared.ts";
import { serverNowMs } from "../../data/client.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import { SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { digitsOf, type RegistrationDraft, type TypedFacts } from "./registration.ts";
import type { StepProps } from "./step.ts";
import { faultsOf, StepForm } from "./step-form.tsx";

const BUSINESS_KINDS = [
  "pt",
  "cv",
  "koperasi",
  "yayasan",
  "firma",
  "perum",
  "perumda",
  "perusda",
  "other-legal-entity",
];
const RISKS = ["high", "medium-high", "medium-low", "low", "unknown"] as const;

function useFactsCheck(draft: RegistrationDraft): () => SummaryLine[] {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const { facts } = draft;
  const need = (field: keyof TypedFacts, label: string): readonly [string, string | null] => [
    field,
    facts[field].trim() === "" ? parts("required", { field: label }) : null,
  ];
  return () =>
    faultsOf([
      need("name", draft.kind === "government" ? t("bodyName") : t("companyName")),
      need("companyKind", draft.kind === "government" ? t("bodyKind") : t("companyKind")),
      need("address", t("address")),
      need("city", t("city")),
      need("province", t("province")),
    ]);
}

function FactsFields({
  draft,
  onChange,
  errorOf,
}: Pick<StepProps, "draft" | "onChange"> & {
  readonly errorOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.organisation");
  const kinds = useTranslations("companyKinds");
  const { facts } = draft;
  const isBody = draft.kind === "government";
  const set = (part: Partial<TypedFacts>): void => onChange({ facts: { ...facts, ...part } });
  return (
    <>
      <TextField
        name="name"
        label={isBody ? t("bodyName") : t("companyName")}
        hint={isBody ? t("bodyNameHint") : t("companyNameHint")}
        maxLength={200}
        error={errorOf("name")}
        value={facts.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        name="companyKind"
        label={isBody ? t("bodyKind") : t("companyKind")}
        error={errorOf("companyKind")}
        value={facts.companyKind}
        onChange={(event) => set({ companyKind: event.target.value })}
      >
        <option value="">{t("choose")}</option>
        {(isBody ? GOVERNMENT_KINDS : BUSINESS_KINDS).map((kind) => (
          <option key={kind} value={kind}>
            {kinds(kind as "pt")}
          </option>
        ))}
      </SelectField>
      <TextArea
        name="address"
        label={t("address")}
        rows={3}
        maxLength={500}
        autoComplete="street-address"
        error={errorOf("address")}
        value={facts.address}
        onChange={(event) => set({ address: event.target.value })}
      />
      <TextField
        name="city"
        label={t("city")}
        maxLength={120}
        error={errorOf("city")}
        value={facts.city}
        onChange={(event) => set({ city: event.target.value })}
      />
      <TextField
        name="province"
        label={t("province")}
        maxLength={120}
        error={errorOf("province")}
        value={facts.province}
        onChange={(event) => set({ province: event.target.value })}
      />
    </>
  );
}

/** A business that states its data while OSS is unavailable, with the PDF of its NIB. */
export function StatedStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const risks = useTranslations("risks");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const facts = useFactsCheck(draft);
  const check = (): SummaryLine[] => [
    ...facts(),
    ...faultsOf([["nibFileId", draft.nibFile === null ? t("nibFileNeeded") : null]]),
  ];
  const { risk } = draft.facts;
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <>
          <FactsFields draft={draft} onChange={onChange} errorOf={errorOf} />
          <SelectField
            name="risk"
            label={t("riskLabel")}
            hint={t("riskHint")}
            value={risk}
            onChange={(event) => onChange({ facts: { ...draft.facts, risk: event.target.value as typeof risk } })}
          >
            {RISKS.map((one) => (
              <option key={one} value={one}>
                {risks(one)}
              </option>
            ))}
          </SelectField>
          {risk === "high" || risk === "unknown" ? null : (
            <Notice tone="wait" title={t("riskTitle", { risk: risks(risk) })}>
              {t("riskText")}
            </Notice>
          )}
          <FileField
            name="nibFileId"
            label={t("nibFile")}
            hint={t("nibFileHint")}
            purpose="nib"
            megabytesMax={megabytesMax}
            value={draft.nibFile}
            error={errorOf("nibFileId")}
            onChange={(nibFile) => onChange({ nibFile })}
          />
        </>
      )}
    </StepForm>
  );
}

/** A government body's name, kind and address. */
export function BodyStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const check = useFactsCheck(draft);
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => <FactsFields draft={draft} onChange={onChange} errorOf={errorOf} />}
    </StepForm>
  );
}

/** The law that a government body is based on, with its text. */
export function BasisStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const { basis } = draft;
  const set = (part: Partial<typeof basis>): void => onChange({ basis: { ...basis, ...part } });
  const year = Number(basis.year);
  const thisYear = (): number => new Date(serverNowMs()).getFullYear();
  const need = (text: string, label: string): string | null =>
    text.trim() === "" ? parts("required", { field: label }) : null;
  const check = (): SummaryLine[] =>
    faultsOf([
      ["legalBasis.kind", need(basis.kind, t("basisKindLabel"))],
      ["legalBasis.number", need(basis.number, t("basisNumber"))],
      ["legalBasis.year", year >= 1945 && year <= thisYear() ? null : t("basisYearWrong")],
      ["legalBasis.subject", need(basis.subject, t("basisSubject"))],
      ["legalBasisFileId", draft.basisFile === null ? t("basisFileNeeded") : null],
    ]);
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <>
          <SelectField
            name="legalBasis.kind"
            label={t("basisKindLabel")}
            error={errorOf("legalBasis.kind")}
            value={basis.kind}
            onChange={(event) => set({ kind: event.target.value })}
          >
            <option value="">{t("choose")}</option>
            {LEGAL_BASIS_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`basisKind.${kind}`)}
              </option>
            ))}
          </SelectField>
          <TextField
            name="legalBasis.number"
            label={t("basisNumber")}
            maxLength={60}
            className="max-w-[260px]"
            error={errorOf("legalBasis.number")}
            value={basis.number}
            onChange={(event) => set({ number: event.target.value })}
          />
          <TextField
            name="legalBasis.year"
            label={t("basisYear")}
            inputMode="numeric"
            maxLength={4}
            className="max-w-[120px]"
            error={errorOf("legalBasis.year")}
            value={basis.year}
            onChange={(event) => set({ year: digitsOf(event.target.value) })}
          />
          <TextField
            name="legalBasis.subject"
            label={t("basisSubject")}
            hint={t("basisSubjectHint")}
            maxLength={300}
            error={errorOf("legalBasis.subject")}
            value={basis.subject}
            onChange={(event) => set({ subject: event.target.value })}
          />
          <FileField
            name="legalBasisFileId"
            label={t("basisFile")}
            hint={t("basisFileHint")}
            purpose="legal-basis"
            megabytesMax={megabytesMax}
            value={draft.basisFile}
            error={errorOf("legalBasisFileId")}
            onChange={(basisFile) => onChange({ basisFile })}
          />
        </>
      )}
    </StepForm>
  );
}
