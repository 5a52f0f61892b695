/** Links between the installation's SMS screens. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** The navigation above each of these screens. */
export function CarrierWays(): ReactNode {
  const t = useTranslations("web.smsCarriers");
  return (
    <nav aria-label={t("ways")} className="segments mb-5 flex-wrap">
      <Link to="/operator-sms" className="segment" activeOptions={{ exact: true }}>
        {t("title")}
      </Link>
      <Link to="/operator-sms/pengirim" className="segment">
        {t("toSenders")}
      </Link>
      <Link to="/operator-sms/harga" className="segment">
        {t("toPrices")}
      </Link>
      <Link to="/operator-sms/saldo" className="segment">
        {t("toBalances")}
      </Link>
      <Link to="/operator-sms/laporan" className="segment">
        {t("toReport")}
      </Link>
      <Link to="/operator-sms/tagihan" className="segment">
        {t("toInvoices")}
      </Link>
      <Link to="/operator-sms/pencocokan" className="segment">
        {t("toReconcile")}
      </Link>
      <Link to="/operator-sms/nomor" className="segment">
        {t("toNumbers")}
      </Link>
    </nav>
  );
}
