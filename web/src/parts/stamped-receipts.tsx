/** Links to the stamped receipts of a case, once they are signed. */
import type { ReactNode } from "react";
import { useLocale } from "use-intl";
import { moment } from "../words/dates.ts";
import { Icon } from "./icons.tsx";

/** The fields of a case that its receipts need. */
interface Received {
  /** Null before the first submission. */
  readonly number: string | null;
  readonly receipts: readonly { readonly fileId: string; readonly round: number; readonly at: string }[];
}

/** One line for each receipt; renders nothing before the first submission. */
export function StampedReceipts({
  received,
  words: t,
  nameOf,
}: {
  readonly received: Received;
  readonly words: (key: "receipts" | "receiptsText" | "receiptComing") => string;
  /** The name of the receipt of a submission round. */
  readonly nameOf: (round: number) => string;
}): ReactNode {
  const locale = useLocale();
  const { receipts, number } = received;
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
              {nameOf(round)}
            </a>
            <span className="text-small text-soft">{moment(at, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
