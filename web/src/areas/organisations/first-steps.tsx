/** The first pages of the registration: the NIB, and the company that OSS finds for it. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { NibLookup } from "../../data/types.ts";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { CompanyFacts } from "./company-facts.tsx";
import { digitsOf } from "./registration.ts";
import type { StepProps } from "./step.ts";

/** Asks for the NIB and looks it up; a slow OSS never blocks: the page stays usable and says what it waits for. */
export function NibStep({ draft, onChange, onDone }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const [own, setOwn] = useState<string | null>(null);
  const lookup = useMutation({
    mutationFn: (nib: string) => read(api.POST("/api/nib-lookups", { body: { nib } })),
    onSuccess: (found: NibLookup) => {
      onChange({ nib: found.nib, lookup: found, npwp: draft.npwp === "" ? found.npwp : draft.npwp });
      onDone();
    },
  });
  const problem = lookup.error === null ? null : problemOf(lookup.error);
  const error = own ?? problem?.fields.find((fault) => fault.path === "nib")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const digits = digitsOf(draft.nib);
    const fits = digits.length === 13;
    setOwn(fits ? null : t("nibWrong"));
    if (fits) lookup.mutate(digits);
  };
  return (
    <>
      <ErrorSummary
        lines={error === undefined ? [] : [{ field: "nib", message: error }]}
        problem={own === null ? problem : null}
      />
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <TextField
          name="nib"
          label={t("nib")}
          hint={t("nibHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={30}
          className="max-w-[260px] text-lead tracking-[0.06em]"
          error={error}
          value={draft.nib}
          onChange={(event) => onChange({ nib: event.target.value })}
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
