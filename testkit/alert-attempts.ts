import { GOOD_ALERT } from "./alert-fixture.ts";
import type { Guest } from "./guests.ts";
import { SMS_SECRETS } from "./sms-attempts.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Access cases for alerts of any owner, and for foreign resources in an own alert. */
export function alertAttempts(
  client: Client,
  theirs: Readonly<Record<"alert" | "alertEvent" | "webhook" | "queue" | "person" | "hours", string>>,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const alerts = "/api/service/alerts";
  const alert = `${alerts}/${theirs.alert}`;
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
  };
}
