/** Links between the CPaaS settings screens. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** The navigation above each of these screens. */
export function CpaasWays(): ReactNode {
  const t = useTranslations("web.cpaas");
  return (
    <nav aria-label={t("ways")} className="segments mb-5 flex-wrap">
      <Link to="/layanan/api" className="segment" activeOptions={{ exact: true }}>
        {t("waysTo.account")}
      </Link>
      <Link to="/layanan/api/kunci" className="segment">
        {t("waysTo.keys")}
      </Link>
      <Link to="/layanan/api/mulai" className="segment">
        {t("waysTo.quick")}
      </Link>
      <Link to="/layanan/api/referensi" className="segment">
        {t("waysTo.reference")}
      </Link>
      <Link to="/layanan/api/nomor" className="segment">
        {t("waysTo.numbers")}
      </Link>
      <Link to="/layanan/api/aplikasi" className="segment">
        {t("waysTo.applications")}
      </Link>
      <Link to="/layanan/api/permintaan" className="segment">
        {t("waysTo.requests")}
      </Link>
      <Link to="/layanan/api/hook" className="segment">
        {t("waysTo.hooks")}
      </Link>
      <Link to="/layanan/api/coba" className="segment">
        {t("waysTo.try")}
      </Link>
      <Link to="/layanan/api/batas" className="segment">
        {t("waysTo.limits")}
      </Link>
      <Link to="/layanan/api/galat" className="segment">
        {t("waysTo.errors")}
      </Link>
      <Link to="/layanan/api/perubahan" className="segment">
        {t("waysTo.changes")}
      </Link>
    </nav>
  );
}
