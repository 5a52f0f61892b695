import { z } from "zod";
import { ok, refuse } from "../../../kernel/index.ts";
import { type OpenRoutes, tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { AgentContext } from "../queues/index.ts";
import { desktopTicketFormSchema, desktopTicketsSchema, ticketLinkSchema } from "./contract.ts";
import { linkTicket, openTicketIn } from "./keep-ticket.effects.ts";
import { LIMITS } from "./ticket-limits.shared.ts";
import { beginningOf, listContactTickets, type ShortTicket } from "./ticket-list.store.ts";
import { spokenNumber } from "./ticket-number.shared.ts";
import { TICKET_REFUSALS } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting } from "./ticket-setting.store.ts";

const CONTACT = "/api/service/desk/contacts/:id";
const params = z.object({ id: z.uuid() });
const openedTicketSchema = z.object({ id: z.uuid(), number: z.string(), code: z.string(), page: z.string() });

/** Access to agents and their contacts, which another module provides. */
export interface DesktopTicketDependencies {
  readonly desktopRoutes: OpenRoutes<AgentContext>;
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
  const { desktopRoutes, isOwnContact, callerOf, choicesOf } = dependencies;
  const routes = desktopRoutes(app, kit, TICKET_REFUSALS);
  routes.get(
    `${CONTACT}/tickets`,
    {
      summary: "Tickets of a contact of mine and of its customer",
      params,
      answer: desktopTicketsSchema,
      missing: "no-such-contact",
    },
    async (trx, { requestContext: { agent, tenantId }, params: { id: contactId } }) => {
      if ((await isOwnContact(trx, { agentId: agent.id, contactId })) === undefined) return undefined;
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
    },
  );
  routes.post(
    `${CONTACT}/tickets`,
    {
      summary: "Open a ticket from a contact of mine",
      params,
      body: desktopTicketFormSchema,
      answer: openedTicketSchema,
      status: 201,
    },
    ({ requestContext, params: { id: contactId }, body }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx }) => {
        const agentId = requestContext.agent.id;
        if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return refuse("no-such-contact");
        const customerNumber = numberOf((await callerOf(trx, contactId))?.caller ?? "");
        return openTicketIn(trx, kit, { requestContext, form: { ...body, customerNumber, contactId } });
      }),
  );
  routes.post(
    `${CONTACT}/ticket-links`,
    { summary: "Say that a contact of mine is about a ticket", params, body: ticketLinkSchema },
    ({ requestContext, params: { id: contactId }, body }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx }) => {
        const agentId = requestContext.agent.id;
        if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return refuse("no-such-contact");
        const done = await linkTicket(trx, kit, { requestContext, contactId, ...body });
        return done.ok ? ok(null) : done;
      }),
  );
}

const shortView = ({ number, dueAt, ...row }: ShortTicket) => ({
  ...row,
  number: spokenNumber(number),
  dueAt: dueAt?.toISOString() ?? null,
});

/** A caller's number if it has the form of one; null for a withheld number. */
function numberOf(caller: string): string | null {
  return /^\+?\d{3,20}$/.test(caller) ? caller : null;
}
