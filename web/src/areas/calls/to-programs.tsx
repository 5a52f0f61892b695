/** The link from a call controlled by an application to its API requests and webhooks. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "../../shell/use-may.ts";
import type { CallDetail } from "./calls-data.ts";

/** The link, for users with permission. */
export function ToPrograms({ id, events }: Pick<CallDetail, "id" | "events">): ReactNode {
  const t = useTranslations("web.calls.detail");
  const mayManage = useMay("service.manage");
  if (!mayManage || !events.some(({ kind }) => kind.startsWith("application."))) return null;
  return (
    <p>
      <Link to="/layanan/api/panggilan/$id" params={{ id }}>
        {t("toPrograms")}
      </Link>
    </p>
  );
}
