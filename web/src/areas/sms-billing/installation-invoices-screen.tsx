/** SMS invoices of all call centres. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { CarrierWays } from "../sms-carriers/carrier-ways.tsx";
import { type InstallationInvoiceRow, installationInvoicesQuery } from "./billing-data.ts";
import { useInvoiceColumns } from "./invoice-columns.tsx";

const fileOf = ({ tenantId, id }: InstallationInvoiceRow) =>
  `/api/service/sms/balances/${tenantId}/invoices/${id}/file`;

/** The screen of `/operator-sms/tagihan`. */
export function InstallationInvoicesScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.invoices");
  const place = useSearch({ from: "/operator-sms/tagihan" });
  const navigate = useNavigate({ from: "/operator-sms/tagihan" });
  const found = useQuery(installationInvoicesQuery(place));
  const tenant: Column<InstallationInvoiceRow> = {
    id: "tenant",
    header: t("tenant"),
    look: "wrap",
    cell: (row) => row.tenant,
  };
  const columns = [tenant, ...useInvoiceColumns<InstallationInvoiceRow>(fileOf)];
  const next = found.data?.next ?? null;
  const go = (search: { readonly after: string; readonly afterAt: string }) => void navigate({ search, replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-3">
        <List
          query={found}
          lines={4}
          caption={t("title")}
          columns={columns}
          empty={{ title: t("emptyTitle"), text: t("emptyText") }}
        />
        <p className="flex flex-wrap gap-3">
          {(place.after ?? "") === "" ? null : (
            <button type="button" className="button button-small" onClick={() => go({ after: "", afterAt: "" })}>
              {t("newer")}
            </button>
          )}
          {next === null ? null : (
            <button type="button" className="button button-small" onClick={() => go(next)}>
              {t("older")}
            </button>
          )}
        </p>
      </div>
    </Page>
  );
}
