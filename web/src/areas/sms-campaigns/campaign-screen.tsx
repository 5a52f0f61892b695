/** One campaign: progress, results of its rows, and start, pause and stop. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { rupiah } from "../../words/amounts.ts";
import { moment } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { CampaignActions } from "./campaign-actions.tsx";
import { CampaignBadge } from "./campaign-badge.tsx";
import { type Campaign, campaignQuery } from "./campaign-data.ts";

/** The screen of `/layanan/pesan/kampanye/$id`. */
export function CampaignScreen(): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const { id } = useParams({ from: "/layanan/pesan/kampanye/$id" });
  const found = useQuery(campaignQuery(id));
  const { data } = found;
  const above = (
    <WayBack>
      <Link to="/layanan/pesan/kampanye">{t("title")}</Link>
    </WayBack>
  );
  return (
    <Page width="working" title={data?.name ?? t("one.title")} above={above}>
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-6">
          <CampaignStatus campaign={data} />
          <Plan campaign={data} />
          {data.state === "prepared" ? null : <Results campaign={data} />}
        </div>
      )}
    </Page>
  );
}

function CampaignStatus({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const { state, lines, waiting, held } = campaign;
  const over = lines - waiting;
  return (
    <section className="card grid gap-4 p-5" aria-label={t("state")} data-campaign={state}>
      <div className="flex flex-wrap items-center gap-3">
        <CampaignBadge state={state} />
        <span className="tabular-nums">
          {state === "prepared" ? t("linesOf", { count: lines }) : t("over", { over, lines })}
        </span>
      </div>
      {state === "prepared" ? null : (
        <progress className="h-3 w-full accent-accent" max={lines} value={over} aria-label={t("progress")} />
      )}
      <div role="status" className="grid gap-3 empty:hidden">
        {held === null ? null : (
          <Notice tone="wait" title={t("one.heldTitle")}>
            <p>{held}</p>
          </Notice>
        )}
      </div>
      <CampaignActions campaign={campaign} />
    </section>
  );
}

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** A duration in the largest unit in which it is an integer. */
function validFor(t: ReturnType<typeof useTranslations<"web.smsCampaigns.one">>, minutes: number): string {
  if (minutes % DAY_MINUTES === 0) return t("validDays", { count: minutes / DAY_MINUTES });
  if (minutes % HOUR_MINUTES === 0) return t("validHours", { count: minutes / HOUR_MINUTES });
  return t("validOf", { count: minutes });
}

function Plan({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const t = useTranslations("web.smsCampaigns.one");
  const locale = useLocale();
  const { template, templateVersion, sender, sendAt, perHour, validMinutes, zone, parts, priceRupiah } = campaign;
  const { faulty, doubled, createdAt, createdBy, startedAt, startedBy, endedAt } = campaign;
  const facts: readonly (readonly [string, string])[] = [
    [t("template"), t("templateOf", { template, version: templateVersion })],
    [t("sender"), sender],
    [t("sendAt"), moment(sendAt, locale)],
    [t("perHour"), t("perHourOf", { count: perHour })],
    [t("valid"), validFor(t, validMinutes)],
    ...(zone === null ? [] : ([[t("zone"), zone]] as const)),
    [t("foreseen"), t("foreseenOf", { parts, price: rupiah(priceRupiah, locale) })],
    ...(faulty + doubled === 0 ? [] : ([[t("leftOut"), t("leftOutOf", { faulty, doubled })]] as const)),
    [t("prepared"), t("byAt", { by: createdBy ?? "–", at: moment(createdAt, locale) })],
    ...(startedAt === null
      ? []
      : ([[t("started"), t("byAt", { by: startedBy ?? "–", at: moment(startedAt, locale) })]] as const)),
    ...(endedAt === null ? [] : ([[t("ended"), moment(endedAt, locale)]] as const)),
  ];
  return (
    <section className="card grid gap-3 p-5" aria-label={t("plan")}>
      <h2 className="text-lead">{t("plan")}</h2>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="mb-2 min-w-0 [overflow-wrap:anywhere] sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Results({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const t = useTranslations("web.smsCampaigns.one");
  const locale = useLocale();
  const mayTake = useMay("service.manage");
  const { id, standings, refused, chargedRupiah } = campaign;
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="results">
      <h2 id="results" className="text-lead">
        {t("results")}
      </h2>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {standings.map(({ state, count }) => (
          <div key={state} className="contents" data-standing={`${state} ${count}`}>
            <dt className="text-soft">{t(`standings.${state}`)}</dt>
            <dd className="mb-2 tabular-nums sm:mb-0">{t("count", { count })}</dd>
          </div>
        ))}
      </dl>
      <p>{t("charged", { price: rupiah(chargedRupiah, locale) })}</p>
      {refused.length === 0 ? null : (
        <div className="grid gap-2">
          <h3>{t("refused")}</h3>
          <ul className="grid gap-1">
            {refused.map(({ code, message, count }) => (
              <li key={code} data-refused={code} className="[overflow-wrap:anywhere]">
                {t("refusedOf", { count, message })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayTake ? (
        <a
          className="button justify-self-start"
          href={addressOf("/api/service/sms/campaigns/{id}/file", { path: { id }, query: { language: locale } })}
          download
        >
          {t("file")}
        </a>
      ) : null}
    </section>
  );
}
