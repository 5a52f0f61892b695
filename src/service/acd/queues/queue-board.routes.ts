import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { contactTimelineSchema } from "./contract.ts";
import type { QueueBoards } from "./queue-board.effects.ts";
import { namedIn, ownTimeZone, readContactTimeline } from "./queue-board.store.ts";
import { idsIn } from "./routing/timeline-names.ts";

const config = { access: "call.read" } as const;
const tags = ["queues"];

/**
 * Routes of the live state of the queues, as an event stream, and of the timeline of a contact. Each refresh sends a message, changed or not: a screen that
 * receives none for some seconds can mark its data as stale.
 */
export function addQueueBoardRoutes(app: Http, kit: Pick<Kit, "db" | "live" | "texts">, boards: QueueBoards): void {
  app.get(
    "/api/service/queues/live",
    { config, schema: { tags, summary: "Waiting contacts and agents, as they change" } },
    (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const stream = kit.live.open(request, reply);
      if (stream !== undefined) stream.onClose(boards.listen(tenantId, (board) => stream.send("queues", board)));
    },
  );
  app.get(
    "/api/service/contacts/:id",
    {
      config,
      schema: {
        tags,
        summary: "Everything that happened to a contact",
        params: z.object({ id: z.uuid() }),
        response: { 200: contactTimelineSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const contactId = request.params.id;
      const { rows, ...words } = await inTenant(kit.db, tenantOfCaller(request.caller, "call.read"), async (trx) => {
        const rows = await readContactTimeline(trx, contactId);
        const names = await namedIn(trx, idsIn(rows.map(({ body }) => body)));
        return { rows, ...names, timeZone: await ownTimeZone(trx) };
      });
      if (rows.length === 0) return sendProblem(reply, kit.texts, 404, { code: "no-such-contact" });
      const events = rows.map(({ at, body, ...event }) => ({
        ...event,
        at: at.toISOString(),
        // The bodies were written from events, which are objects.
        body: body as Readonly<Record<string, unknown>>,
      }));
      return { contactId, ...words, events };
    },
  );
}
