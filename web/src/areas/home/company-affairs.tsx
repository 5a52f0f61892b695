/** The company's codes with their states, and the users who act for it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { CodeState, Role } from "../../data/types.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";

interface Affairs {
  readonly codes: { readonly code: string; readonly state: CodeState }[];
  readonly people: { readonly name: string; readonly role: Role; readonly lastDay: string | null }[];
}

const affairsQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", "affairs", id],
    queryFn: () => read<Affairs>(api.GET("/api/organisations/{id}/affairs", { params: { path: { id } } })),
  });

/** Codes first, then users; renders nothing while loading, because the tasks above have priority. */
export function CompanyAffairs({ organisationId }: { readonly organisationId: string }): ReactNode {
  const t = useTranslations("web.affairs");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { data } = useQuery(affairsQuery(organisationId));
  if (data === undefined) return null;
  return (
    <>
      {data.codes.length === 0 ? null : (
        <section aria-labelledby="codes">
          <h2 id="codes" className="mb-3">
            {t("codes")}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {data.codes.map(({ code, state }) => (
              <li key={code} className="card flex flex-wrap items-center justify-between gap-3 p-4">
                <Link to="/nomor/$code" params={{ code }} className="text-title font-semibold tracking-[0.03em]">
                  {displayCode(code)}
                </Link>
                <CodeBadge state={state} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="people">
        <h2 id="people" className="mb-3">
          {t("people")}
        </h2>
        <ul className="card grid">
          {data.people.map((person) => (
            <li
              key={`${person.name}${person.role}`}
              className="flex flex-wrap justify-between gap-x-4 border-b border-line px-4 py-3 last:border-b-0"
            >
              <span className="min-w-0 font-semibold break-words">{person.name}</span>
              <span className="text-small text-soft">
                {roles(person.role)}
                {person.lastDay === null ? "" : ` · ${t("until", { date: longDate(person.lastDay, locale) })}`}
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
          <Link to="/surat-kuasa">{t("toLetters")}</Link>
          <Link to="/dokumen-dibuka">{t("toViews")}</Link>
        </p>
      </section>
    </>
  );
}
