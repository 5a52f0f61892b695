/** Active alerts: the same list on the alerts screen and above the queue board. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { type AlertEvent, alertsQuery, newlyRaised } from "./alert-data.ts";
import { useAlertWords } from "./alert-words.ts";

const NAMES = ["alerts"] as const;

/** The last received active alerts, and those raised while this screen was open. */
export interface ActiveAlerts {
  readonly items: readonly AlertEvent[] | null;
  readonly fresh: readonly AlertEvent[];
  readonly liveness: Liveness;
}

/** Subscribes to active alerts; each event holds the complete list. */
export function useActiveAlerts(): ActiveAlerts {
  const cache = useQueryClient();
  const [seen, setSeen] = useState<Omit<ActiveAlerts, "liveness">>({ items: null, fresh: [] });
  const liveness = useLive("/api/service/alerts/live", NAMES, {
    onEvent: (_, data) => {
      const { items } = data as { readonly items: readonly AlertEvent[] };
      const known = seen.items === null ? null : new Set(seen.items.map(({ id }) => id));
      const raised = newlyRaised(known, items);
      const stillFresh = seen.fresh.filter(({ id }) => items.some((one) => one.id === id));
      setSeen({ items, fresh: raised.size === 0 ? stillFresh : items.filter(({ id }) => raised.has(id)) });
      if (known !== null && (raised.size > 0 || known.size !== items.length))
        void cache.invalidateQueries({ queryKey: alertsQuery.queryKey });
    },
    onReturn: () => undefined,
  });
  return { ...seen, liveness };
}

/** Announces newly raised alerts to screen readers, but not those that were active before. */
export function RaisedAloud({ items, fresh }: Pick<ActiveAlerts, "items" | "fresh">): ReactNode {
  const t = useTranslations("web.alerts");
  const words = useAlertWords();
  return (
    <div className="sr-only" data-heard={items !== null}>
      {fresh.map(({ id, name, measure, figure }) => (
        <p key={id} role="alert">
          {t("raisedNew", { name, measure: t(`measures.${measure}`), figure: words.value(measure, figure) })}
        </p>
      ))}
    </div>
  );
}

/** The active alerts, each with the user who acknowledged it or a button to acknowledge it. */
export function ActiveAlertList({ items }: { readonly items: readonly AlertEvent[] }): ReactNode {
  const t = useTranslations("web.alerts");
  return (
    <ul className="grid gap-3" aria-label={t("strip")}>
      {items.map((event) => (
        <ActiveAlertItem key={event.id} event={event} />
      ))}
    </ul>
  );
}

function ActiveAlertItem({ event }: { readonly event: AlertEvent }): ReactNode {
  const t = useTranslations("web.alerts");
  const locale = useLocale();
  const words = useAlertWords();
  const { name, measure, queues, raisedAt, sequence, acknowledgedBy, acknowledgedAt } = event;
  return (
    <li className={`notice tone-${acknowledgedAt === null ? "bad" : "wait"}`} data-standing={event.id}>
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1 [overflow-wrap:anywhere]">
          <p className="flex flex-wrap items-center gap-2">
            <span className="text-lead font-semibold">{name}</span>
            <Badge
              shape={acknowledgedAt === null ? "triangle" : "half"}
              tone={acknowledgedAt === null ? "bad" : "wait"}
            >
              {acknowledgedAt === null ? t("untaken") : t("states.standing")}
            </Badge>
          </p>
          <p>
            {words.scope(measure, queues)}: <strong className="tabular-nums">{words.stood(event)}</strong>
          </p>
          <p className="text-small">
            {t("since", { at: moment(raisedAt, locale) })} · {t("sequence", { number: sequence })}
          </p>
          {acknowledgedAt === null ? null : (
            <p className="text-small font-semibold">
              {t("taken", { name: acknowledgedBy ?? "–", at: moment(acknowledgedAt, locale) })}
            </p>
          )}
        </div>
        {acknowledgedAt === null ? <TakeOn event={event} /> : null}
      </div>
    </li>
  );
}

function TakeOn({ event: { id, name } }: { readonly event: AlertEvent }): ReactNode {
  const t = useTranslations("web.alerts");
  const cache = useQueryClient();
  const taking = useMutation({
    mutationFn: () => read(api.POST("/api/service/alert-events/{id}/acknowledgement", { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "alert-events"] }),
  });
  return (
    <div className="grid gap-2">
      <BusyButton
        type="button"
        className="button"
        isBusy={taking.isPending}
        aria-label={t("takeOf", { name })}
        onClick={() => taking.mutate()}
      >
        {t("take")}
      </BusyButton>
      {taking.error === null ? null : <FailureNotice error={taking.error} />}
    </div>
  );
}

/** Shown above the queue board; renders nothing without active alerts. */
export function AlertStrip(): ReactNode {
  const t = useTranslations("web.alerts");
  const { items, fresh } = useActiveAlerts();
  return (
    <>
      <RaisedAloud items={items} fresh={fresh} />
      {items === null || items.length === 0 ? null : (
        <section className="mb-6 grid gap-3" data-alert-strip="">
          <p className="flex flex-wrap items-center justify-between gap-3">
            <span className="font-semibold">{t("standingCount", { count: items.length })}</span>
            <Link to="/layanan/peringatan" className="button button-small">
              {t("toAll")}
            </Link>
          </p>
          <ActiveAlertList items={items} />
        </section>
      )}
    </>
  );
}
