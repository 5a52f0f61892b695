/** One webhook endpoint: its state, requests, and pending and expired events. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment, count as written } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { DeliveriesList } from "./deliveries-list.tsx";
import { ExchangesList } from "./exchanges-list.tsx";
import { IssuedSecret } from "./issued-secret.tsx";
import { WebhookState } from "./webhook-badges.tsx";
import { WEBHOOK_LISTS, type Webhook, type WebhookList, webhookQuery } from "./webhook-data.ts";
import { WebhookDialog } from "./webhook-dialog.tsx";

/** The screen of `/layanan/webhook/ID`. */
export function WebhookScreen(): ReactNode {
  const t = useTranslations("web.webhooks");
  const { id } = useParams({ from: "/layanan/webhook/$id" });
  const found = useQuery(webhookQuery(id));
  const webhook = found.data;
  const above = (
    <WayBack>
      <Link to="/layanan/webhook">{t("back")}</Link>
    </WayBack>
  );
  return (
    <Page
      width="working"
      title={webhook?.name ?? t("title")}
      above={above}
      {...(webhook === undefined ? {} : { lead: <WebhookState {...webhook} /> })}
    >
      <Awaiting query={found} lines={8} />
      {webhook === undefined ? null : (
        <div className="grid gap-8">
          <WebhookActions webhook={webhook} />
          <Facts webhook={webhook} />
          <Lists webhook={webhook} />
        </div>
      )}
    </Page>
  );
}

function WebhookActions({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { id, name, isOn } = webhook;
  const isOfApplications = webhook.purpose === "callbacks";
  const t = useTranslations("web.webhooks");
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const [doing, setDoing] = useState<"edit" | "secret" | "end" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const params = { path: { id } };
  const trying = useMutation({
    mutationFn: () => read(api.POST("/api/service/webhooks/{id}/trials", { params })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "webhooks"] }),
  });
  const renew = async (): Promise<void> => {
    setSecret(
      (await read<{ readonly secret: string }>(api.POST("/api/service/webhooks/{id}/secret", { params }))).secret,
    );
  };
  const end = async (): Promise<void> => {
    await read(api.DELETE("/api/service/webhooks/{id}", { params }));
    await navigate({ to: "/layanan/webhook" });
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        {isOn && !isOfApplications ? (
          <BusyButton type="button" className="button" isBusy={trying.isPending} onClick={() => trying.mutate()}>
            {t("test")}
          </BusyButton>
        ) : null}
        {isOfApplications ? (
          <PlaceSwitch webhook={webhook} />
        ) : (
          <>
            <button type="button" className="button" onClick={() => setDoing("edit")}>
              {t("edit")}
            </button>
            <button type="button" className="button" onClick={() => setDoing("secret")}>
              {t("replace")}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => setDoing("end")}>
          {t("end")}
        </button>
      </div>
      <p role="status" className="text-small text-soft empty:hidden">
        {trying.isSuccess ? t("ordered") : ""}
      </p>
      {trying.error === null ? null : <FailureNotice error={trying.error} />}
      {secret === null ? null : <IssuedSecret secret={secret} isNew={false} />}
      {doing === "edit" ? <WebhookDialog webhook={webhook} onClose={() => setDoing(null)} /> : null}
      {doing === "secret" ? (
        <EndDialog
          title={t("replaceTitle", { name })}
          text={t("replaceText")}
          yes={t("replaceYes")}
          end={renew}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {doing === "end" ? (
        <EndDialog
          title={t("endTitle", { name })}
          text={t("endText")}
          yes={t("endYes")}
          end={end}
          onClose={() => setDoing(null)}
        />
      ) : null}
    </div>
  );
}

/** A host named by applications has no form; it can only be enabled and disabled. */
function PlaceSwitch({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { id, name, url, isOn, version: expectedVersion } = webhook;
  const t = useTranslations("web.webhooks");
  const cache = useQueryClient();
  const switching = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/service/webhooks/{id}", {
          params: { path: { id } },
          body: { name, url, kinds: [], isOn: !isOn, expectedVersion },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "webhooks"] }),
  });
  return (
    <>
      <BusyButton type="button" className="button" isBusy={switching.isPending} onClick={() => switching.mutate()}>
        {t(isOn ? "switchOff" : "switchOn")}
      </BusyButton>
      {switching.error === null ? null : <FailureNotice error={switching.error} />}
    </>
  );
}

const EVENT_KIND_KEYS = {
  alert: "alert",
  "message.state": "message-state",
  "message.sent": "message-sent",
  "message.received": "message-received",
} as const;

function Facts({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const { url, isOn, offWhy, isFailing, oldSecretUntil, createdBy, createdAt } = webhook;
  const toldOf = ({ kinds, purpose }: Webhook): string => {
    if (purpose === "callbacks") return t("wishes.callbacks");
    return kinds.length === 0 ? t("kindsNone") : kinds.map((kind) => t(`wishes.${EVENT_KIND_KEYS[kind]}`)).join("; ");
  };
  const facts = [
    [t("url"), url],
    [t("kinds"), toldOf(webhook)],
    [t("by"), `${createdBy ?? t("byApplications")}, ${moment(createdAt, locale)}`],
    ...(oldSecretUntil === null ? [] : [[t("oldSecret"), t("oldSecretUntil", { at: moment(oldSecretUntil, locale) })]]),
  ] as const;
  return (
    <div className="grid gap-4">
      {!isOn && offWhy !== "person" && offWhy !== null ? (
        <Notice tone="bad" title={t(`off.${offWhy}`)}>
          <p>{t(`offText.${offWhy}`)}</p>
        </Notice>
      ) : null}
      {isOn && isFailing ? (
        <Notice tone="wait" title={t("failing")}>
          <p>{t("failingText")}</p>
        </Notice>
      ) : null}
      <dl className="grid max-w-[80ch] gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Upper bound of the count of pending and expired events. */
const COUNTED_MAX = 1_000;

/** One list at a time, selected by the URL. */
function Lists({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const { list } = useSearch({ from: "/layanan/webhook/$id" });
  const chosen: WebhookList = WEBHOOK_LISTS.find((one) => one === list) ?? "exchanges";
  const counted = (count: number): string =>
    count === 0 ? "" : ` (${count >= COUNTED_MAX ? `${written(COUNTED_MAX, locale)}+` : written(count, locale)})`;
  const counts = { exchanges: "", waiting: counted(webhook.waiting), dead: counted(webhook.dead) };
  return (
    <section className="grid gap-4" aria-labelledby="lists">
      <h2 id="lists">{t("listsTitle")}</h2>
      <nav aria-label={t("listsTitle")} className="flex flex-wrap gap-2">
        {WEBHOOK_LISTS.map((one) => (
          <Link
            key={one}
            to="/layanan/webhook/$id"
            params={{ id: webhook.id }}
            search={{ list: one }}
            className={one === chosen ? "button button-small button-main" : "button button-small"}
            {...(one === chosen ? { "aria-current": "page" as const } : {})}
          >
            {t(`lists.${one}`)}
            {counts[one]}
          </Link>
        ))}
      </nav>
      {chosen === "exchanges" ? (
        <ExchangesList webhook={webhook} />
      ) : (
        <DeliveriesList key={chosen} webhook={webhook} state={chosen} />
      )}
    </section>
  );
}
