import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import {
  desktopInformationSchema,
  entryUseSchema,
  informationMissSchema,
  informationQuery,
  informationUseSchema,
} from "./contract.ts";
import { entriesUsedIn, insertEntryUse, searchEntries } from "./find-entries.store.ts";
import { countMiss, informationOfContact, insertUse, searchInformation, usedIn } from "./find-information.store.ts";
import { KNOWLEDGE_REFUSALS } from "./knowledge-refusal.ts";
import { ownDay } from "./own-day.store.ts";
import { redactQuestion } from "./search-words.shared.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema };
const NO_AGENT = "no-own-agent";

/** Access to agents and their contacts, which other modules provide. */
export interface DesktopInformationDependencies {
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
}

/** Routes of the knowledge base for the agent desktop: search, suggestions for the contact, and records of what the agent gave to the caller. */
export function addDesktopInformationRoutes(app: Http, kit: Kit, dependencies: DesktopInformationDependencies): void {
  addSearch(app, kit, dependencies);
  addOfContact(app, kit, dependencies);
  addUses(app, kit, dependencies);
}

function addSearch(app: Http, kit: Kit, { ownAgent }: DesktopInformationDependencies): void {
  app.get(
    "/api/service/desk/information",
    {
      config,
      schema: {
        tags,
        summary: "Find information by words",
        querystring: informationQuery,
        response: { 200: desktopInformationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { search: question } = request.query;
      return inTenant(kit.db, own.requestContext.tenantId, async (trx) => {
        const asked = { question, today: await ownDay(trx, kit.clock.nowMs()) };
        const items = [...(await searchInformation(trx, asked))];
        const entries = (await searchEntries(trx, asked)).map((one) => ({ ...one, fields: { ...one.fields } }));
        return { items, usedIds: [], entries, usedEntries: [] };
      });
    },
  );
  app.post(
    "/api/service/desk/information/misses",
    {
      config,
      schema: {
        tags,
        summary: "Say that nothing was found",
        body: informationMissSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { search: question } = request.body;
      const { tenantId } = own.requestContext;
      const words = redactQuestion(question);
      await inTenant(kit.db, tenantId, async (trx) => {
        const nowMs = kit.clock.nowMs();
        const asked = { question, today: await ownDay(trx, nowMs) };
        const found = [...(await searchInformation(trx, asked)), ...(await searchEntries(trx, asked))];
        if (words === null || found.length > 0) return;
        await countMiss(trx, { id: kit.ids.next(), tenantId, words, at: new Date(nowMs) });
      });
      return reply.code(204).send(null);
    },
  );
}

function addOfContact(app: Http, kit: Kit, { ownAgent, isOwnContact }: DesktopInformationDependencies): void {
  app.get(
    "/api/service/desk/contacts/:id/information",
    {
      config,
      schema: {
        tags,
        summary: "What fits my caller",
        params,
        response: { 200: desktopInformationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const contactId = request.params.id;
      const found = await inTenant(kit.db, own.requestContext.tenantId, async (trx) => {
        if ((await isOwnContact(trx, { agentId: own.agent.id, contactId })) === undefined) return undefined;
        const today = await ownDay(trx, kit.clock.nowMs());
        const items = [...(await informationOfContact(trx, { contactId, today }))];
        const usedEntries = await entriesUsedIn(trx, contactId);
        return { items, usedIds: [...(await usedIn(trx, contactId))], entries: [], usedEntries };
      });
      return found ?? sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, "no-such-contact");
    },
  );
}

function addUses(app: Http, kit: Kit, { ownAgent, isOwnContact }: DesktopInformationDependencies): void {
  app.post(
    "/api/service/desk/contacts/:id/information",
    {
      config,
      schema: {
        tags,
        summary: "Record that I gave this information to my caller",
        params,
        body: informationUseSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { requestContext, agent } = own;
      const use = {
        ...request.body,
        contactId: request.params.id,
        agentId: agent.id,
        tenantId: requestContext.tenantId,
      };
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
        if ((await isOwnContact(trx, use)) === undefined) return refuse("no-such-contact");
        return (await insertUse(trx, { ...use, at })) ? ok(null) : refuse("no-such-article");
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, done.refusal);
    },
  );
  app.post(
    "/api/service/desk/contacts/:id/entries",
    {
      config,
      schema: {
        tags,
        summary: "Record that I gave this place or price to my caller",
        params,
        body: entryUseSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { requestContext, agent } = own;
      const use = {
        ...request.body,
        contactId: request.params.id,
        agentId: agent.id,
        tenantId: requestContext.tenantId,
      };
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
        if ((await isOwnContact(trx, use)) === undefined) return refuse("no-such-contact");
        return (await insertEntryUse(trx, { ...use, at })) ? ok(null) : refuse("no-such-list-version");
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, done.refusal);
    },
  );
}
