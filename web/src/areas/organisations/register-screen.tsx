/** Registers a company or government body, one topic per page, or corrects a returned registration. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ComponentType, lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { lettersQuery, myOrganisationsQuery } from "../../data/queries.ts";
import type { Letter, Organisation } from "../../data/types.ts";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { ActingStep, CompanyStep, KindStep, NibStep } from "./first-steps.tsx";
import { keepRegistration, openDraft, type RegistrationDraft, type StepName, stepsOf } from "./registration.ts";
import { ReturnedReasons } from "./returned-reasons.tsx";
import type { StepProps } from "./step.ts";

const later = () => import("./later-steps.tsx");
const stated = () => import("./stated-steps.tsx");
const PAGES: Readonly<Record<Exclude<StepName, "check" | "done">, ComponentType<StepProps>>> = {
  kind: KindStep,
  acting: ActingStep,
  nib: NibStep,
  company: CompanyStep,
  stated: lazy(() => stated().then((file) => ({ default: file.StatedStep }))),
  body: lazy(() => stated().then((file) => ({ default: file.BodyStep }))),
  basis: lazy(() => stated().then((file) => ({ default: file.BasisStep }))),
  tax: lazy(() => later().then((file) => ({ default: file.TaxStep }))),
  person: lazy(() => later().then((file) => ({ default: file.PersonStep }))),
  deed: lazy(() => later().then((file) => ({ default: file.DeedStep }))),
  assignment: lazy(() => later().then((file) => ({ default: file.AssignmentStep }))),
  letter: lazy(() => later().then((file) => ({ default: file.LetterStep }))),
};
const CheckStep = lazy(() => import("./last-steps.tsx").then((file) => ({ default: file.CheckStep })));
const DoneStep = lazy(() => import("./last-steps.tsx").then((file) => ({ default: file.DoneStep })));

interface WizardProps {
  /** The page in the URL; undefined or unknown for the first page. */
  readonly asked: string | undefined;
  readonly mendId: string | undefined;
  readonly returned: Organisation | undefined;
  readonly letter: Letter | undefined;
}

function StepPage({
  step,
  props,
  mendId,
}: {
  readonly step: StepName;
  readonly props: StepProps;
  readonly mendId: string | undefined;
}): ReactNode {
  if (step === "check") return <CheckStep {...props} mendId={mendId} />;
  if (step === "done") return <DoneStep />;
  const StepOf = PAGES[step];
  return <StepOf {...props} />;
}

function Wizard({ asked, mendId, returned, letter }: WizardProps): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate({ from: "/perusahaan/baru" });
  const [draft, setDraft] = useState<RegistrationDraft>(() => openDraft(mendId, returned, letter));
  const onChange = useCallback(
    (part: Partial<RegistrationDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part };
        keepRegistration(mendId, next);
        return next;
      }),
    [mendId],
  );
  const isMending = mendId !== undefined;
  const steps = stepsOf(draft, isMending);
  const first = steps[0] ?? "nib";
  const known = steps.find((one) => one === asked) ?? (isMending ? "check" : first);
  const step: StepName = asked === "done" ? "done" : known;
  const index = steps.indexOf(step);
  const go = (to: StepName): void =>
    void navigate({ search: { step: to, ...(mendId === undefined ? {} : { mend: mendId }) } });
  const props: StepProps = {
    draft,
    isMending,
    onChange,
    onDone: () => go(steps[index + 1] ?? "done"),
    onBack: () => go(steps[index - 1] ?? first),
    onGo: go,
  };
  return (
    <Page
      key={step}
      title={t(`stepTitle.${step}`)}
      lead={t(`stepLead.${step}`)}
      above={
        step === "done" ? undefined : (
          <div className="mb-4 flex items-center justify-between gap-3 text-small text-soft">
            {index <= 0 ? (
              <span />
            ) : (
              <button type="button" className="button button-quiet -ml-2.5" onClick={props.onBack}>
                <Icon name="left" size={16} />
                {parts("back")}
              </button>
            )}
            <span>{parts("stepOf", { now: index + 1, total: steps.length })}</span>
          </div>
        )
      }
    >
      {returned !== undefined && step !== "done" ? <ReturnedReasons reasons={returned.returnedReasons ?? []} /> : null}
      <Suspense fallback={<Loading lines={5} />}>
        <StepPage step={step} props={props} mendId={mendId} />
        {step === "done" ? null : <p className="mt-8 text-small text-faint">{parts("draftKept")}</p>}
      </Suspense>
    </Page>
  );
}

/** The registration; `mend` in the URL is the id of a returned registration. */
export function RegisterScreen(): ReactNode {
  const { step, mend } = useSearch({ from: "/perusahaan/baru" });
  const isMending = mend !== undefined;
  const mine = useQuery({ ...myOrganisationsQuery, enabled: isMending });
  const letters = useQuery({ ...lettersQuery, enabled: isMending });
  const error = mine.error ?? letters.error;
  const retry = (): void => void Promise.all([mine.refetch(), letters.refetch()]);
  if (isMending && error !== null) return <FailureNotice error={error} onRetry={retry} />;
  if (isMending && (mine.data === undefined || letters.data === undefined)) return <Loading />;
  const returned = mine.data?.items.find((one) => one.id === mend);
  const letter = letters.data?.items.find(
    (one) => one.organisationId === mend && one.side === "consultant" && one.isWithRegistration,
  );
  return <Wizard asked={step} mendId={mend} returned={returned} letter={letter} />;
}
