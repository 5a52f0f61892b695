import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Access cases for a webhook, and for an event of it, of any owner. */
export function webhookAttempts(
  client: Client,
  theirs: Readonly<Record<"webhook" | "webhookEvent", string>>,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const of = `/api/service/webhooks/${theirs.webhook}`;
  const event = `${of}/deliveries/${theirs.webhookEvent}`;
  const change = { name: "Curian", url: "https://curian.contoh.id/", kinds: ["alert"], isOn: true, expectedVersion: 1 };
  return {
    "GET /api/service/webhooks/:id": [() => client.get(of)],
    "PUT /api/service/webhooks/:id": [() => client.put(of, change)],
    "DELETE /api/service/webhooks/:id": [() => client.delete(of)],
    "POST /api/service/webhooks/:id/secret": [() => client.post(`${of}/secret`)],
    "POST /api/service/webhooks/:id/trials": [() => client.post(`${of}/trials`)],
    "GET /api/service/webhooks/:id/exchanges": [() => client.get(`${of}/exchanges`)],
    "GET /api/service/webhooks/:id/deliveries": [() => client.get(`${of}/deliveries?state=waiting`)],
    "GET /api/service/webhooks/:id/deliveries/:eventId": [() => client.get(event)],
    "POST /api/service/webhooks/:id/deliveries/:eventId/replay": [() => client.post(`${event}/replay`)],
    "POST /api/service/webhooks/:id/replays": [() => client.post(`${of}/replays`)],
  };
}
