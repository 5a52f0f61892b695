import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import { publicReplySchema, publicTicketQuery, publicTicketSchema, ticketPageSchema } from "./contract.ts";
import { openPublicTickets } from "./public-ticket.effects.ts";
import { centreOfPage } from "./public-ticket.store.ts";
import { TICKET_REFUSALS } from "./ticket-refusal.ts";

const tags = ["tickets-public"];
const config = { access: "public", rateLimit: { max: 60, timeWindow: 60_000 } } as const;
const publicAccess = { access: "public", rateLimit: { max: 20, timeWindow: 60_000 } } as const;
const params = z.object({ page: z.string().max(40) });
const problems = { 400: problemSchema, 404: problemSchema, 409: problemSchema, 429: problemSchema };
const BODY_MAX = 16_384;

/** The branding of a call centre, passed in by the process. */
export interface TicketPageDependencies {
  readonly brandingOf: (
    trx: DatabaseTransaction,
    tenantId: string,
  ) => Promise<{ readonly name: string | null; readonly colour: string | null; readonly logo: string | null }>;
  readonly logoOf: (
    trx: DatabaseTransaction,
    tenantId: string,
  ) => Promise<{ readonly png: Buffer; readonly sha256: string } | undefined>;
  /** Notifies the assignee of a ticket by mail when its customer replies. */
  readonly tellPeople: NotifyPeople;
}

/** Routes of the page on which customers read their tickets, without an account. */
export function addPublicTicketRoutes(app: Http, kit: Kit, dependencies: TicketPageDependencies): void {
  addPage(app, kit, dependencies);
  addTicket(app, kit, dependencies);
}

function notFound(kit: Kit, reply: FastifyReply, code: "no-such-ticket-page" | "no-such-logo"): FastifyReply {
  return sendProblem(reply, kit.texts, 404, { code });
}

function addPage(app: Http, kit: Kit, { brandingOf, logoOf }: TicketPageDependencies): void {
  app.get(
    "/api/ticket-pages/:page",
    {
      config,
      schema: {
        tags,
        summary: "Whose page for tickets it is",
        params,
        response: { 200: ticketPageSchema, ...problems },
      },
    },
    async (request, reply) => {
      const whose = await centreOfPage(kit.db, request.params.page);
      if (whose === undefined) return notFound(kit, reply, "no-such-ticket-page");
      const look = await inTenant(kit.db, whose.tenantId, (trx) => brandingOf(trx, whose.tenantId));
      return { name: look.name ?? whose.name, colour: look.colour, hasLogo: look.logo !== null };
    },
  );
  app.get(
    "/api/ticket-pages/:page/logo",
    {
      config,
      schema: {
        tags,
        summary: "The logo on a page for tickets",
        params,
        response: { 200: z.any(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const whose = await centreOfPage(kit.db, request.params.page);
      if (whose === undefined) return notFound(kit, reply, "no-such-ticket-page");
      const logo = await inTenant(kit.db, whose.tenantId, (trx) => logoOf(trx, whose.tenantId));
      if (logo === undefined) return notFound(kit, reply, "no-such-logo");
      reply.header("cache-control", "public, max-age=300").header("etag", `"${logo.sha256}"`);
      reply.header("content-security-policy", "default-src 'none'; sandbox");
      return reply.type("image/png").send(logo.png);
    },
  );
}

function addTicket(app: Http, kit: Kit, { tellPeople }: TicketPageDependencies): void {
  const door = openPublicTickets(kit, tellPeople);
  app.post(
    "/api/ticket-pages/:page/ticket",
    {
      config: publicAccess,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "A ticket by its number and code",
        params,
        body: publicTicketQuery,
        response: { 200: publicTicketSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await door.show({ ...request.body, page: request.params.page, address: request.ip });
      reply.header("cache-control", "no-store");
      return done.ok ? done.value : sendRefusal(kit, reply, TICKET_REFUSALS, done.refusal);
    },
  );
  app.post(
    "/api/ticket-pages/:page/replies",
    {
      config: publicAccess,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "Answer in a ticket, or say that it is not solved",
        params,
        body: publicReplySchema,
        response: { 200: publicTicketSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await door.write({ ...request.body, page: request.params.page, address: request.ip });
      reply.header("cache-control", "no-store");
      return done.ok ? done.value : sendRefusal(kit, reply, TICKET_REFUSALS, done.refusal);
    },
  );
}
