import type { Guest } from "./guests.ts";
import { WIDGET_FORM } from "./widget-visitor.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Routes of widgets that visitors of websites use, without an account. */
export const WIDGETS_PUBLIC = [
  ...["GET /widget/:key", "GET /widget/inside/:file"],
  ...["POST /api/widgets/:key/tickets", "POST /api/widgets/:key/callbacks"],
] as const;

/** What somebody tries on widgets and blocked numbers that are not his, by the route it goes to. */
export function widgetAttempts({
  client,
  agent,
  widget,
  block,
  contact,
  queue: queueId,
  hours: hoursId,
}: {
  readonly client: Client;
  readonly agent: Client;
  readonly widget: string;
  readonly block: string;
  readonly contact: string;
  readonly queue: string;
  readonly hours: string;
}): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/service/widgets/${widget}`;
  const form = { ...WIDGET_FORM, name: "Curian", queueId, hoursId, code: "1500881", expectedVersion: 1 };
  return {
    "GET /api/service/widgets/:id": [() => client.get(path)],
    "GET /api/service/widgets/:id/preview": [() => client.get(`${path}/preview`)],
    "PUT /api/service/widgets/:id": [() => client.put(path, form)],
    "DELETE /api/service/widgets/:id": [() => client.delete(path)],
    "DELETE /api/service/widget-blocks/:id": [() => client.delete(`/api/service/widget-blocks/${block}`)],
    "POST /api/service/desk/contacts/:id/number-block": [
      () => agent.post(`/api/service/desk/contacts/${contact}/number-block`, {}),
    ],
  };
}
