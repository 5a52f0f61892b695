import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { ticketAssignmentSchema, ticketMoveSchema, ticketNoteSchema } from "./contract.ts";
import { actOnTicket } from "./keep-ticket.effects.ts";
import { refuseTicket } from "./ticket.routes.ts";

const tags = ["tickets"];
const config = { access: "ticket.work" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const response = { 200: z.object({ version: z.number() }), ...problems };

/** What is done with a ticket: moved on, written about, given to somebody, given another code. */
export function addTicketActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/tickets/:id/moves",
    { config, schema: { tags, summary: "Move a ticket on", params, body: ticketMoveSchema, response } },
    async (request, reply) => {
      const { wishId, expectedVersion, to, text } = request.body;
      const wish = { id: request.params.id, wishId, expectedVersion, command: { act: "move", to, text } } as const;
      const done = await actOnTicket(kit, requestContextOf(request, config.access), wish);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
  app.post(
    "/api/service/tickets/:id/notes",
    { config, schema: { tags, summary: "Write about a ticket", params, body: ticketNoteSchema, response } },
    async (request, reply) => {
      const { wishId, isPublic, text } = request.body;
      const command = { act: "note", isPublic, text } as const;
      const wish = { id: request.params.id, wishId, expectedVersion: null, command };
      const done = await actOnTicket(kit, requestContextOf(request, config.access), wish);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
  app.put(
    "/api/service/tickets/:id/assignment",
    { config, schema: { tags, summary: "Give a ticket to somebody", params, body: ticketAssignmentSchema, response } },
    async (request, reply) => {
      const { wishId, expectedVersion, assigneeId, queueId } = request.body;
      const command = { act: "assign", assigneeId, queueId } as const;
      const wish = { id: request.params.id, wishId, expectedVersion, command };
      const done = await actOnTicket(kit, requestContextOf(request, config.access), wish);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
  app.post(
    "/api/service/tickets/:id/code",
    { config, schema: { tags, summary: "Give a ticket another code", params, response } },
    async (request, reply) => {
      const wish = {
        id: request.params.id,
        wishId: kit.ids.next(),
        expectedVersion: null,
        command: { act: "recode" },
      } as const;
      const done = await actOnTicket(kit, requestContextOf(request, config.access), wish);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
}
