import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
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
import { listCategories, ticketSetting } from "./ticket-category.store.ts";
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
import { type RefusedTicket, TICKET_FIELD, TICKET_STATUS } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { foldTicket, readPromise, type TicketEventBody } from "./ticket-timeline.ts";
import { eventView, idsIn, rowView } from "./ticket-view.effects.ts";

const tags = ["tickets"];
const config = { access: "ticket.work" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Answers a refusal, at the field it belongs to. */
export function refuseTicket(
  kit: Pick<Kit, "texts">,
  reply: FastifyReply,
  { refusal: code }: RefusedTicket,
): FastifyReply {
  const path = TICKET_FIELD[code];
  return sendProblem(reply, kit.texts, TICKET_STATUS[code], {
    code,
    fields: path === undefined ? [] : [{ path, code }],
  });
}

/** Tickets as those who work on them find, read, open and change them. */
export function addTicketRoutes(app: Http, kit: Kit): void {
  addLists(app, kit);
  addOne(app, kit);
}

function addLists(app: Http, kit: Kit): void {
  app.get(
    "/api/service/tickets",
    {
      config,
      schema: {
        tags,
        summary: "Tickets, the next due first",
        querystring: ticketsQuery,
        response: { 200: ticketsSchema, ...problems },
      },
    },
    async (request) => {
      const { page, pageSize: limit, ...filter } = request.query;
      const { tenantId, personId } = requestContextOf(request, config.access);
      const now = new Date(kit.clock.nowMs());
      return inTenant(kit.db, tenantId, async (trx) => {
        const search = { filter, personId, now };
        const total = await countTickets(trx, search);
        const items = await listTickets(trx, { ...search, limit, offset: (page - 1) * limit });
        const told = await countTickets(trx, { ...search, filter: { state: "unsolved", whose: "told" } });
        const { timeZone } = await centre(trx, tenantId);
        return { timeZone, total, told, items: items.map((row) => rowView(row, now.getTime())) };
      });
    },
  );
  app.get(
    "/api/service/tickets/choices",
    {
      config,
      schema: { tags, summary: "Categories, people and queues of tickets", response: { 200: ticketChoicesSchema } },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      return inTenant(kit.db, tenantId, async (trx) => ({
        categories: (await listCategories(trx)).map(({ id, name }) => ({ id, name })),
        people: [...(await ticketPeople(trx, { tenantId, at: new Date(kit.clock.nowMs()) }))],
        queues: [...(await ticketQueues(trx))],
      }));
    },
  );
  app.post(
    "/api/service/tickets",
    {
      config,
      schema: {
        tags,
        summary: "Open a ticket",
        body: ticketFormSchema,
        response: { 201: z.object({ id: z.uuid(), number: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await openTicket(kit, requestContextOf(request, config.access), {
        ...request.body,
        contactId: null,
      });
      return "refusal" in done ? refuseTicket(kit, reply, done) : reply.code(201).send(done);
    },
  );
}

function addOne(app: Http, kit: Kit): void {
  app.get(
    "/api/service/tickets/:id",
    { config, schema: { tags, summary: "A ticket", params, response: { 200: ticketSchema, ...problems } } },
    async (request, reply) => {
      const requestContext = requestContextOf(request, config.access);
      const found = await inTenant(kit.db, requestContext.tenantId, (trx) =>
        ticketView(trx, kit, { requestContext, id: request.params.id }),
      );
      return found ?? refuseTicket(kit, reply, { refusal: "no-such-ticket" });
    },
  );
  app.put(
    "/api/service/tickets/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change matter, priority or customer",
        params,
        body: ticketChangeSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, ...request.body };
      const done = await changeTicket(kit, requestContextOf(request, config.access), change);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
}

/** A whole ticket as it is answered. Its promises are read from its events, not from what was written down of them. */
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
  // Written by this program from events of this shape.
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
