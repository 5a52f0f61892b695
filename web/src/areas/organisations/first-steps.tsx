/** The first pages of the registration: kind of registrant, the NIB, and the company found in OSS. */
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { NibLookup } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { CALL_CENTRE_KBLI, CompanyFacts } from "./company-facts.tsx";
import { digitsOf } from "./registration.ts";
import type { StepProps } from "./step.ts";
import { Choices, faultsOf, StepForm } from "./step-form.tsx";

/** A business with a NIB, or a government body with its legal basis. */
export function KindStep({ draft, onChange, onDone }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const choices = (["business", "government"] as const).map((value) => ({
    value,
    label: t(`kind.${value}`),
    text: t(`kindText.${value}`),
  }));
  return (
    <StepForm check={() => faultsOf([["kind", draft.kind === null ? t("chooseOne") : null]])} onDone={onDone}>
      {(errorOf) => (
        <Choices
          name="kind"
          legend={<span className="sr-only">{t("stepTitle.kind")}</span>}
          choices={choices}
          value={draft.kind}
          error={errorOf("kind")}
          onChange={(kind) => onChange({ kind })}
        />
      )}
    </StepForm>
  );
}

/** For the user's company, or for another company by letter of authority. */
export function ActingStep({ draft, onChange, onDone, onBack }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const choices = (["own", "consultant"] as const).map((value) => ({
    value,
    label: t(`acting.${value}`),
    text: t(`actingText.${value}`),
  }));
  return (
    <StepForm
      check={() => faultsOf([["acting", draft.acting === null ? t("chooseOne") : null]])}
      onDone={onDone}
      onBack={onBack}
    >
      {(errorOf) => (
        <Choices
          name="acting"
          legend={<span className="sr-only">{t("stepTitle.acting")}</span>}
          choices={choices}
          value={draft.acting}
          error={errorOf("acting")}
          onChange={(acting) => onChange({ acting })}
        />
      )}
    </StepForm>
  );
}

/** Error codes of a lookup for which OSS was not available, so that nothing is known about the NIB. */
const OSS_AWAY: readonly string[] = [
  "oss-unavailable",
  "oss-not-configured",
  "oss-malformed",
  "oss-access-denied",
  "oss-request-refused",
];

/** Asks for the NIB and looks it up. A slow OSS does not block the page, which shows that it is waiting. */
export function NibStep({ draft, onChange, onDone, onGo }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const [own, setOwn] = useState<string | null>(null);
  const lookup = useMutation({
    mutationFn: (nib: string) => read(api.POST("/api/nib-lookups", { body: { nib } })),
    onSuccess: (found: NibLookup) => {
      const npwp = draft.npwp === "" || draft.lookup?.nib !== found.nib ? found.npwp : draft.npwp;
      onChange({ nib: found.nib, lookup: found, source: "oss", npwp });
      onGo("company");
    },
  });
  const problem = lookup.error === null ? null : problemOf(lookup.error);
  const isAway = problem !== null && OSS_AWAY.includes(problem.code);
  const why = problem?.code === "oss-not-configured" ? "ossNone" : "ossAway";
  const error = own ?? problem?.fields.find((fault) => fault.path === "nib")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const digits = digitsOf(draft.nib);
    const fits = digits.length === 13;
    setOwn(fits ? null : t("nibWrong"));
    if (fits) lookup.mutate(digits);
  };
  const typeItself = (): void => {
    onChange({ source: "stated", lookup: null });
    onGo("stated");
  };
  return (
    <>
      <ErrorSummary
        lines={error === undefined ? [] : [{ field: "nib", message: error }]}
        problem={own === null && !isAway ? problem : null}
      />
      {isAway ? (
        <div className="mb-6">
          <Notice tone="wait" title={t(`${why}Title`)} urgent>
            <p>{t(`${why}Text`)}</p>
            <button type="button" className="button mt-3" onClick={typeItself}>
              {t("typeItself")}
            </button>
          </Notice>
        </div>
      ) : null}
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
          <BusyButton type="submit" className="button button-main" isBusy={lookup.isPending}>
            {lookup.isPending ? parts("working") : parts("continue")}
          </BusyButton>
          {lookup.isPending ? <span role="status">{t("askingOss")}</span> : null}
          {draft.source === "stated" && !lookup.isPending ? (
            <button type="button" className="button" onClick={onDone}>
              {t("toTyped")}
            </button>
          ) : null}
        </div>
      </form>
    </>
  );
}

/** Next steps for a NIB that already has an account. */
function Taken({ company }: { readonly company: NibLookup }): ReactNode {
  const t = useTranslations("web.organisation");
  if (company.account === "yours") {
    return (
      <Notice tone="wait" title={t("yoursTitle")}>
        <p>{t("yoursText")}</p>
        <Link to="/beranda" className="button mt-3">
          {t("toOverview")}
        </Link>
      </Notice>
    );
  }
  return (
    <Notice tone="bad" title={t("alreadyTitle")}>
      <p>{t("alreadyText")}</p>
      <ul className="mt-3 grid gap-3">
        <li>
          <p>{t("alreadyConsultant")}</p>
          <Link to="/surat-kuasa/baru" search={{ nib: company.nib }} className="button mt-2">
            {t("toLetter")}
          </Link>
        </li>
        <li>
          <p>{t("alreadyWrong")}</p>
          <Link to="/sengketa/baru" search={{ nib: company.nib }} className="button mt-2">
            {t("toDispute")}
          </Link>
        </li>
      </ul>
    </Notice>
  );
}

/** The company's OSS data; the applicant confirms that it is theirs. */
export function CompanyStep({ draft, onDone, onBack, isMending }: StepProps): ReactNode {
  const t = useTranslations("web.organisation");
  const risks = useTranslations("risks");
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
  const isTaken = !isMending && company.alreadyRegistered;
  const risk = company.kbli.find(({ code }) => code === CALL_CENTRE_KBLI)?.risk ?? "high";
  return (
    <div className="grid gap-5">
      <CompanyFacts company={company} />
      {isTaken ? <Taken company={company} /> : null}
      {company.account === "unclaimed" ? <Notice title={t("unclaimedTitle")}>{t("unclaimedText")}</Notice> : null}
      {risk === "high" ? null : (
        <Notice tone="wait" title={t("riskTitle", { risk: risks.has(risk as "low") ? risks(risk as "low") : risk })}>
          {t("riskText")}
        </Notice>
      )}
      {faults.length === 0 ? null : (
        <Notice tone="bad" title={t("faultsTitle")}>
          <ul className="list-disc pl-5">
            {faults.map((fault) => (
              <li key={fault.code}>{fault.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" disabled={isTaken || faults.length > 0} onClick={onDone}>
          {t("companyYes")}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {t("companyNo")}
        </button>
      </div>
    </div>
  );
}
