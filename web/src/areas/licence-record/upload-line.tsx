/** Notice on the screen of an application: its SKLO must be uploaded to OSS, or the licence has been issued. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { handoverQuery } from "./record-data.ts";

/** The link to the last step; renders nothing before the SKLO is issued. */
export function UploadLine({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.licence.ossUpload");
  const { data } = useQuery(handoverQuery(id));
  if (data === undefined || data.state === "none") return null;
  return (
    <Notice tone={data.state === "granted" ? "good" : "wait"} title={t(`title.${data.state}`)}>
      <p>
        <Link to="/izin/$id/unggah-oss" params={{ id }} className="button button-main">
          {t(data.state === "granted" ? "goGranted" : "go")}
        </Link>
      </p>
    </Notice>
  );
}
