import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { ticketAssignmentSchema, ticketMoveSchema, ticketNoteSchema } from "./contract.ts";
import { actOnTicket } from "./keep-ticket.effects.ts";
import { TICKET_ROUTES } from "./ticket-refusal.ts";

const params = z.object({ id: z.uuid() });
const answer = z.object({ version: z.number() });

/** Routes of commands on a ticket: next state, note, assignment and a new code. */
export function addTicketActRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...TICKET_ROUTES, access: "ticket.work" });
  routes.post(
    "/api/service/tickets/:id/moves",
    { summary: "Move a ticket on", params, body: ticketMoveSchema, answer },
    ({ requestContext, params: { id }, body: { to, text, ...body } }) =>
      actOnTicket(kit, requestContext, { id, ...body, command: { act: "move", to, text } }),
  );
  routes.post(
    "/api/service/tickets/:id/notes",
    { summary: "Write about a ticket", params, body: ticketNoteSchema, answer },
    ({ requestContext, params: { id }, body: { wishId, isPublic, text } }) =>
      actOnTicket(kit, requestContext, { id, wishId, expectedVersion: null, command: { act: "note", isPublic, text } }),
  );
  routes.put(
    "/api/service/tickets/:id/assignment",
    { summary: "Give a ticket to somebody", params, body: ticketAssignmentSchema, answer },
    ({ requestContext, params: { id }, body: { assigneeId, queueId, ...body } }) =>
      actOnTicket(kit, requestContext, { id, ...body, command: { act: "assign", assigneeId, queueId } }),
  );
  routes.post(
    "/api/service/tickets/:id/code",
    { summary: "Give a ticket another code", params, answer },
    ({ requestContext, params: { id } }) =>
      actOnTicket(kit, requestContext, {
        id,
        wishId: kit.ids.next(),
        expectedVersion: null,
        command: { act: "recode" },
      }),
  );
}
