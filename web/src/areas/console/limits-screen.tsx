/** The rate limits of API calls of a call centre, with their current use. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { type CallLimits, callLimitsQuery } from "./console-data.ts";

/** The screen of `/layanan/api/batas`. */
export function LimitsScreen(): ReactNode {
  const t = useTranslations("web.console.limits");
  const found = useQuery(callLimitsQuery);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <Awaiting query={found} lines={6} />
      {found.data === undefined ? null : (
        <div className="grid gap-10">
          <Calls calls={found.data.calls} />
          <Requests limits={found.data} />
        </div>
      )}
    </Page>
  );
}

function Calls({ calls }: { readonly calls: CallLimits["calls"] }): ReactNode {
  const t = useTranslations("web.console.limits");
  const { perSecond, burst, atOnce, going, waiting, waitingMax } = calls;
  const isFull = waiting >= waitingMax;
  return (
    <section className="grid gap-4" aria-labelledby="calls">
      <div>
        <h2 id="calls">{t("calls")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("callsText")}</p>
      </div>
      {waiting === 0 ? null : (
        <Notice tone={isFull ? "bad" : "wait"} title={isFull ? t("full") : t("waits", { count: waiting })}>
          <p>{isFull ? t("fullText") : t("waitsText")}</p>
        </Notice>
      )}
      <dl className="max-w-[80ch]">
        <Figure name={t("perSecond")} value={perSecond} />
        <Figure name={t("burst")} value={burst} />
        <Figure name={t("atOnce")} value={t("of", { used: going, max: atOnce })} />
        <Figure name={t("waiting")} value={t("of", { used: waiting, max: waitingMax })} />
      </dl>
    </section>
  );
}

function Requests({ limits: { requests, creations } }: { readonly limits: CallLimits }): ReactNode {
  const t = useTranslations("web.console.limits");
  return (
    <section className="grid gap-4" aria-labelledby="requests">
      <div>
        <h2 id="requests">{t("requests")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("requestsText")}</p>
      </div>
      <dl className="max-w-[80ch]">
        <Figure name={t("inSecond")} value={requests.perSecond} />
        <Figure name={t("burst")} value={requests.burst} />
        <Figure name={t("underWay")} value={requests.atOnce} />
      </dl>
      <h3>{t("creations")}</h3>
      <dl className="max-w-[80ch]">
        <Figure name={t("inSecond")} value={creations.perSecond} />
        <Figure name={t("burst")} value={creations.burst} />
      </dl>
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string | number }): ReactNode {
  const { number } = useFormatter();
  return (
    <div className="grid gap-1 border-b border-line py-2 sm:grid-cols-[minmax(0,280px)_1fr]">
      <dt className="text-soft">{name}</dt>
      <dd className="font-semibold tabular-nums">{typeof value === "number" ? number(value) : value}</dd>
    </div>
  );
}
