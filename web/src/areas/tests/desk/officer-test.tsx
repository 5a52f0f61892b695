/** The officer's view of a test: facts, permitted actions, results and the SKLO approval steps. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { PromisePanel } from "../../../parts/promise.tsx";
import { longDate } from "../../../words/dates.ts";
import { ReportCard } from "../report-card.tsx";
import { SignReport } from "../sign-report.tsx";
import { TestBadge } from "../test-badges.tsx";
import { answersQuery } from "../test-data.ts";
import { TestDocuments } from "../test-documents.tsx";
import { TestFacts } from "../test-facts.tsx";
import { TestItems } from "../test-items.tsx";
import { TestNotices } from "../test-notices.tsx";
import { TestTimeline } from "../test-timeline.tsx";
import type { Test } from "../test-types.ts";
import { EvidencePart } from "./evidence-part.tsx";
import { OfficerInterest } from "./officer-interest.tsx";
import { SkloPanel } from "./sklo-panel.tsx";
import { TestOfficerActions } from "./test-officer-actions.tsx";

function LateNotice({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk");
  const locale = useLocale();
  if (!test.notice.late || test.notice.notifiedAt !== null) return null;
  return (
    <Notice tone="bad" title={t("lateTitle")}>
      {t("lateText", { due: longDate(test.notice.dueDate, locale) })}
    </Notice>
  );
}

function Interests({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk.interest");
  if (test.team.length === 0) return null;
  return (
    <section className="card grid gap-2 p-5" aria-label={t("ofTeam")}>
      <h2 className="text-lead">{t("ofTeam")}</h2>
      <ul>
        {test.team.map(({ id, name, interest }) => (
          <li key={id}>
            {name}: <span className="text-soft">{t(`said.${interest}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The officer's view of `/uji/ID`. */
export function OfficerTest({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk");
  const words = useTranslations("web.test");
  const { data: answers } = useQuery({ ...answersQuery(test.id), enabled: test.items.length > 0 });
  return (
    <Page
      width="working"
      title={test.number}
      back={{ to: "/tugas-uji", text: t("toQueue") }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TestBadge state={test.state} />
          {test.attempt === 1 ? null : <span>{words("attempt", { attempt: test.attempt })}</span>}
          <strong className="min-w-0 text-ink [overflow-wrap:anywhere]">{test.organisation.name}</strong>
          <span className="text-small">
            {t("versions", { rules: test.ruleVersion, catalogue: test.catalogueVersion })}
          </span>
        </span>
      }
    >
      <div className="grid gap-6">
        <LateNotice test={test} />
        <OfficerInterest test={test} />
        {test.interest === "declared" ? <Notice tone="wait">{t("interest.stands")}</Notice> : null}
        <TestOfficerActions test={test} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <div className="grid min-w-0 gap-6">
            <ReportCard test={test}>
              <SignReport test={test} />
            </ReportCard>
            {test.mayAnswer ? <EvidencePart test={test} /> : null}
            <SkloPanel test={test} />
            {test.promise === null ? null : (
              <div className="grid gap-2">
                {test.promiseAct === null ? null : (
                  <p className="font-semibold">{words(`promiseAct.${test.promiseAct}`)}</p>
                )}
                <PromisePanel promise={test.promise} reader="officer" />
              </div>
            )}
            {test.items.length === 0 ? <TestFacts test={test} /> : <TestItems test={test} answers={answers} />}
          </div>
          <div className="grid min-w-0 gap-6">
            {test.items.length === 0 ? null : <TestFacts test={test} />}
            <Interests test={test} />
            <TestNotices test={test} />
            <TestDocuments test={test} />
            <TestTimeline test={test} />
          </div>
        </div>
      </div>
    </Page>
  );
}
