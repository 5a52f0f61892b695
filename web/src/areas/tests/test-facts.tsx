/** Facts of a test: method, date, place, team and phone contact. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { timeInWords } from "../../../../src/regulation/time-of-day.shared.ts";
import { RuleNote } from "../../parts/rule-note.tsx";
import { longDate } from "../../words/dates.ts";
import { LetterFound } from "./letter.tsx";
import { ruleOf } from "./rule-of.ts";
import type { Test } from "./test-types.ts";

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="whitespace-pre-line">{children}</dd>
    </div>
  );
}

function Method({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test");
  const { methodRequest: asked } = test;
  return (
    <>
      {t(`method.${test.method}`)}
      <RuleNote rule={ruleOf(test.methodRule)} />
      {asked === null ? null : (
        <p className="mt-2">
          {t(`selfAsked.${asked.answer ?? "open"}`)} {t("selfBecause", { because: asked.because })}
          {asked.reason === null ? null : ` ${t("selfAnswer", { reason: asked.reason })}`}
        </p>
      )}
    </>
  );
}

/** The card of facts. */
export function TestFacts({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test");
  const locale = useLocale();
  const day = longDate(test.testDate, locale);
  return (
    <section className="card p-5" aria-labelledby="facts">
      <h2 id="facts" className="mb-2 text-lead">
        {t("factsTitle")}
      </h2>
      <dl className="facts">
        <Line name={t("fact.method")}>
          <Method test={test} />
        </Line>
        <Line name={t(test.method === "self" ? "fact.lastDay" : "fact.day")}>
          {test.startsAt === null ? day : t("dayAt", { day, time: timeInWords(test.startsAt, locale) })}
          {test.wishedDate === test.testDate ? null : (
            <span className="block text-small text-soft">
              {t("wished", { day: longDate(test.wishedDate, locale) })}
            </span>
          )}
        </Line>
        {test.fieldCheckDate === null ? null : (
          <Line name={t("fact.fieldCheck")}>{longDate(test.fieldCheckDate, locale)}</Line>
        )}
        <Line name={t("fact.place")}>{test.place}</Line>
        {test.serviceCentre === "" ? null : <Line name={t("fact.serviceCentre")}>{test.serviceCentre}</Line>}
        {test.transmission === "" ? null : <Line name={t("fact.transmission")}>{test.transmission}</Line>}
        {test.team.length === 0 ? null : (
          <Line name={t("fact.team")}>
            {test.team.map(({ id, name, isLead }) => (
              <span key={id} className="block">
                {isLead ? t("lead", { name }) : name}
              </span>
            ))}
          </Line>
        )}
        <Line name={t("fact.contact")}>
          {test.contact.name}, {test.contact.phone}
        </Line>
        <Line name={t("fact.codes")}>{test.codes.join(", ") || "–"}</Line>
        <Line name={t("fact.licence")}>
          <Link to="/izin/$id" params={{ id: test.licence.id }}>
            {test.licence.number}
          </Link>
        </Line>
        <Line name={t("fact.letter")}>
          <a href={`/api/files/${test.letter.fileId}`} target="_blank" rel="noreferrer">
            {test.letter.name}
          </a>
        </Line>
        {test.letterFindings === null || test.letterFindings.length === 0 ? null : (
          <Line name={t("fact.letterFound")}>
            <LetterFound findings={test.letterFindings} />
          </Line>
        )}
        {[test.taskLetter, test.resultFile].map((file, at) =>
          file === null ? null : (
            <Line key={file.fileId} name={t(at === 0 ? "fact.taskLetter" : "fact.resultFile")}>
              <a href={`/api/files/${file.fileId}`} target="_blank" rel="noreferrer">
                {file.name}
              </a>
            </Line>
          ),
        )}
        {test.follows === null ? null : (
          <Line name={t("fact.follows")}>
            <Link to="/uji/$id" params={{ id: test.follows.id }}>
              {test.follows.number}
            </Link>
          </Line>
        )}
        {test.followedBy === null ? null : (
          <Line name={t("fact.followedBy")}>
            <Link to="/uji/$id" params={{ id: test.followedBy.id }}>
              {test.followedBy.number}
            </Link>
          </Line>
        )}
      </dl>
    </section>
  );
}
