/** The data that an officer sees for each item of a case about a held code, and its documents. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { Document } from "../../parts/document.tsx";
import { longDate } from "../../words/dates.ts";
import { SideBySide } from "./side-by-side.tsx";

function Decree({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const { decreeInForce, form } = application;
  if (decreeInForce !== null)
    return (
      <a href={`/validasi-sk/${decreeInForce.id}`} target="_blank" rel="noreferrer">
        {t("decreeFrom", { number: decreeInForce.number, date: longDate(decreeInForce.decidedOn, locale) })}
      </a>
    );
  const earlier = form.change?.earlier ?? form.return?.earlier;
  return `${earlier?.number ?? "–"} · ${earlier?.date ?? ""}`;
}

function Ground({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const { revocation } = application.form;
  if (revocation === null) return null;
  return (
    <>
      <span className="block">{t(`grounds.${revocation.ground}`)}</span>
      <span className="block whitespace-pre-line">{revocation.statement}</span>
    </>
  );
}

function Answer({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const locale = useLocale();
  const { revocation } = application.form;
  if (revocation === null) return null;
  return revocation.answer?.text ?? t("noAnswerUntil", { due: longDate(revocation.answerDue, locale) });
}

/** The data for each item, by item key. */
export function heldCodeItems(application: Application): { readonly [key: string]: ReactNode } {
  const { change, return: giving, revocation } = application.form;
  if (change === null && giving === null && revocation === null) return {};
  const nameOf = (id: string | null | undefined): string =>
    application.papers.find((file) => file.id === id)?.name ?? "–";
  return {
    decree: <Decree application={application} />,
    licences:
      change?.ground === "rule"
        ? `${change.citation} · ${nameOf(change.licenceAfterFileId)}`
        : `${nameOf(change?.licenceBeforeFileId)} → ${nameOf(change?.licenceAfterFileId)}`,
    "new-values": <SideBySide application={application} />,
    reason: giving?.reason ?? null,
    ground: <Ground application={application} />,
    evidence: nameOf(revocation?.evidenceFileId),
    answer: <Answer application={application} />,
  };
}

/** The documents of the case, one at a time beside the items. */
export function CaseDocuments({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const { papers } = application;
  const [shown, setShown] = useState<string | null>(null);
  const chosen = papers.find(({ id }) => id === shown) ?? papers[0];
  return (
    <div className="grid min-w-0 gap-3">
      {papers.length < 2 ? null : (
        <fieldset className="flex min-w-0 flex-wrap gap-2">
          <legend className="sr-only">{t("papers")}</legend>
          {papers.map((file) => (
            <button
              key={file.id}
              type="button"
              className="button button-small max-w-full truncate"
              aria-pressed={file.id === chosen?.id}
              onClick={() => setShown(file.id)}
            >
              {file.name}
            </button>
          ))}
        </fieldset>
      )}
      <Document fileId={chosen?.id ?? null} title={chosen?.name ?? t("papers")} />
    </div>
  );
}
