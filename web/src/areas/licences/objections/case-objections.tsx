/** Objections on the screen of their application: those filed, and the link to file one. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { RuleNote } from "../../../parts/rule-note.tsx";
import { longDate, moment } from "../../../words/dates.ts";
import type { Licence } from "../licence-types.ts";
import { ObjectionBadge } from "./objection-badge.tsx";

/** Renders nothing before a rejection. */
export function CaseObjections({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence.objection");
  const locale = useLocale();
  const { items, until, mayFile, rule } = licence.objections;
  if (items.length === 0 && !mayFile) return null;
  return (
    <section className="grid gap-3" aria-labelledby="objections">
      <h2 id="objections">{t("title")}</h2>
      {mayFile && until !== null ? (
        <div className="card grid gap-3 p-5">
          <p>{t("mayFile", { date: longDate(until, locale) })}</p>
          {rule === null ? null : <RuleNote rule={rule} />}
          <p>
            <Link to="/izin/$id/keberatan" params={{ id: licence.id }} className="button">
              {t("file")}
            </Link>
          </p>
        </div>
      ) : null}
      {items.length === 0 ? null : (
        <ul className="card divide-y divide-line">
          {items.map(({ id, number, state, filedAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5">
              <span className="grid">
                <Link to="/keberatan/$id" params={{ id }} className="font-semibold">
                  {number}
                </Link>
                <span className="text-small text-soft">{moment(filedAt, locale)}</span>
              </span>
              <ObjectionBadge state={state} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
