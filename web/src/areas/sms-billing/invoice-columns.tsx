/** Shared columns of invoice lists. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import type { Column } from "../../parts/data-table.tsx";
import { moment } from "../../words/dates.ts";
import { Amount } from "./amount.tsx";
import type { InvoiceRow } from "./billing-data.ts";

/** Month, number, amounts and document; `pathOf` returns the document's path. */
export function useInvoiceColumns<Row extends InvoiceRow>(pathOf: (row: Row) => string): readonly Column<Row>[] {
  const t = useTranslations("web.smsBilling.invoices");
  const locale = useLocale();
  return [
    { id: "month", header: t("month"), cell: ({ month }) => <MonthName month={month} /> },
    { id: "number", header: t("number"), look: "line", cell: ({ number }) => number },
    { id: "due", header: t("due"), cell: ({ dueRupiah }) => <Amount of={dueRupiah} /> },
    { id: "prepaid", header: t("prepaid"), cell: ({ prepaidRupiah }) => <Amount of={prepaidRupiah} /> },
    { id: "issued", header: t("issued"), cell: ({ issuedAt }) => moment(issuedAt, locale) },
    {
      id: "file",
      header: t("file"),
      cell: (row) => (
        <a
          className="button button-small"
          aria-label={t("fileOf", { number: row.number })}
          href={addressOf(pathOf(row), { query: { language: locale } })}
          download
        >
          {t("file")}
        </a>
      ),
    },
  ];
}

function MonthName({ month }: { readonly month: string }): ReactNode {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale === "id" ? "id-ID" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return <span className="font-semibold">{format.format(new Date(`${month}T00:00:00Z`))}</span>;
}
