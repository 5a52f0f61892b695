import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { contactTimelineSchema } from "./contract.ts";
import type { QueueBoards } from "./queue-board.effects.ts";
import { namedIn, ownTimeZone, readContactTimeline } from "./queue-board.store.ts";
import { QUEUE_ROUTES } from "./queue-refusal.ts";
import { idsIn } from "./routing/timeline-names.ts";

const ACCESS = "call.read";

/**
 * Routes of the live state of the queues, as an event stream, and of the timeline of a contact. Each refresh sends a message, changed or not: a screen that
 * receives none for some seconds can mark its data as stale.
 */
export function addQueueBoardRoutes(app: Http, kit: Kit, boards: QueueBoards): void {
  const refusals = { "no-such-contact": "not-found" } as const;
  const routes = tenantRoutes(app, kit, { ...QUEUE_ROUTES, access: ACCESS, refusals });
  app.get(
    "/api/service/queues/live",
    {
      config: { access: ACCESS },
      schema: { tags: [QUEUE_ROUTES.tag], summary: "Waiting contacts and agents, as they change" },
    },
    (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, ACCESS);
      const stream = kit.live.open(request, reply);
      if (stream !== undefined) stream.onClose(boards.listen(tenantId, (board) => stream.send("queues", board)));
    },
  );
  routes.get(
    "/api/service/contacts/:id",
    {
      summary: "Everything that happened to a contact",
      params: z.object({ id: z.uuid() }),
      answer: contactTimelineSchema,
      missing: "no-such-contact",
    },
    async (trx, { params: { id: contactId } }) => {
      const rows = await readContactTimeline(trx, contactId);
      if (rows.length === 0) return undefined;
      const names = await namedIn(trx, idsIn(rows.map(({ body }) => body)));
      const events = rows.map(({ at, body, ...event }) => ({
        ...event,
        at: at.toISOString(),
        // The bodies were written from events, which are objects.
        body: body as Readonly<Record<string, unknown>>,
      }));
      return { contactId, ...names, timeZone: await ownTimeZone(trx), events };
    },
  );
}
