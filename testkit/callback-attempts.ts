import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** A callback as somebody asks for it whose queue it is not. */
const STOLEN_CALLBACK = {
  number: "081299999999",
  date: "2026-11-28",
  time: "10:00",
  isOwn: false,
  note: "Curian",
  triesMax: 1,
  isConfirmed: true,
};

/** What somebody tries on callbacks that are not his, and as an agent in a contact that is not his, by the route it goes to. */
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
