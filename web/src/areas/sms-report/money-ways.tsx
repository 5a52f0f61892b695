/** Links between the call centre's SMS billing and report screens. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** The navigation above each of these screens. */
export function MoneyWays(): ReactNode {
  const t = useTranslations("web.smsReport");
  return (
    <nav aria-label={t("ways")} className="segments mb-5 flex-wrap">
      <Link to="/layanan/saldo-pesan" className="segment" activeOptions={{ exact: true, includeSearch: false }}>
        {t("balance")}
      </Link>
      <Link to="/layanan/saldo-pesan/laporan" className="segment">
        {t("report")}
      </Link>
      <Link to="/layanan/saldo-pesan/tagihan" className="segment">
        {t("invoices")}
      </Link>
    </nav>
  );
}
