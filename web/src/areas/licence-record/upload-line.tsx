/** On the page of an application: that its SKLO is to be uploaded to OSS, or that the licence is there. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { handoverQuery } from "./record-data.ts";

/** The way to the last step; nothing before there is an SKLO. */
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
