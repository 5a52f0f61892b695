/** SMS invoices of a call centre. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { MoneyWays } from "../sms-report/money-ways.tsx";
import { type InvoiceRow, invoicesQuery } from "./billing-data.ts";
import { useInvoiceColumns } from "./invoice-columns.tsx";

/** The screen of `/layanan/saldo-pesan/tagihan`. */
export function SmsInvoicesScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.invoices");
  const list = useListAddress(useSearch({ from: "/layanan/saldo-pesan/tagihan" }));
  const { before = "" } = list.address;
  const found = useQuery(invoicesQuery(before));
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={<MoneyWays />}
      query={found}
      lines={4}
      columns={useInvoiceColumns<InvoiceRow>(({ id }) => `/api/service/sms/invoices/${id}/file`)}
      cursors={{
        now: before,
        next: found.data?.next,
        newest: t("newer"),
        older: t("older"),
        onGo: (month) => list.change({ before: month }),
      }}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
