/** The applicant's view of a sent application: status, due date, responsible party and outcome. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { IssuedDecree } from "../../parts/issued-decree.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";
import { OssPanel } from "../oss/oss-panel.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { Answers } from "./check-answers.tsx";
import { ReceiptsCard } from "./receipts-card.tsx";
import { Rejection } from "./rejection.tsx";
import { RevocationAnswer } from "./revocation-answer.tsx";
import { WithdrawApplication } from "./withdraw.tsx";

const DECREE_NAMES = {
  new: "decree",
  additional: "decree",
  change: "decreeOf.change",
  return: "decreeOf.return",
  revocation: "decreeOf.revocation",
} as const;

/** The decree of an application about a code. */
export function DecreeCard({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  return <IssuedDecree decree={application.decree} name={t(DECREE_NAMES[application.kind])} words={t} />;
}

function Confirmation({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  return (
    <Page title={t("sentTitle")}>
      <div className="grid gap-6">
        <div className="card tone-good grid gap-2 border-l-[6px] border-l-[var(--tone)] p-6">
          <p className="text-small text-soft">{t("numberLabel")}</p>
          <p className="text-[1.5rem] leading-tight font-semibold whitespace-nowrap sm:text-[1.75rem]">
            {application.number}
          </p>
          {application.promise?.dueDate ? (
            <p>
              {t("promised")} <strong>{longDate(application.promise.dueDate, locale)}</strong>
            </p>
          ) : null}
        </div>
        <h2>{t("nextTitle")}</h2>
        <ol className="grid list-decimal gap-1 pl-5">
          <li>{t("next.check")}</li>
          <li>{t("next.propose")}</li>
          <li>{t("next.decide")}</li>
        </ol>
        <p className="text-soft">{t("next.mail")}</p>
        <div>
          <Link to="/permohonan/$id" params={{ id: application.id }} className="button button-main">
            {t("toCase")}
          </Link>
        </div>
      </div>
    </Page>
  );
}

/** The applicant's view of an application in process or closed. */
export function ApplicantCase({
  application,
  part,
}: {
  readonly application: Application;
  readonly part: string | undefined;
}): ReactNode {
  const t = useTranslations("web.application");
  if (part === "done" && application.number !== null) return <Confirmation application={application} />;
  return (
    <Page
      title={application.number ?? t("draftTitle", { code: displayCode(application.form.code) })}
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <ApplicationBadge state={application.state} />
          <span>{t(`kind.${application.kind}`)}</span>
          <Link to="/nomor/$code" params={{ code: application.form.code }} className="font-semibold">
            {displayCode(application.form.code)}
          </Link>
          {application.organisation.name}
        </span>
      }
    >
      <div className="grid gap-8">
        <Rejection application={application} />
        {application.state === "lapsed" ? (
          <Notice tone="bad" title={t("lapsedTitle")}>
            <p>{t("lapsedText")}</p>
          </Notice>
        ) : null}
        <DecreeCard application={application} />
        {application.form.revocation === null ? null : <RevocationAnswer application={application} />}
        {application.promise === null ? null : <PromisePanel promise={application.promise} reader="applicant" />}
        <ReceiptsCard application={application} />
        <CaseTimeline application={application} />
        {application.kind === "new" || application.kind === "additional" ? (
          <OssPanel applicationId={application.id} audience="applicant" />
        ) : null}
        <section className="grid gap-3" aria-labelledby="answers">
          <h2 id="answers">{t("answers")}</h2>
          <Answers application={application} />
        </section>
        {application.commands.includes("withdraw") ? <WithdrawApplication application={application} /> : null}
      </div>
    </Page>
  );
}
