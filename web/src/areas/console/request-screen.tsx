/** One API request with its response. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime } from "../calls/call-words.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { requestQuery } from "./console-data.ts";
import { Explained, Facts, OutcomeBadge, SentFields, Took } from "./console-parts.tsx";
import { useShownBy } from "./shown-by.ts";

/** The screen of `/layanan/api/permintaan/ID`. */
export function RequestScreen(): ReactNode {
  const t = useTranslations("web.console");
  const locale = useLocale();
  const shownBy = useShownBy();
  const { id } = useParams({ from: "/layanan/api/permintaan/$id" });
  const found = useQuery(requestQuery(id));
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("requests.one") : t("requests.oneTitle", { method: data.method })}
      {...(data === undefined ? {} : { lead: <code className="[overflow-wrap:anywhere]">{data.path}</code> })}
      above={
        <WayBack>
          <Link to="/layanan/api/permintaan">{t("requests.title")}</Link>
        </WayBack>
      }
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <Explained explanation={data.explanation} tone="bad" />
          <Facts
            facts={[
              [t("answer"), <OutcomeBadge key="answer" status={data.status} error={data.error ?? data.errorCode} />],
              [t("at"), callTime(data.at, data.timeZone, locale)],
              [t("took"), <Took key="took" ms={data.durationMs} />],
              [t("key"), shownBy(data)],
              ...(data.sid === null ? [] : [[t("about"), <code key="sid">{data.sid}</code>] as const]),
            ]}
          />
          {data.callId === null ? null : (
            <p>
              <Link to="/layanan/api/panggilan/$id" params={{ id: data.callId }}>
                {t("story.open")}
              </Link>
            </p>
          )}
          <SentFields id="fields" title={t("requests.fields")} fields={data.params} />
        </div>
      )}
    </Page>
  );
}
