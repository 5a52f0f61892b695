import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { desktopTicketFormSchema, desktopTicketsSchema, ticketLinkSchema } from "./contract.ts";
import { linkTicket, openTicketIn } from "./keep-ticket.effects.ts";
import { LIMITS } from "./ticket-limits.shared.ts";
import { beginningOf, listContactTickets, type ShortTicket } from "./ticket-list.store.ts";
import { spokenNumber } from "./ticket-number.shared.ts";
import { TICKET_REFUSALS } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting } from "./ticket-setting.store.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";

/** Access to agents and their contacts, which other modules provide. */
export interface DesktopTicketDependencies {
  /** The agent of the signed-in person and their call centre; undefined when the person is no agent. */
  readonly ownAgent: (
    kit: Kit,
    request: FastifyRequest,
  ) => Promise<{ readonly requestContext: RequestContext; readonly agent: { readonly id: string } } | undefined>;
  /** Whether a contact belongs to an agent; undefined when it does not. */
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    wanted: { readonly agentId: string; readonly contactId: string },
  ) => Promise<object | undefined>;
  /** The caller's number and the call of a contact. */
  readonly callerOf: (
    trx: DatabaseTransaction,
    contactId: string,
  ) => Promise<{ readonly caller: string | null; readonly callId: string | null } | undefined>;
  /** The menu choices of a call. */
  readonly choicesOf: (trx: DatabaseTransaction, callId: string) => Promise<readonly string[]>;
}

/** Routes of tickets for the agent desktop: those of the caller, a new one, and the link of the contact to an existing one. */
export function addDesktopTicketRoutes(app: Http, kit: Kit, dependencies: DesktopTicketDependencies): void {
  addReading(app, kit, dependencies);
  addWriting(app, kit, dependencies);
}

const shortView = ({ number, dueAt, ...row }: ShortTicket) => ({
  ...row,
  number: spokenNumber(number),
  dueAt: dueAt?.toISOString() ?? null,
});

function addReading(
  app: Http,
  kit: Kit,
  { ownAgent, isOwnContact, callerOf, choicesOf }: DesktopTicketDependencies,
): void {
  app.get(
    "/api/service/desk/contacts/:id/tickets",
    {
      config,
      schema: {
        tags,
        summary: "Tickets of a contact of mine and of its customer",
        params,
        response: { 200: desktopTicketsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const contactId = request.params.id;
      const { tenantId } = own.requestContext;
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        if ((await isOwnContact(trx, { agentId: own.agent.id, contactId })) === undefined) return undefined;
        const known = await callerOf(trx, contactId);
        const caller = known?.caller ?? "";
        const chosen = known?.callId === undefined || known.callId === null ? [] : await choicesOf(trx, known.callId);
        const { page } = await ticketSetting(trx, { tenantId, page: newPage() });
        const { ofContact, ofCustomer } = await listContactTickets(trx, { contactId, caller });
        const begin = { ...(await beginningOf(trx, { contactId, caller })), hasNumber: numberOf(caller) !== null };
        return {
          page,
          ofContact: ofContact.map(shortView),
          ofCustomer: ofCustomer.map(shortView),
          begin: { ...begin, subject: chosen.join(" › ").slice(0, LIMITS.subject) },
        };
      });
      return found ?? sendRefusal(kit, reply, TICKET_REFUSALS, "no-such-contact");
    },
  );
}

/** A caller's number if it has the form of one; null for a withheld number. */
function numberOf(caller: string): string | null {
  return /^\+?\d{3,20}$/.test(caller) ? caller : null;
}

function addWriting(app: Http, kit: Kit, { ownAgent, isOwnContact, callerOf }: DesktopTicketDependencies): void {
  app.post(
    "/api/service/desk/contacts/:id/tickets",
    {
      config,
      schema: {
        tags,
        summary: "Open a ticket from a contact of mine",
        params,
        body: desktopTicketFormSchema,
        response: {
          201: z.object({ id: z.uuid(), number: z.string(), code: z.string(), page: z.string() }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { requestContext, agent } = own;
      const contactId = request.params.id;
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx }) => {
        if ((await isOwnContact(trx, { agentId: agent.id, contactId })) === undefined) return refuse("no-such-contact");
        const customerNumber = numberOf((await callerOf(trx, contactId))?.caller ?? "");
        return openTicketIn(trx, kit, { requestContext, form: { ...request.body, customerNumber, contactId } });
      });
      return done.ok ? reply.code(201).send(done.value) : sendRefusal(kit, reply, TICKET_REFUSALS, done.refusal);
    },
  );
  app.post(
    "/api/service/desk/contacts/:id/ticket-links",
    {
      config,
      schema: {
        tags,
        summary: "Say that a contact of mine is about a ticket",
        params,
        body: ticketLinkSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { requestContext, agent } = own;
      const contactId = request.params.id;
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx }) => {
        if ((await isOwnContact(trx, { agentId: agent.id, contactId })) === undefined) return refuse("no-such-contact");
        return linkTicket(trx, kit, { requestContext, contactId, ...request.body });
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, TICKET_REFUSALS, done.refusal);
    },
  );
}
