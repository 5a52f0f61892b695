/** One webhook exchange: request, response, duration and error. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime } from "../calls/call-words.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { exchangeQuery } from "./console-data.ts";
import { Explained, Facts, OutcomeBadge, SentFields, Took } from "./console-parts.tsx";

/** The screen of `/layanan/api/hook/ID`. */
export function ExchangeScreen(): ReactNode {
  const t = useTranslations("web.console");
  const locale = useLocale();
  const { id } = useParams({ from: "/layanan/api/hook/$id" });
  const found = useQuery(exchangeQuery(id));
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("hooks.one") : t(`kinds.${data.kind}`)}
      {...(data === undefined || data.url === ""
        ? {}
        : { lead: <code className="[overflow-wrap:anywhere]">{`${data.method} ${data.url}`}</code> })}
      above={
        <WayBack>
          <Link to="/layanan/api/hook">{t("hooks.title")}</Link>
        </WayBack>
      }
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <Explained explanation={data.explanation} tone={data.error === null ? "wait" : "bad"} />
          <Facts
            facts={[
              [
                t("answer"),
                <OutcomeBadge key="answer" status={data.status} error={data.error} warnings={data.warnings.length} />,
              ],
              ...data.warnings.map(
                ({ number, verb, attribute }, index) =>
                  [
                    index === 0 ? t("hooks.passedOver") : " ".repeat(index),
                    t(attribute === null ? "hooks.verb" : "hooks.attribute", {
                      number: String(number),
                      verb,
                      attribute: attribute ?? "",
                    }),
                  ] as const,
              ),
              [t("at"), callTime(data.at, data.timeZone, locale)],
              [t("took"), <Took key="took" ms={data.durationMs} />],
              [t("hooks.nth"), String(data.nth)],
              data.kind === "sms"
                ? [t("hooks.message"), <code key="message">{data.callSid}</code>]
                : [
                    t("call"),
                    <Link key="call" to="/layanan/api/panggilan/$id" params={{ id: data.callId }}>
                      {data.callSid}
                    </Link>,
                  ],
            ]}
          />
          <SentFields id="fields" title={t("hooks.fields")} fields={data.fields} />
          <section className="grid gap-2" aria-labelledby="answer">
            <h2 id="answer">{t("hooks.answer")}</h2>
            <p className="max-w-[70ch] text-soft">{t("hooks.answerText")}</p>
            {data.answer === "" ? (
              <p>{t("hooks.noAnswer")}</p>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
              <pre className="card overflow-x-auto p-4 text-small" tabIndex={0}>
                {data.answer}
              </pre>
            )}
          </section>
        </div>
      )}
    </Page>
  );
}
