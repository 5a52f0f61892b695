/** Licences that OSS requests from the user's companies and that have no application yet. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { waitingLicensesQuery } from "./oss-data.ts";

/** Maximum number of licences listed by name; the others are counted. */
const NAMED_MAX = 3;

/** A notice while licences are waiting; renders nothing otherwise. */
export function WaitingLicenses(): ReactNode {
  const t = useTranslations("web.oss.asks");
  const { data } = useQuery(waitingLicensesQuery);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const named = items.slice(0, NAMED_MAX).map(({ licenseId }) => licenseId);
  const ids = [...named, ...(items.length > NAMED_MAX ? ["…"] : [])].join(", ");
  return (
    <div className="mb-5">
      <Notice title={t("title")}>
        <p className="break-words">{t("text", { count: items.length, ids })}</p>
        <Link to="/nomor" className="button button-small mt-3">
          {t("button")}
        </Link>
      </Notice>
    </div>
  );
}
