/** The stamped receipts of a case: to be opened once they are signed. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { Icon } from "../../parts/icons.tsx";
import { moment } from "../../words/dates.ts";

/** One line for each receipt; nothing before a submission. */
export function ReceiptsCard({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const { receipts, number } = application;
  if (number === null) return null;
  return (
    <section className="card grid gap-2 p-5" aria-labelledby="receipts">
      <h2 id="receipts" className="text-lead">
        {t("receipts")}
      </h2>
      <p className="text-small text-soft">{receipts.length === 0 ? t("receiptComing") : t("receiptsText")}</p>
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
              {t("receiptOf", { round })}
            </a>
            <span className="text-small text-soft">{moment(at, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
