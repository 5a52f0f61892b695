/** The way from a call that an application led to what its programs had to do with it. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "../../shell/use-may.ts";
import type { CallDetail } from "./calls-data.ts";

/** The link, for those who may follow it. */
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
