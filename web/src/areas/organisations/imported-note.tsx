/** An operator imported from earlier records beside the registration that claims it, with matches and differences. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Organisation } from "../../data/types.ts";
import { Icon } from "../../parts/icons.tsx";
import { Notice } from "../../parts/notice.tsx";
import { shortDate } from "../../words/dates.ts";

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function Verdict({ recorded, registered }: { readonly recorded: string; readonly registered: string }): ReactNode {
  const t = useTranslations("web.verification.imported");
  const isSame = plain(recorded) === plain(registered);
  return (
    <span className="inline-flex items-center gap-1 font-semibold">
      <Icon name={isSame ? "check" : "warning"} size={16} />
      {t(isSame ? "match" : "differs")}
    </span>
  );
}

/** The data of the ministry's spreadsheets; renders nothing for a company that was not imported. */
export function ImportedNote({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verification.imported");
  const locale = useLocale();
  const { imported, codes = [] } = organisation;
  if (imported === undefined || imported === null) return null;
  const lines: readonly (readonly [string, string, string])[] = [
    [t("name"), imported.name, organisation.name],
    [t("npwp"), imported.npwp, organisation.npwp],
    [t("email"), imported.email, organisation.personInCharge?.email ?? ""],
  ];
  const licences = imported.licences.map(({ number, grantedOn }) => `${number} (${shortDate(grantedOn, locale)})`);
  return (
    <section aria-labelledby="imported" className="grid gap-3">
      <h2 id="imported" className="text-lead">
        {t("title")}
      </h2>
      <Notice>{t("text")}</Notice>
      <dl className="facts card px-5 py-1">
        {lines.map(([name, recorded, registered]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="grid gap-1 break-words">
              <Verdict recorded={recorded} registered={registered} />
              <span>
                <span className="text-soft">{t("recorded")}:</span> {recorded}
              </span>
              <span>
                <span className="text-soft">{t("registered")}:</span> {registered}
              </span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("licence")}</dt>
          <dd className="break-words">{licences.length === 0 ? t("none") : licences.join(", ")}</dd>
        </div>
        <div>
          <dt>{t("codes")}</dt>
          <dd className="break-words">{codes.length === 0 ? "–" : codes.map(({ code }) => code).join(", ")}</dd>
        </div>
      </dl>
    </section>
  );
}
