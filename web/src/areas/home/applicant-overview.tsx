/** The applicant's home: next step first, then company, holds, cases and messages. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useActing } from "../../data/acting.ts";
import { applicationsQuery, holdsQuery, myOrganisationsQuery, noticesQuery, sessionQuery } from "../../data/queries.ts";
import type { ApplicationRow, Hold, Organisation } from "../../data/types.ts";
import { ApplicationBadge, OrganisationBadge } from "../../parts/case-badges.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { Icon } from "../../parts/icons.tsx";
import { MailText } from "../../parts/mail-text.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { longDate, moment } from "../../words/dates.ts";

const PendingAnswers = lazy(() => import("./pending-answers.tsx").then((file) => ({ default: file.PendingAnswers })));
const LicenceProgress = lazy(() =>
  import("./licence-progress.tsx").then((file) => ({ default: file.LicenceProgress })),
);
const CompanyAffairs = lazy(() => import("./company-affairs.tsx").then((file) => ({ default: file.CompanyAffairs })));

interface Facts {
  readonly organisation: Organisation | undefined;
  readonly cases: readonly ApplicationRow[];
  readonly holds: readonly Hold[];
}

type Step =
  | "register"
  | "mendRegistration"
  | "waitVerification"
  | "mendCase"
  | "answerRevocation"
  | "finishDraft"
  | "chooseNumber"
  | "waitDecision"
  | "done";

/** The applicant's next step. */
function nextStep({ organisation, cases, holds }: Facts): { readonly step: Step; readonly row?: ApplicationRow } {
  if (organisation === undefined) return { step: "register" };
  if (organisation.state === "returned") return { step: "mendRegistration" };
  if (organisation.state === "submitted") return { step: "waitVerification" };
  const isUnderWay = ({ state }: ApplicationRow): boolean =>
    ["submitted", "checking", "checked", "endorsed", "proposed"].includes(state);
  const revocation = cases.find((row) => row.kind === "revocation" && isUnderWay(row));
  if (revocation !== undefined) return { step: "answerRevocation", row: revocation };
  const returned = cases.find((row) => row.state === "returned");
  if (returned !== undefined) return { step: "mendCase", row: returned };
  const draft = cases.find((row) => row.state === "draft" && holds.some((hold) => hold.code === row.code));
  if (draft !== undefined) return { step: "finishDraft", row: draft };
  const open = cases.find(isUnderWay);
  if (open !== undefined) return { step: "waitDecision", row: open };
  const approved = cases.find((row) => row.state === "approved" && row.kind !== "return" && row.kind !== "revocation");
  return approved === undefined ? { step: "chooseNumber" } : { step: "done", row: approved };
}

function StepLink({
  step,
  row,
  organisation,
}: {
  readonly step: Step;
  readonly row: ApplicationRow | undefined;
  readonly organisation: Organisation | undefined;
}): ReactNode {
  const t = useTranslations("web.overview");
  const label = (
    <>
      {t(`step.${step}.button`)}
      <Icon name="right" size={18} />
    </>
  );
  if (step === "register") {
    return (
      <Link to="/perusahaan/baru" className="button button-main">
        {label}
      </Link>
    );
  }
  if (step === "mendRegistration" && organisation !== undefined) {
    return (
      <Link to="/perusahaan/baru" search={{ mend: organisation.id, step: "check" }} className="button button-main">
        {label}
      </Link>
    );
  }
  if (row !== undefined) {
    return (
      <Link to="/permohonan/$id" params={{ id: row.id }} className="button button-main">
        {label}
      </Link>
    );
  }
  return (
    <Link to="/nomor" className="button button-main">
      {label}
    </Link>
  );
}

function NextStep(facts: Facts): ReactNode {
  const t = useTranslations("web.overview");
  const locale = useLocale();
  const { step, row } = nextStep(facts);
  const promise = step === "waitVerification" ? facts.organisation?.promise : row?.promise;
  return (
    <section
      className="card tone-solid grid gap-3 border-l-[6px] border-l-[var(--tone)] p-6"
      aria-label={t("nextStep")}
    >
      <p className="text-small font-semibold text-soft">{t("nextStep")}</p>
      <h2>{t(`step.${step}.title`)}</h2>
      <p>{t(`step.${step}.text`)}</p>
      {promise?.dueDate && step !== "done" ? (
        <p>
          {t("by")} <strong>{longDate(promise.dueDate, locale)}</strong>
        </p>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <StepLink step={step} row={row} organisation={facts.organisation} />
        {step === "done" ? <Link to="/izin">{t("toLicence")}</Link> : null}
      </p>
    </section>
  );
}

/** The next step, and for a company with a decreed code the stages up to the active licence. */
function Next(facts: Facts): ReactNode {
  const { organisation } = facts;
  const { step } = nextStep(facts);
  const next = <NextStep {...facts} />;
  if (organisation?.state !== "verified") return next;
  const hasNumber = facts.cases.some(
    ({ kind, state }) => (kind === "new" || kind === "additional") && state === "approved",
  );
  const isBetween = step === "done" || step === "chooseNumber";
  return (
    <>
      {isBetween ? null : next}
      <Suspense fallback={isBetween ? next : null}>
        <LicenceProgress organisation={organisation} hasNumber={hasNumber} before={isBetween ? next : null} />
      </Suspense>
    </>
  );
}

function Companies({ organisations }: { readonly organisations: readonly Organisation[] }): ReactNode {
  const t = useTranslations("web.overview");
  if (organisations.length === 0) return null;
  return (
    <section aria-labelledby="companies">
      <h2 id="companies" className="mb-3">
        {t("companies")}
      </h2>
      <ul className="grid gap-3">
        {organisations.map((organisation) => (
          <li key={organisation.id} className="card flex flex-wrap items-start justify-between gap-3 p-4">
            <div className="min-w-0">
              <p className="font-semibold break-words">{organisation.name}</p>
              {organisation.nib === null ? null : <p className="text-small text-soft">NIB {organisation.nib}</p>}
            </div>
            <OrganisationBadge state={organisation.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Holds({
  holds,
  cases,
}: {
  readonly holds: readonly Hold[];
  readonly cases: readonly ApplicationRow[];
}): ReactNode {
  const t = useTranslations("web.overview");
  if (holds.length === 0) return null;
  return (
    <section aria-labelledby="holds">
      <h2 id="holds" className="mb-3">
        {t("holds")}
      </h2>
      <ul className="grid gap-3">
        {holds.map((hold) => {
          const draft = cases.find((row) => row.code === hold.code && row.state === "draft");
          return (
            <li key={hold.id} className="card flex flex-wrap items-center justify-between gap-3 p-4">
              <span className="text-title font-semibold tracking-[0.03em]">{hold.display ?? hold.code}</span>
              <Countdown until={hold.heldUntil} />
              {draft === undefined ? (
                <Link to="/nomor" search={{ code: hold.code }}>
                  {t("toNumber")}
                </Link>
              ) : (
                <Link to="/permohonan/$id" params={{ id: draft.id }}>
                  {t("toApplication")}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Cases({ cases }: { readonly cases: readonly ApplicationRow[] }): ReactNode {
  const t = useTranslations("web.overview");
  if (cases.length === 0) return null;
  return (
    <section aria-labelledby="cases">
      <h2 id="cases" className="mb-3">
        {t("cases")}
      </h2>
      <ul className="grid gap-3">
        {cases.slice(0, 5).map((row) => (
          <li key={row.id} className="card grid gap-2 p-4 text-small">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <Link to="/permohonan/$id" params={{ id: row.id }} className="text-body font-semibold">
                {row.number ?? t("draftOf", { code: row.display ?? row.code })}
              </Link>
              <ApplicationBadge state={row.state} />
            </span>
            {row.promise === null ? null : <PromiseCell promise={row.promise} />}
          </li>
        ))}
      </ul>
      <p className="mt-3">
        <Link to="/permohonan">{t("allCases")}</Link>
      </p>
    </section>
  );
}

function Messages(): ReactNode {
  const t = useTranslations("web.overview");
  const locale = useLocale();
  const { data } = useQuery(noticesQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="messages">
      <h2 id="messages" className="mb-3">
        {t("messages")}
      </h2>
      <ul className="grid gap-2">
        {data.items.slice(0, 6).map((notice) => (
          <li key={notice.id}>
            <details className="card p-4">
              <summary>
                <span className="font-semibold">{notice.subject}</span>
                <span className="block pl-4 text-small text-soft">{moment(notice.createdAt, locale)}</span>
              </summary>
              <div className="mt-3">
                <MailText text={notice.text} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The permitted and refused actions of an account before verification. */
function NotYet(): ReactNode {
  const t = useTranslations("web.affairs");
  return (
    <Notice title={t("notYetTitle")}>
      <p>{t("notYetMay")}</p>
      <p className="mt-1">{t("notYetMayNot")}</p>
      <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        <Link to="/permohonan/baru">{t("notYetPrepare")}</Link>
        <a href="/formulir">{t("notYetForms")}</a>
      </p>
    </Notice>
  );
}

/** The applicant's home. */
export function ApplicantOverview(): ReactNode {
  const organisations = useQuery(myOrganisationsQuery);
  const items = organisations.data?.items ?? [];
  const { data: session } = useQuery(sessionQuery);
  const acting = useActing(session);
  const organisation =
    items.find((one) => one.id === acting?.organisationId) ?? items.find((one) => one.state === "verified") ?? items[0];
  const holds = useQuery({ ...holdsQuery(organisation?.id ?? ""), enabled: organisation?.state === "verified" });
  const own = { scope: "mine", sort: "-submitted", page: 1, pageSize: 50 } as const;
  const cases = useQuery(
    applicationsQuery({ ...own, ...(organisation === undefined ? {} : { organisation: organisation.id }) }),
  );
  if (organisations.error !== null && organisations.data === undefined)
    return <FailureNotice error={organisations.error} onRetry={() => void organisations.refetch()} />;
  if (organisations.data === undefined || (cases.data === undefined && cases.error === null))
    return <Loading lines={6} height={72} />;
  // While the cases of another company are loading, those of the previous one are still in the data.
  const rows = cases.data?.items.filter((row) => row.organisationId === organisation?.id) ?? [];
  const held = holds.data?.items ?? [];
  return (
    <div className="grid gap-10">
      <Suspense fallback={null}>
        <PendingAnswers />
      </Suspense>
      <Next organisation={organisation} cases={rows} holds={held} />
      {organisation !== undefined && organisation.state !== "verified" ? <NotYet /> : null}
      <Holds holds={held} cases={rows} />
      <Cases cases={rows} />
      {organisation === undefined ? null : (
        <Suspense fallback={null}>
          <CompanyAffairs organisationId={organisation.id} />
        </Suspense>
      )}
      <Companies organisations={items} />
      <Messages />
    </div>
  );
}
