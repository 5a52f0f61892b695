import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import {
  ticketChangeSchema,
  ticketChoicesSchema,
  ticketFormSchema,
  ticketSchema,
  ticketsQuery,
  ticketsSchema,
} from "./contract.ts";
import { changeTicket, openTicket } from "./keep-ticket.effects.ts";
import { calendarsOf, eventsOfTicket, listEscalations, termsIn } from "./ticket.store.ts";
import { listCategories } from "./ticket-category.store.ts";
import {
  centre,
  contactsOfTicket,
  countTickets,
  findTicket,
  listTicketEvents,
  listTickets,
  namesOf,
} from "./ticket-list.store.ts";
import { ticketPeople, ticketQueues } from "./ticket-people.store.ts";
import { TICKET_ROUTES } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting } from "./ticket-setting.store.ts";
import { foldTicket, readPromise, type TicketEventBody } from "./ticket-timeline.ts";
import { eventView, idsIn, rowView } from "./ticket-view.effects.ts";

const TICKETS = "/api/service/tickets";
const params = z.object({ id: z.uuid() });

/** Routes of tickets for the people who work on them: list, search, open and change. */
export function addTicketRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...TICKET_ROUTES, access: "ticket.work" });
  routes.get(
    TICKETS,
    { summary: "Tickets, the next due first", query: ticketsQuery, answer: ticketsSchema },
    async (trx, { query: { page, pageSize: limit, ...filter }, requestContext: { tenantId, personId } }) => {
      const now = new Date(kit.clock.nowMs());
      const search = { filter, personId, now };
      const total = await countTickets(trx, search);
      const items = await listTickets(trx, { ...search, limit, offset: (page - 1) * limit });
      const told = await countTickets(trx, { ...search, filter: { state: "unsolved", whose: "told" } });
      const { timeZone } = await centre(trx, tenantId);
      return { timeZone, total, told, items: items.map((row) => rowView(row, now.getTime())) };
    },
  );
  routes.get(
    `${TICKETS}/choices`,
    { summary: "Categories, people and queues of tickets", answer: ticketChoicesSchema },
    async (trx, { requestContext: { tenantId } }) => ({
      categories: (await listCategories(trx)).map(({ id, name }) => ({ id, name })),
      people: [...(await ticketPeople(trx, { tenantId, at: new Date(kit.clock.nowMs()) }))],
      queues: [...(await ticketQueues(trx))],
    }),
  );
  routes.post(
    TICKETS,
    {
      summary: "Open a ticket",
      body: ticketFormSchema,
      answer: z.object({ id: z.uuid(), number: z.string() }),
      status: 201,
    },
    ({ requestContext, body }) => openTicket(kit, requestContext, { ...body, contactId: null }),
  );
  routes.get(
    `${TICKETS}/:id`,
    { summary: "A ticket", params, answer: ticketSchema, missing: "no-such-ticket" },
    (trx, { requestContext, params: { id } }) => ticketView(trx, kit, { requestContext, id }),
  );
  routes.put(
    `${TICKETS}/:id`,
    {
      summary: "Change matter, priority or customer",
      params,
      body: ticketChangeSchema,
      answer: z.object({ version: z.number() }),
    },
    ({ requestContext, params: { id }, body }) => changeTicket(kit, requestContext, { ...body, id }),
  );
}

/** A ticket with its history. Its SLA targets are computed from its events, not from stored results. */
async function ticketView(
  trx: DatabaseTransaction,
  kit: Kit,
  { requestContext, id }: { readonly requestContext: RequestContext; readonly id: string },
) {
  const row = await findTicket(trx, id);
  if (row === undefined) return undefined;
  const nowMs = kit.clock.nowMs();
  const { consentAt, consentByName, givenName, ...rest } = row;
  const events = await eventsOfTicket(trx, id);
  const calendarOf = await calendarsOf(trx, termsIn(events));
  const timeline = foldTicket(events);
  const promise = (goal: "answer" | "solution") => {
    const { state, dueAtMs, minutes } = readPromise(timeline, { goal, nowMs }, calendarOf);
    return { minutes, reading: { state, dueAt: dueAtMs === null ? null : new Date(dueAtMs).toISOString() } };
  };
  const [answer, solution] = [promise("answer"), promise("solution")];
  const told = await listEscalations(trx, id);
  // Only this application writes the column, from events of this shape.
  const lines = (await listTicketEvents(trx, id)).map((line) => ({
    ...line,
    body: line.body as unknown as TicketEventBody,
  }));
  const names = await namesOf(trx, [
    ...lines.flatMap(({ body }) => idsIn(body)),
    ...told.flatMap(({ personIds }) => personIds),
  ]);
  const { page } = await ticketSetting(trx, { tenantId: requestContext.tenantId, page: newPage() });
  const { timeZone } = await centre(trx, requestContext.tenantId);
  return {
    ...rowView(rest, nowMs),
    page,
    timeZone,
    customerName: givenName,
    answer: answer.reading,
    solution: solution.reading,
    minutes: { answer: answer.minutes, solution: solution.minutes },
    consent: consentAt === null ? null : { at: consentAt.toISOString(), byName: consentByName ?? "–" },
    events: lines.map((line) => eventView(line, names)),
    escalations: told.map(({ at, personIds, ...one }) => ({
      ...one,
      at: at.toISOString(),
      people: personIds.map((person) => names.get(person) ?? "–"),
    })),
    contacts: (await contactsOfTicket(trx, id)).map((one) => ({ ...one, linkedAt: one.linkedAt.toISOString() })),
  };
}
