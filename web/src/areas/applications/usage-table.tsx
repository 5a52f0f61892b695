/** The usage report, read-only: one row for each code held. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { UsageRow } from "../../data/types.ts";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";

/** The report as cards, because a table of nine columns is unreadable on phones. */
export function UsageTable({ rows }: { readonly rows: readonly UsageRow[] }): ReactNode {
  const t = useTranslations("web.application.usage");
  const locale = useLocale();
  if (rows.length === 0) return "–";
  return (
    <ul className="grid gap-3">
      {rows.map((row) => (
        <li key={row.code} className="min-w-0 break-words">
          <strong>{displayCode(row.code)}</strong>{" "}
          <span className="text-soft">{row.status === "" ? t("statusNone") : t(`statusOf.${row.status}`)}</span>
          <span className="block">
            {[row.endUser, row.service, row.activatedOn === "" ? "" : longDate(row.activatedOn, locale)]
              .filter((text) => text !== "")
              .join(" · ")}
          </span>
          {row.monthlyCalls === "" ? null : (
            <span className="block">
              {t("callsFrom", { calls: row.monthlyCalls, operators: row.originatingOperators })}
            </span>
          )}
          <span className="block text-soft">{row.evidence}</span>
        </li>
      ))}
    </ul>
  );
}
