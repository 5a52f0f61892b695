import { GOOD_ALERT } from "./alert-stage.ts";
import type { Guest } from "./guests.ts";
import { SMS_SECRETS } from "./sms-attempts.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** What is tried on alerts of whoever they are, and with what is somebody else's in an alert of one's own. */
export function alertAttempts(
  client: Client,
  theirs: Readonly<Record<"alert" | "alertEvent" | "webhook" | "queue" | "person" | "hours", string>>,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const [alerts, webhooks] = ["/api/service/alerts", "/api/service/alert-webhooks"];
  const [alert, webhook] = [`${alerts}/${theirs.alert}`, `${webhooks}/${theirs.webhook}`];
  const own = { ...GOOD_ALERT, name: "Curian" };
  return {
    "POST /api/service/alerts": [
      () => client.post(alerts, { ...own, queueIds: [theirs.queue] }),
      () => client.post(alerts, { ...own, mailTo: [theirs.person] }),
      () => client.post(alerts, { ...own, webhookIds: [theirs.webhook] }),
      () => client.post(alerts, { ...own, hoursId: theirs.hours }),
      () => client.post(alerts, { ...own, smsFrom: SMS_SECRETS[0], smsTo: ["0812 3450 0001"] }),
    ],
    "GET /api/service/alerts/:id": [() => client.get(alert)],
    "PUT /api/service/alerts/:id": [() => client.put(alert, { ...own, expectedVersion: 1 })],
    "DELETE /api/service/alerts/:id": [() => client.delete(alert)],
    "POST /api/service/alert-events/:id/acknowledgement": [
      () => client.post(`/api/service/alert-events/${theirs.alertEvent}/acknowledgement`),
    ],
    "DELETE /api/service/alert-webhooks/:id": [() => client.delete(webhook)],
    "POST /api/service/alert-webhooks/:id/trials": [() => client.post(`${webhook}/trials`)],
    "GET /api/service/alert-webhooks/:id/deliveries": [() => client.get(`${webhook}/deliveries`)],
  };
}
