/** Shows for whom a user acts who holds a letter of authority or represents several companies; visible on every screen. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { actFor, companiesOf, useActing } from "../data/acting.ts";
import type { Session } from "../data/types.ts";
import { longDate } from "../words/dates.ts";

/** The bar below the top bar. */
export function ActingBar({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations("web.acting");
  const locale = useLocale();
  const cache = useQueryClient();
  const acting = useActing(session);
  const companies = companiesOf(session);
  if (acting === undefined) return null;
  const change = (organisationId: string): void => {
    actFor(organisationId);
    void cache.invalidateQueries({ queryKey: ["holds"] });
  };
  const day = acting.lastDay ?? null;
  return (
    <section
      aria-label={t("label")}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-2 text-small sm:px-6"
    >
      {companies.length < 2 ? (
        <p className="min-w-0 break-words">
          {t("label")} <strong>{acting.organisationName}</strong>
        </p>
      ) : (
        <label className="flex min-w-0 max-w-full flex-wrap items-center gap-2">
          <span>{t("change")}</span>
          <select
            className="input input-small w-auto max-w-full min-w-0 font-semibold"
            value={acting.organisationId ?? ""}
            onChange={(event) => change(event.target.value)}
          >
            {companies.map((one) => (
              <option key={one.organisationId} value={one.organisationId ?? ""}>
                {one.organisationName}
              </option>
            ))}
          </select>
        </label>
      )}
      {acting.role === "consultant" ? (
        <p className="text-soft">
          {day === null ? t("asConsultantOpen") : t("asConsultant", { date: longDate(day, locale) })}
        </p>
      ) : null}
    </section>
  );
}
