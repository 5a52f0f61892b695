/** Pages of the registration for tax number, contact person and documents: deed, letter of assignment, letter of authority. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useRuleNumber } from "../../data/rule-value.ts";
import { type SummaryLine, TextField } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { isEmailAddress } from "../../words/email-address.ts";
import { LetterFields } from "../accounts/letter-fields.tsx";
import { grouped, normalizedNpwp } from "./registration.ts";
import type { StepProps } from "./step.ts";
import { Choices, faultsOf, StepForm } from "./step-form.tsx";

const PHONE = /^\+?[\d\s().-]{7,20}$/;

/** The NPWP, shown in its normalised form. */
export function TaxStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const kept = normalizedNpwp(draft.npwp);
  const atOss = draft.kind === "business" && draft.source === "oss" ? (draft.lookup?.npwp ?? "") : "";
  const differs = kept !== null && atOss !== "" && kept !== atOss;
  const fault = kept === null ? t("npwpWrong") : differs ? t("npwpDiffers", { npwp: grouped(atOss) }) : null;
  const proceed = (): void => {
    onChange({ npwp: kept ?? draft.npwp });
    onDone();
  };
  return (
    <StepForm check={() => faultsOf([["npwp", fault]])} onDone={proceed} onBack={onBack}>
      {(errorOf) => (
        <>
          <TextField
            name="npwp"
            label={t("npwp")}
            hint={t(draft.kind === "government" ? "npwpHintBody" : "npwpHint")}
            inputMode="numeric"
            maxLength={40}
            className="max-w-[300px]"
            error={errorOf("npwp")}
            value={draft.npwp}
            onChange={(event) => onChange({ npwp: event.target.value })}
          />
          <p role="status" className="text-soft">
            {kept === null ? (
              t("npwpWaiting")
            ) : (
              <>
                {t("npwpKept")} <strong className="whitespace-nowrap text-ink">{grouped(kept)}</strong>
              </>
            )}
          </p>
        </>
      )}
    </StepForm>
  );
}

/** Telephone and responsible person, and that person's legal capacity. */
export function PersonStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const { person } = draft;
  const isBody = draft.kind === "government";
  const set = (part: Partial<typeof person>): void => onChange({ person: { ...person, ...part } });
  const need = (text: string, label: string): string | null =>
    text.trim() === "" ? parts("required", { field: label }) : null;
  const phone = (text: string, label: string): string | null =>
    need(text, label) ?? (PHONE.test(text.trim()) ? null : t("phoneWrong"));
  const email = need(person.email, t("personEmail")) ?? (isEmailAddress(person.email.trim()) ? null : parts("email"));
  const check = (): SummaryLine[] =>
    faultsOf([
      ["phone", phone(draft.phone, t("phone"))],
      ["personInCharge.name", need(person.name, t("personName"))],
      ["personInCharge.position", need(person.position, t("personPosition"))],
      ["personInCharge.email", email],
      ["personInCharge.phone", phone(person.phone, t("personPhone"))],
    ]);
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <>
          <TextField
            name="phone"
            label={isBody ? t("bodyPhone") : t("phone")}
            type="tel"
            autoComplete="tel"
            maxLength={60}
            className="max-w-[300px]"
            error={errorOf("phone")}
            value={draft.phone}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
          <h2 className="text-title">{t("personTitle")}</h2>
          <TextField
            name="personInCharge.name"
            label={t("personName")}
            autoComplete="name"
            maxLength={120}
            error={errorOf("personInCharge.name")}
            value={person.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField
            name="personInCharge.position"
            label={t("personPosition")}
            hint={t(isBody ? "personPositionHintBody" : "personPositionHint")}
            autoComplete="organization-title"
            maxLength={120}
            error={errorOf("personInCharge.position")}
            value={person.position}
            onChange={(event) => set({ position: event.target.value })}
          />
          <TextField
            name="personInCharge.email"
            label={t("personEmail")}
            type="email"
            autoComplete="email"
            maxLength={254}
            error={errorOf("personInCharge.email")}
            value={person.email}
            onChange={(event) => set({ email: event.target.value })}
          />
          <TextField
            name="personInCharge.phone"
            label={t("personPhone")}
            type="tel"
            maxLength={60}
            className="max-w-[300px]"
            error={errorOf("personInCharge.phone")}
            value={person.phone}
            onChange={(event) => set({ phone: event.target.value })}
          />
          {isBody ? (
            <Notice>{t("bodyNeedsLetter")}</Notice>
          ) : (
            <Choices
              name="standing"
              legend={t("standingTitle")}
              choices={(["director", "assigned"] as const).map((value) => ({
                value,
                label: t(`standing.${value}`),
                text: t(`standingText.${value}`),
              }))}
              value={person.standing}
              onChange={(standing) => set({ standing })}
            />
          )}
        </>
      )}
    </StepForm>
  );
}

/** The latest deed. */
export function DeedStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const check = (): SummaryLine[] => faultsOf([["deedFileId", draft.deed === null ? t("deedNeeded") : null]]);
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <FileField
          name="deedFileId"
          label={t("deed")}
          hint={t("deedHint")}
          purpose="deed"
          megabytesMax={megabytesMax}
          value={draft.deed}
          error={errorOf("deedFileId")}
          onChange={(deed) => onChange({ deed })}
        />
      )}
    </StepForm>
  );
}

/** The letter of assignment of a responsible person who is not a director. */
export function AssignmentStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const check = (): SummaryLine[] =>
    faultsOf([["assignmentFileId", draft.assignment === null ? t("assignmentNeeded") : null]]);
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <FileField
          name="assignmentFileId"
          label={t("assignment")}
          hint={t("assignmentHint", { name: draft.person.name === "" ? "–" : draft.person.name })}
          format="surat-penugasan"
          purpose="assignment"
          megabytesMax={megabytesMax}
          value={draft.assignment}
          error={errorOf("assignmentFileId")}
          onChange={(assignment) => onChange({ assignment })}
        />
      )}
    </StepForm>
  );
}

/** The letter of authority of a consultant who registers a company. */
export function LetterStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const need = (text: string, label: string): string | null =>
    text.trim() === "" ? parts("required", { field: label }) : null;
  const isTurned = draft.validTo !== "" && draft.validFrom !== "" && draft.validTo < draft.validFrom;
  const check = (): SummaryLine[] =>
    faultsOf([
      ["validFrom", need(draft.validFrom, t("validFrom"))],
      ["validTo", need(draft.validTo, t("validTo")) ?? (isTurned ? t("validTurned") : null)],
      ["scope", need(draft.scope, t("scope"))],
      ["authority.fileId", draft.letter === null ? t("letterNeeded") : null],
    ]);
  const words = {
    validFrom: t("validFrom"),
    validTo: t("validTo"),
    scope: t("scope"),
    scopeHint: t("scopeHint"),
    letter: t("letter"),
    letterHint: t("letterHint"),
  };
  return (
    <StepForm check={check} onDone={onDone} onBack={onBack}>
      {(errorOf) => (
        <LetterFields
          answers={{ ...draft, file: draft.letter }}
          fileField="authority.fileId"
          words={words}
          errorOf={errorOf}
          onChange={({ file, ...part }) => onChange(file === undefined ? part : { ...part, letter: file })}
        />
      )}
    </StepForm>
  );
}
