/** The pages of the registration that need the form library and files: contact and deed. */
import { type ReactNode, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useRuleNumber } from "../../data/rule-value.ts";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { summaryLines } from "../../parts/form-faults.ts";
import { digitsOf } from "./registration.ts";
import type { StepProps } from "./step.ts";

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
  const { standing } = draft.person;
  useEffect(() => {
    const watching = form.watch((values) =>
      onChange({
        npwp: values.npwp ?? "",
        phone: values.phone ?? "",
        person: { name: "", position: "", email: "", phone: "", ...values.personInCharge, standing },
      }),
    );
    return () => watching.unsubscribe();
  }, [form, onChange, standing]);
  const required = (name: "phone" | "personName" | "personPosition" | "personEmail" | "personPhone"): string =>
    parts("required", { field: t(name) });
  const phone = { value: /^\+?[\d\s().-]{7,20}$/, message: t("phoneWrong") };
  const submit = (values: Contact): void => {
    onChange({ npwp: digitsOf(values.npwp), phone: values.phone, person: { ...values.personInCharge, standing } });
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
          {...form.register("phone", { required: required("phone"), pattern: phone })}
        />
        <fieldset className="grid gap-5">
          <legend className="mb-3 text-title font-semibold">{t("personTitle")}</legend>
          <TextField
            label={t("personName")}
            autoComplete="name"
            error={errors.personInCharge?.name?.message}
            {...form.register("personInCharge.name", { required: required("personName") })}
          />
          <TextField
            label={t("personPosition")}
            hint={t("personPositionHint")}
            autoComplete="organization-title"
            error={errors.personInCharge?.position?.message}
            {...form.register("personInCharge.position", { required: required("personPosition") })}
          />
          <TextField
            label={t("personEmail")}
            type="email"
            autoComplete="email"
            error={errors.personInCharge?.email?.message}
            {...form.register("personInCharge.email", {
              required: required("personEmail"),
              pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: parts("email") },
            })}
          />
          <TextField
            label={t("personPhone")}
            type="tel"
            className="max-w-[300px]"
            error={errors.personInCharge?.phone?.message}
            {...form.register("personInCharge.phone", { required: required("personPhone"), pattern: phone })}
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
