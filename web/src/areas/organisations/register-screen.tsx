/** Registering a company, one thing per page, and mending a registration that came back. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { myOrganisationsQuery } from "../../data/queries.ts";
import type { Organisation } from "../../data/types.ts";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CompanyStep, NibStep } from "./first-steps.tsx";
import { keepRegistration, openDraft, type RegistrationDraft, STEPS, type StepName } from "./registration.ts";
import { ReturnedReasons } from "./returned-reasons.tsx";
import type { StepProps } from "./step.ts";

const loadLater = () => import("./later-steps.tsx");
const ContactStep = lazy(() => loadLater().then((file) => ({ default: file.ContactStep })));
const DeedStep = lazy(() => loadLater().then((file) => ({ default: file.DeedStep })));
const CheckStep = lazy(() => import("./last-steps.tsx").then((file) => ({ default: file.CheckStep })));
const DoneStep = lazy(() => import("./last-steps.tsx").then((file) => ({ default: file.DoneStep })));

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
      <Suspense fallback={<Loading lines={5} />}>
        {step === "nib" ? <NibStep {...stepProps} /> : null}
        {step === "company" ? <CompanyStep {...stepProps} /> : null}
        {step === "contact" ? <ContactStep {...stepProps} /> : null}
        {step === "deed" ? <DeedStep {...stepProps} /> : null}
        {step === "check" ? <CheckStep {...stepProps} mendId={mendId} /> : null}
        {step === "done" ? <DoneStep /> : <p className="mt-8 text-small text-faint">{parts("draftKept")}</p>}
      </Suspense>
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
