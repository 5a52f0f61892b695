/** What a case leaves in the applicant's hands: the commitment decree, and a stamped receipt of everything handed in. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import { moment } from "../../words/dates.ts";
import type { Licence } from "./licence-types.ts";

/** The decree: to be opened once published, on its way before; nothing until there is one. */
export function CommitmentDecree({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const { decree } = licence;
  if (decree === null) return null;
  return (
    <section className="card tone-good grid gap-3 border-l-[6px] border-l-[var(--tone)] p-5" aria-label={t("decree")}>
      <p className="text-small text-soft">{t("decree")}</p>
      <p className="text-title font-semibold [overflow-wrap:anywhere]">{decree.number}</p>
      {decree.state === "published" ? (
        <div className="flex flex-wrap gap-3">
          <a href={`/api/decrees/${decree.id}/file`} className="button button-main" target="_blank" rel="noreferrer">
            <Icon name="file" />
            {t("decreeOpen")}
          </a>
          <a href={`/validasi-sk/${decree.id}`} className="button">
            <Icon name="shield" />
            {t("decreeCheck")}
          </a>
        </div>
      ) : (
        <p role="status">{t("decreeComing")}</p>
      )}
    </section>
  );
}

/** One line for each receipt; nothing before a submission. */
export function LicenceReceipts({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const { receipts, number } = licence;
  if (number === null) return null;
  return (
    <section className="card grid gap-2 p-5" aria-labelledby="receipts">
      <h2 id="receipts" className="text-lead">
        {t("receipts")}
      </h2>
      <p className="text-small text-soft">{t(receipts.length === 0 ? "receiptComing" : "receiptsText")}</p>
      <ul className="grid gap-1">
        {receipts.map(({ fileId, round, at }) => (
          <li key={fileId} className="flex flex-wrap items-center gap-x-3">
            <a
              href={`/api/files/${fileId}`}
              className="inline-flex items-center gap-2"
              target="_blank"
              rel="noreferrer"
            >
              <Icon name="file" size={18} />
              {round === 0 ? t("receiptFirst") : t("receiptOf", { round })}
            </a>
            <span className="text-small text-soft">{moment(at, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
