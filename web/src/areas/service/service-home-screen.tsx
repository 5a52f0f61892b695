/** The home screen of a call centre: the setup guide until the first answered call, then today's figures. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Liveness, useLive } from "../../data/live.ts";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { FirstHourSteps, TelephonesNotice } from "./first-hour-steps.tsx";
import { LimitNotices } from "./limit-lines.tsx";
import { type ServiceHome, serviceHomeQuery } from "./service-data.ts";
import { ServiceFigures } from "./service-figures.tsx";
import { TeamSteps } from "./team-steps.tsx";
import { TestCallPanel } from "./test-call-panel.tsx";

const EVENT_NAMES = ["home"] as const;

/** Subscribes to updates of the home screen. */
function useHomeLive(): Liveness {
  const cache = useQueryClient();
  return useLive("/api/service/events", EVENT_NAMES, {
    onEvent: (_, data) => void cache.setQueryData(serviceHomeQuery.queryKey, data as ServiceHome),
    onReturn: () => void cache.invalidateQueries({ queryKey: ["service"] }),
  });
}

function Address({ telephones }: Pick<ServiceHome, "telephones">): ReactNode {
  const t = useTranslations("web.service.hour");
  if (telephones === null) return null;
  return (
    <p className="mt-5 text-small text-soft">
      {t("address")} <code className="select-all">{`${telephones.server}:${telephones.port}`}</code>
    </p>
  );
}

function HomeBody({ home }: { readonly home: ServiceHome }): ReactNode {
  const t = useTranslations("web.service.home");
  const hour = useTranslations("web.service.hour");
  const test = useTranslations("web.service.test");
  const mayTest = useMay("service.manage");
  if (!home.hasAnsweredCall)
    return (
      <>
        <FirstHourSteps home={home} />
        <TeamSteps team={home.team} />
      </>
    );
  const ready = home.numbers.filter(({ registered }) => registered > 0);
  return (
    <>
      {home.next === null ? null : (
        <div className="mb-5">
          <Notice tone="wait" title={t("goneBack", { step: hour(`title.${home.next}`) })}>
            <p>{hour(`text.${home.next}`)}</p>
          </Notice>
        </div>
      )}
      <ServiceFigures home={home} />
      {ready.length === 0 || !mayTest ? null : (
        <section className="mt-6 grid gap-3">
          <h2>{test("title")}</h2>
          <TestCallPanel numbers={ready} />
        </section>
      )}
    </>
  );
}

/** The home screen of a call centre. */
export function ServiceHomeScreen(): ReactNode {
  const t = useTranslations("web.service");
  const { data, error, refetch } = useQuery(serviceHomeQuery);
  const liveness = useHomeLive();
  const isGuide = data?.hasAnsweredCall === false;
  return (
    <Page
      width={isGuide ? "reading" : "working"}
      title={isGuide ? t("hour.heading") : t("home.title")}
      lead={isGuide ? t("hour.lead") : undefined}
      actions={<Freshness liveness={liveness} />}
    >
      {data === undefined && error !== null ? null : <LostConnection liveness={liveness} />}
      <Awaiting query={{ data, error, refetch }} lines={6} height={96} />
      {data === undefined ? null : (
        <>
          <TelephonesNotice telephones={data.telephones} />
          <LimitNotices limits={data.limits} />
          <HomeBody home={data} />
          <Address telephones={data.telephones} />
        </>
      )}
    </Page>
  );
}
