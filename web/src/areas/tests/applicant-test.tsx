/** The company's view of a test: next step and deadline, notice, test report to sign, and timeline. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { longDate } from "../../words/dates.ts";
import { ApplicantActions } from "./applicant-actions.tsx";
import { HandIn } from "./hand-in.tsx";
import { ReportCard } from "./report-card.tsx";
import { SignReport } from "./sign-report.tsx";
import { TestBadge } from "./test-badges.tsx";
import { answersQuery } from "./test-data.ts";
import { TestDocuments } from "./test-documents.tsx";
import { TestFacts } from "./test-facts.tsx";
import { TestItems } from "./test-items.tsx";
import { TestNotices } from "./test-notices.tsx";
import { TestTimeline } from "./test-timeline.tsx";
import type { Test, TestState } from "./test-types.ts";

const TONES: Readonly<Record<TestState, "info" | "wait" | "good" | "bad">> = {
  requested: "info",
  "date-proposed": "wait",
  confirmed: "info",
  scheduled: "info",
  running: "info",
  "handed-in": "info",
  reported: "wait",
  passed: "good",
  failed: "bad",
  certified: "good",
  missed: "bad",
  lapsed: "bad",
  withdrawn: "info",
};

/** The message key of the next step: by state, with separate texts for a self-test. */
function nextKey(test: Test) {
  if (test.state === "requested" && test.methodRequest !== null && test.methodRequest.answer === null) return "asked";
  if (test.state === "scheduled" && test.method === "self") return "scheduled-self";
  if (test.state === "confirmed" && test.method === "self") return "confirmed-self";
  const isSigned = test.signatures.some(({ side }) => side === "applicant");
  return test.state === "reported" && isSigned ? "reported-signed" : test.state;
}

/** The command whose reason is shown with the next step. */
const REASON_COMMANDS: Readonly<Partial<Record<TestState, string>>> = {
  "date-proposed": "propose-date",
  missed: "record-no-show",
};

/** The note of the last event of one of these types. */
const lastNote = (test: Test, types: readonly string[]): string | null =>
  test.events.findLast(({ type }) => types.includes(type))?.note ?? null;

function Next({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.next");
  const locale = useLocale();
  const key = nextKey(test);
  const days = {
    day: longDate(test.testDate, locale),
    due: longDate(test.notice.dueDate, locale),
    until: test.signUntil === null ? "–" : longDate(test.signUntil, locale),
  };
  const told = REASON_COMMANDS[test.state];
  const note = told === undefined ? null : lastNote(test, [told]);
  const mayAskAgain = ["failed", "missed", "lapsed", "withdrawn"].includes(test.state) && test.followedBy === null;
  return (
    <Notice tone={TONES[test.state]} title={t(`${key}.title`, days)}>
      <p>{t(`${key}.text`, days)}</p>
      {note === null || note === "" ? null : <p className="mt-1 whitespace-pre-line">{t("because", { note })}</p>}
      {mayAskAgain ? (
        <p className="mt-3">
          <Link to="/izin/$id/uji" params={{ id: test.licence.id }} className="button button-main">
            {t(test.state === "failed" ? "retest" : "askAgain")}
          </Link>
        </p>
      ) : null}
      {test.state === "certified" ? (
        <p className="mt-3">
          <Link to="/izin/$id" params={{ id: test.licence.id }} className="button button-main">
            {t("toLicence")}
          </Link>
        </p>
      ) : null}
    </Notice>
  );
}

function FoundItems({ test }: { readonly test: Test }): ReactNode {
  // Answers are internal to the team until the report is drawn up, so they are requested only then.
  const { data } = useQuery({ ...answersQuery(test.id), enabled: test.report !== null });
  return <TestItems test={test} answers={data} />;
}

/** The company's view of `/uji/ID`. */
export function ApplicantTest({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test");
  return (
    <Page
      title={test.number}
      back={{ to: "/uji", text: t("toList") }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TestBadge state={test.state} />
          {test.attempt === 1 ? null : <span>{t("attempt", { attempt: test.attempt })}</span>}
          <strong className="min-w-0 text-ink [overflow-wrap:anywhere]">{test.organisation.name}</strong>
        </span>
      }
    >
      <div className="grid gap-6">
        <Next test={test} />
        <ApplicantActions test={test} />
        <HandIn test={test} />
        <ReportCard test={test}>
          <SignReport test={test} />
        </ReportCard>
        <TestNotices test={test} />
        {test.promise === null ? null : (
          <div className="grid gap-2">
            {test.promiseAct === null ? null : <p className="font-semibold">{t(`promiseAct.${test.promiseAct}`)}</p>}
            <PromisePanel promise={test.promise} reader="applicant" />
          </div>
        )}
        <TestDocuments test={test} />
        <TestFacts test={test} />
        <FoundItems test={test} />
        <TestTimeline test={test} />
      </div>
    </Page>
  );
}
