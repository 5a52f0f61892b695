/** The officer's grounds for a revocation and the holder's answer, identical for both sides. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { longDate, moment } from "../../words/dates.ts";

function DocumentLink({
  application,
  id,
}: {
  readonly application: Application;
  readonly id: string | null;
}): ReactNode {
  const file = application.papers.find((one) => one.id === id);
  if (file === undefined) return "–";
  return (
    <a href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
      {file.name}
    </a>
  );
}

/** The facts of a revocation as a list. */
export function RevocationFacts({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const locale = useLocale();
  const { revocation } = application.form;
  if (revocation === null) return null;
  const { answer } = revocation;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("ground"), t(`grounds.${revocation.ground}`)],
    [t("statement"), revocation.statement],
    [t("evidence"), <DocumentLink key="evidence" application={application} id={revocation.evidenceFileId} />],
    [t("answerDue"), longDate(revocation.answerDue, locale)],
    [t("answer"), answer === null ? t("noAnswer") : answer.text],
    ...(answer === null
      ? []
      : [
          [t("answeredAt"), moment(answer.at, locale)] as const,
          [t("answerFile"), <DocumentLink key="answer" application={application} id={answer.fileId} />] as const,
        ]),
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="min-w-0 break-words whitespace-pre-line">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
