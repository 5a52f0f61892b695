/** SMS prices: list, new price, and deletion of a price that is not in force yet. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { CarrierWays } from "../sms-carriers/carrier-ways.tsx";
import { Amount } from "./amount.tsx";
import { type PriceRow, pricesQuery } from "./billing-data.ts";
import { PriceForm } from "./price-form.tsx";

/** The screen of `/operator-sms/harga`. */
export function PricesScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.prices");
  const all = useTranslations("web.smsBilling");
  const found = useInfiniteQuery(pricesQuery);
  const [ending, setEnding] = useState<PriceRow | null>(null);
  const columns = useColumns(setEnding);
  const rows = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-8">
        <PriceForm />
        <section className="grid gap-3" aria-label={t("title")}>
          <Awaiting query={found} lines={4} />
          {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
          {rows === undefined || rows.length === 0 ? null : (
            <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
          )}
          {found.hasNextPage ? (
            <button
              type="button"
              className="button button-small justify-self-start"
              onClick={() => void found.fetchNextPage()}
            >
              {all("moreRows")}
            </button>
          ) : null}
        </section>
      </div>
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle")}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/prices/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

function useColumns(onEnd: (row: PriceRow) => void): readonly Column<PriceRow>[] {
  const t = useTranslations("web.smsBilling.prices");
  const all = useTranslations("web.smsBilling");
  const locale = useLocale();
  return [
    {
      id: "prefix",
      header: t("prefix"),
      look: "strong-figures",
      cell: ({ prefix }) => (prefix === "" ? t("every") : prefix),
    },
    { id: "carrier", header: all("carrier"), look: "wrap", cell: ({ carrier }) => carrier ?? all("anyCarrier") },
    {
      id: "category",
      header: all("category"),
      cell: ({ category }) => (category === null ? all("anyCategory") : all(`categories.${category}`)),
    },
    { id: "price", header: t("priceShort"), cell: ({ priceRupiah }) => <Amount of={priceRupiah} /> },
    { id: "cost", header: t("costShort"), cell: ({ costRupiah }) => <Amount of={costRupiah} /> },
    { id: "validFrom", header: t("validFrom"), cell: ({ validFrom }) => moment(validFrom, locale) },
    { id: "standing", header: t("standing"), cell: ({ standing }) => t(`standings.${standing}`) },
    {
      id: "acts",
      header: all("acts"),
      actions: (row) =>
        row.standing === "to-come"
          ? [
              {
                text: t("end"),
                label: t("endOf", {
                  place: row.prefix === "" ? t("every") : row.prefix,
                  at: moment(row.validFrom, locale),
                }),
                onPress: () => onEnd(row),
              },
            ]
          : [],
    },
  ];
}
