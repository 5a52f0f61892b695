import type { Guest } from "./guests.ts";
import { PROMISES, ticketForm } from "./ticket-form.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Access cases for foreign tickets and categories, and for a foreign agent's desktop, by route. */
export function ticketAttempts({
  client,
  agent,
  ticket: id,
  category,
  contact,
  hours,
  wish,
}: {
  readonly client: Client;
  readonly agent: Client;
  readonly ticket: string;
  readonly category: string;
  readonly contact: string;
  readonly hours: string;
  /** An id of no resource. */
  readonly wish: string;
}): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/service/tickets/${id}`;
  const { id: _id, assigneeId: _person, queueId: _queue, ...matter } = ticketForm(id, category);
  const { customerNumber: _number, ...atDesk } = ticketForm(wish, category);
  const step = { wishId: wish, expectedVersion: 1 };
  const form = { name: "Curian", hoursId: hours, promises: PROMISES };
  const desk = `/api/service/desk/contacts/${contact}`;
  return {
    "GET /api/service/tickets/:id": [() => client.get(path), () => agent.get(path)],
    "PUT /api/service/tickets/:id": [() => client.put(path, { ...matter, expectedVersion: 1 })],
    "POST /api/service/tickets/:id/moves": [
      () => client.post(`${path}/moves`, { ...step, to: "solved", text: "Curian" }),
      () => agent.post(`${path}/moves`, { ...step, to: "solved", text: "Curian" }),
    ],
    "POST /api/service/tickets/:id/notes": [
      () => client.post(`${path}/notes`, { wishId: wish, isPublic: true, text: "Curian" }),
    ],
    "PUT /api/service/tickets/:id/assignment": [
      () => client.put(`${path}/assignment`, { ...step, assigneeId: null, queueId: null }),
    ],
    "POST /api/service/tickets/:id/code": [() => client.post(`${path}/code`, {})],
    "PUT /api/service/ticket-categories/:id": [
      () => client.put(`/api/service/ticket-categories/${category}`, { ...form, expectedVersion: 1 }),
    ],
    "DELETE /api/service/ticket-categories/:id": [() => client.delete(`/api/service/ticket-categories/${category}`)],
    // An own ticket in a foreign category.
    "POST /api/service/tickets": [() => client.post("/api/service/tickets", ticketForm(wish, category))],
    "GET /api/service/desk/contacts/:id/tickets": [() => agent.get(`${desk}/tickets`)],
    "POST /api/service/desk/contacts/:id/tickets": [() => agent.post(`${desk}/tickets`, atDesk)],
    "POST /api/service/desk/contacts/:id/ticket-links": [
      () => agent.post(`${desk}/ticket-links`, { ticketId: id, wishId: wish }),
    ],
  };
}
