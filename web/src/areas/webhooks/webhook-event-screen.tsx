/** One event of an endpoint: its payload, and the response to each attempt. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { count, moment } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { useReplay } from "./deliveries-list.tsx";
import { DeliveryBadge, useAnswerWords, useKindWords } from "./webhook-badges.tsx";
import { type DeliveryWithBody, deliveryQuery, webhookQuery } from "./webhook-data.ts";

type Tried = DeliveryWithBody["exchanges"][number];

/** The screen of `/layanan/webhook/ID/kejadian/ID`. */
export function WebhookEventScreen(): ReactNode {
  const t = useTranslations("web.webhooks");
  const { id, eventId } = useParams({ from: "/layanan/webhook/$id/kejadian/$eventId" });
  const found = useQuery(deliveryQuery(id, eventId));
  const webhook = useQuery(webhookQuery(id));
  const kindOf = useKindWords();
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("event") : kindOf(data.kind)}
      above={
        <WayBack>
          <Link to="/layanan/webhook/$id" params={{ id }}>
            {webhook.data?.name ?? t("title")}
          </Link>
        </WayBack>
      }
      {...(data === undefined ? {} : { lead: <DeliveryBadge state={data.state} /> })}
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <DeliveryStatus id={id} delivery={data} isOn={webhook.data?.isOn === true} />
          <section className="grid gap-2" aria-labelledby="body">
            <h2 id="body">{t("bodyTitle")}</h2>
            <p className="max-w-[70ch] text-soft">{t("bodyText")}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre className="card overflow-x-auto p-4 text-small" tabIndex={0}>
              {data.body}
            </pre>
          </section>
          <Tries tries={data.exchanges} />
        </div>
      )}
    </Page>
  );
}

function DeliveryStatus({
  id,
  delivery: { eventId, state, createdAt, nextTryAt, overAt },
  isOn,
}: {
  readonly id: string;
  readonly delivery: DeliveryWithBody;
  readonly isOn: boolean;
}): ReactNode {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const replaying = useReplay(id);
  const facts = [
    [t("eventId"), eventId],
    [t("happenedAt"), moment(createdAt, locale)],
    ...(nextTryAt === null ? [] : [[t("nextTry"), moment(nextTryAt, locale)]]),
    ...(overAt === null ? [] : [[t(state === "delivered" ? "heardAt" : "givenUpAt"), moment(overAt, locale)]]),
  ] as const;
  return (
    <div className="grid gap-4">
      <dl className="grid max-w-[80ch] gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{text}</dd>
          </div>
        ))}
      </dl>
      {isOn && (state === "dead" || state === "delivered") ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={replaying.isPending}
          onClick={() => replaying.mutate(eventId)}
        >
          {t("replay")}
        </BusyButton>
      ) : null}
      {replaying.error === null ? null : <FailureNotice error={replaying.error} />}
    </div>
  );
}

function Tries({ tries }: { readonly tries: readonly Tried[] }): ReactNode {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const answerOf = useAnswerWords();
  const columns: readonly Column<Tried>[] = [
    { id: "attempt", header: t("attempt"), numeric: true, cell: ({ attempt }) => count(attempt, locale) },
    { id: "at", header: t("at"), cell: ({ at }) => moment(at, locale) },
    { id: "answer", header: t("answer"), look: "wrap", cell: (row) => answerOf(row) },
    {
      id: "duration",
      header: t("duration"),
      numeric: true,
      look: "line",
      cell: ({ durationMs }) => t("milliseconds", { value: count(durationMs, locale) }),
    },
  ];
  return (
    <section className="grid gap-2" aria-labelledby="tries">
      <h2 id="tries">{t("triesTitle")}</h2>
      {tries.length === 0 ? (
        <p className="text-soft">{t("noTries")}</p>
      ) : (
        <DataTable caption={t("triesTitle")} columns={columns} rows={tries} rowId={({ attempt }) => String(attempt)} />
      )}
    </section>
  );
}
