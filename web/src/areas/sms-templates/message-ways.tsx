/** Links between messages, templates and campaigns. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** The navigation above the lists. */
export function MessageWays(): ReactNode {
  const t = useTranslations("web.shortMessages.ways");
  return (
    <nav aria-label={t("label")} className="segments mb-5 flex-wrap">
      <Link to="/layanan/pesan" className="segment" activeOptions={{ exact: true, includeSearch: false }}>
        {t("messages")}
      </Link>
      <Link to="/layanan/pesan/templat" className="segment">
        {t("templates")}
      </Link>
      <Link to="/layanan/pesan/kampanye" className="segment" activeOptions={{ includeSearch: false }}>
        {t("campaigns")}
      </Link>
      <Link to="/layanan/pesan/percakapan" className="segment" activeOptions={{ includeSearch: false }}>
        {t("threads")}
      </Link>
    </nav>
  );
}
