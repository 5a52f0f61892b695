import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import type { PublishWebhookEvent } from "../../tenancy/webhooks/index.ts";
import { leadersAmong } from "./alert.store.ts";
import type { ActiveAlertEvent } from "./alert-event.store.ts";
import type { AlertRule, Comparison, Measure } from "./alert-rule.shared.ts";
import { alertWords } from "./alert-words.ts";
import { type TextTelling, textAlert } from "./text-alert.effects.ts";

/** Dependencies of notification; the process passes in the mail function of people and the webhook publisher. */
export interface Telling extends TextTelling {
  readonly kit: TextTelling["kit"] & Pick<Kit, "ids" | "publicUrl">;
  readonly tellPeople: NotifyPeople;
  readonly tellWebhooks: PublishWebhookEvent<DatabaseTransaction>;
}

/** The content of a notification about an alert. */
export interface AlertNotice {
  readonly tenantId: string;
  readonly rule: Pick<AlertRule, "mailTo" | "webhookIds" | "smsFrom" | "smsTo">;
  readonly event: Pick<
    ActiveAlertEvent,
    "id" | "alertId" | "name" | "measure" | "comparison" | "threshold" | "queues" | "sequence" | "raisedAt"
  >;
  readonly kind: "raised" | "repeated" | "cleared";
  /** The number of the notification of its kind. */
  readonly nth: number;
  /** The current value; null without one. */
  readonly figure: number | null;
}

/** Notifies people by mail and SMS and applications by webhook, in the transaction of the decision, so that each notification is sent once. */
export async function notifyAlert(trx: DatabaseTransaction, telling: Telling, told: AlertNotice): Promise<void> {
  await mailAlert(trx, telling, told);
  await orderCalls(trx, telling, told);
  const { kind } = told;
  if (kind !== "repeated") await textAlert(trx, telling, { ...told, kind });
}

async function mailAlert(trx: DatabaseTransaction, telling: Telling, told: AlertNotice): Promise<void> {
  const { kit, tellPeople, writtenMoment } = telling;
  const { rule, event, kind, nth, figure, tenantId } = told;
  if (rule.mailTo.length === 0) return;
  // Recipients who have left the call centre are skipped.
  const at = new Date(kit.clock.nowMs());
  const leaders = await leadersAmong(trx, { tenantId, at, personIds: rule.mailTo });
  const words = (locale: "id" | "en") => {
    const write = (key: string, params: Readonly<Record<string, string | number>>) =>
      kit.texts.text(locale, `alertWords.${key}`, params);
    const said = alertWords(write, event);
    return {
      alert: event.name,
      link: `${kit.publicUrl()}/layanan/peringatan`,
      measure: said.measure,
      limit: said.limit,
      figure: said.value(figure),
      scope: event.queues.length === 0 ? write("whole", {}) : event.queues.join(", "),
      at: writtenMoment(kit.clock.nowMs(), locale),
      raisedAt: writtenMoment(new Date(event.raisedAt).getTime(), locale),
    };
  };
  await tellPeople(trx, {
    personIds: rule.mailTo.filter((id) => leaders.has(id)),
    template: `alert-${kind}`,
    dedupeKey: `alert ${event.id} ${kind} ${nth}`,
    params: words,
  });
}

/** The payload of a webhook about an alert, beside the head of every event. It contains no caller and no telephone number. */
interface CalledAbout {
  readonly alert: { readonly id: string; readonly name: string };
  readonly event: {
    readonly id: string;
    readonly measure: Measure;
    readonly comparison: Comparison;
    readonly threshold: number;
    readonly figure: number | null;
    readonly queues: readonly string[];
    readonly sequence: number;
    readonly raisedAt: string;
    readonly telling: number;
  };
}

async function orderCalls(trx: DatabaseTransaction, { kit, tellWebhooks }: Telling, told: AlertNotice): Promise<void> {
  const { rule, event, kind, nth, figure } = told;
  if (rule.webhookIds.length === 0) return;
  const { id: eventId, alertId, name, measure, comparison, threshold, queues, sequence, raisedAt } = event;
  const about: CalledAbout = {
    alert: { id: alertId, name },
    event: {
      id: eventId,
      measure: measure as Measure,
      comparison: comparison as Comparison,
      threshold,
      figure,
      queues,
      sequence,
      raisedAt: new Date(raisedAt).toISOString(),
      telling: nth,
    },
  };
  await tellWebhooks(trx, {
    id: kit.ids.next(),
    wish: "alert",
    kind: `alert.${kind}`,
    subjectId: eventId,
    atMs: kit.clock.nowMs(),
    about: { ...about },
    chosen: rule.webhookIds,
    once: `${eventId} ${kind} ${nth}`,
  });
}
