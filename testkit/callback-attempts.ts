import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** A callback request for a foreign queue. */
const STOLEN_CALLBACK = {
  number: "081299999999",
  date: "2026-11-28",
  time: "10:00",
  isOwn: false,
  note: "Curian",
  triesMax: 1,
  isConfirmed: true,
};

/** Access cases for foreign callbacks, and for an agent in a foreign contact, by route. */
export function callbackAttempts({
  leader,
  agent,
  callback: id,
  contact,
  queue: queueId,
}: {
  readonly leader: Client;
  readonly agent: Client;
  readonly callback: string;
  readonly contact: string;
  readonly queue: string;
}): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const [all, desk] = [`/api/service/callbacks/${id}`, `/api/service/desk/callbacks/${id}`];
  const form = { ...STOLEN_CALLBACK, queueId };
  const step = { expectedVersion: 1 };
  return {
    "PUT /api/service/callbacks/:id": [() => leader.put(all, { ...form, ...step })],
    "POST /api/service/callbacks/:id/cancellation": [() => leader.post(`${all}/cancellation`, step)],
    "PUT /api/service/desk/callbacks/:id": [() => agent.put(desk, { ...form, ...step })],
    "POST /api/service/desk/callbacks/:id/cancellation": [() => agent.post(`${desk}/cancellation`, step)],
    "POST /api/service/desk/contacts/:id/callback": [
      () => agent.post(`/api/service/desk/contacts/${contact}/callback`, { ...form, id: contact }),
    ],
  };
}
