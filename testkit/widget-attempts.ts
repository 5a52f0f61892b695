import { randomBytes } from "node:crypto";
import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import type { Guest } from "./guests.ts";
import { WIDGET_FORM } from "./widget-client.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Public widget routes for website callers, without an account. */
export const WIDGETS_PUBLIC = [
  ...["GET /widget/:key", "GET /widget/inside/:file"],
  ...["POST /api/widgets/:key/tickets", "POST /api/widgets/:key/callbacks"],
  ...["POST /api/widgets/:key/talks", "POST /api/widgets/:key/places", "GET /api/widgets/:key/sip"],
] as const;

/** Access cases for foreign widgets and blocked numbers, by route. */
export function widgetAttempts({
  client,
  agent,
  widget,
  block,
  callerBlock,
  contact,
  queue: queueId,
  hours: hoursId,
}: {
  readonly client: Client;
  readonly agent: Client;
  readonly widget: string;
  readonly block: string;
  readonly callerBlock: string;
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
    "DELETE /api/service/widget-caller-blocks/:id": [
      () => client.delete(`/api/service/widget-caller-blocks/${callerBlock}`),
    ],
    "POST /api/service/desk/contacts/:id/caller-block": [
      () => agent.post(`/api/service/desk/contacts/${contact}/caller-block`, {}),
    ],
    "POST /api/service/desk/contacts/:id/number-block": [
      () => agent.post(`/api/service/desk/contacts/${contact}/number-block`, {}),
    ],
  };
}

/** Adds a widget visit with a call and the block of its caller; returns the block's id. */
export async function addCallerBlock(
  kit: Pick<Kit, "db" | "ids" | "clock">,
  { tenantId, widgetId, personId }: { readonly tenantId: string; readonly widgetId: string; readonly personId: string },
): Promise<string> {
  const [id, visitId, addressMark] = [kit.ids.next(), kit.ids.next(), randomBytes(32)];
  const at = new Date(kit.clock.nowMs());
  const untilAt = new Date(at.getTime() + 3_600_000);
  await inTenant(kit.db, tenantId, async (trx) => {
    const visit = { id: visitId, tenantId, widgetId, code: "1500881", secretDigest: randomBytes(32), addressMark };
    await trx
      .insertInto("widgetVisit")
      .values({ ...visit, createdAt: at, expiresAt: untilAt })
      .execute();
    const block = { id, tenantId, widgetId, addressMark, blockedAt: at, untilAt, blockedBy: personId };
    await trx.insertInto("widgetCallerBlock").values(block).execute();
  });
  return id;
}
