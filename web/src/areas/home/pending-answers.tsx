/** Requests that await this user's answer: a letter of authority, or a statement in a dispute. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { disputesQuery, lettersQuery } from "../../data/queries.ts";
import { Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";

/** One notice for each request; renders nothing without requests. */
export function PendingAnswers(): ReactNode {
  const t = useTranslations("web.affairs");
  const locale = useLocale();
  const letters = useQuery(lettersQuery);
  const disputes = useQuery(disputesQuery);
  const offered = letters.data?.items.filter((letter) => letter.mayDecide) ?? [];
  const asked =
    disputes.data?.items.filter((one) => one.side === "holder" && one.state === "asked" && one.statement === null) ??
    [];
  return (
    <>
      {asked.map((dispute) => (
        <Notice key={dispute.id} tone="wait" title={t("claimed", { name: dispute.organisationName })}>
          {dispute.statementDueDate === null ? null : (
            <p>{t("statementBy", { date: longDate(dispute.statementDueDate, locale) })}</p>
          )}
          <Link to="/sengketa" className="button button-main mt-3">
            {t("toStatement")}
          </Link>
        </Notice>
      ))}
      {offered.map((letter) => (
        <Notice key={letter.id} tone="wait" title={t("offered", { name: letter.personName })}>
          <p>{letter.organisationName}</p>
          <Link to="/surat-kuasa" className="button button-main mt-3">
            {t("toAnswer")}
          </Link>
        </Notice>
      ))}
    </>
  );
}
