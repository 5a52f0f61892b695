/** Confirmation after submission: the number, the due date and the next steps. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Page } from "../../parts/page.tsx";
import { longDate } from "../../words/dates.ts";
import type { Licence } from "./licence-types.ts";

/** The confirmation page of a submission or a correction. */
export function Confirmation({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  return (
    <Page title={t(licence.round > 0 ? "resentTitle" : "sentTitle")}>
      <div className="grid gap-6">
        <div className="card tone-good grid gap-2 border-l-[6px] border-l-[var(--tone)] p-6">
          <p className="text-small text-soft">{t("numberLabel")}</p>
          <p className="text-[1.5rem] leading-tight font-semibold [overflow-wrap:anywhere] sm:text-[1.75rem]">
            {licence.number}
          </p>
          {licence.promise?.dueDate ? (
            <p>
              {t("promised")} <strong>{longDate(licence.promise.dueDate, locale)}</strong>
            </p>
          ) : (
            <p>{t("promiseStarts")}</p>
          )}
        </div>
        <h2>{t("nextTitle")}</h2>
        <ol className="grid list-decimal gap-1 pl-5">
          <li>{t("next.check")}</li>
          <li>{t("next.endorse")}</li>
          <li>{t("next.verify")}</li>
          <li>{t("next.test")}</li>
        </ol>
        <p className="text-soft">{t("nextMail")}</p>
        <div>
          <Link to="/izin/$id" params={{ id: licence.id }} className="button button-main">
            {t("toCase")}
          </Link>
        </div>
      </div>
    </Page>
  );
}
