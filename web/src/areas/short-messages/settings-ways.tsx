/** Links between the SMS settings screens, and back to the messages. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { WayBack } from "../evaluations/way-back.tsx";

/** The navigation above each of these screens. */
export function SettingsWays(): ReactNode {
  const t = useTranslations("web.smsSettings");
  return (
    <>
      <WayBack>
        <Link to="/layanan/pesan">{t("back")}</Link>
      </WayBack>
      <nav aria-label={t("ways")} className="segments mb-5 flex-wrap">
        <Link to="/layanan/pengirim" className="segment" activeOptions={{ exact: true }}>
          {t("senders.title")}
        </Link>
        <Link to="/layanan/pengirim/program" className="segment">
          {t("programs.title")}
        </Link>
        <Link to="/layanan/pengirim/penolak" className="segment">
          {t("optOuts.title")}
        </Link>
        <Link to="/layanan/pengirim/kata" className="segment">
          {t("keywords.title")}
        </Link>
      </nav>
    </>
  );
}
