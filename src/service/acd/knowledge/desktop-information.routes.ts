import { z } from "zod";
import { ok, refuse } from "../../../kernel/index.ts";
import { type OpenRoutes, tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { AgentContext } from "../queues/index.ts";
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

const INFORMATION = "/api/service/desk/information";
const CONTACT = "/api/service/desk/contacts/:id";
const params = z.object({ id: z.uuid() });

/** Access to agents and their contacts, which another module provides. */
export interface DesktopInformationDependencies {
  readonly desktopRoutes: OpenRoutes<AgentContext>;
  /** Whether a contact belongs to an agent; undefined when it does not. */
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    wanted: { readonly agentId: string; readonly contactId: string },
  ) => Promise<object | undefined>;
}

/** Routes of the knowledge base for the agent desktop: search, suggestions for the contact, and records of what the agent gave to the caller. */
export function addDesktopInformationRoutes(app: Http, kit: Kit, dependencies: DesktopInformationDependencies): void {
  addSearch(app, kit, dependencies);
  addContactInformation(app, kit, dependencies);
}

function addSearch(app: Http, kit: Kit, { desktopRoutes }: DesktopInformationDependencies): void {
  const routes = desktopRoutes(app, kit, KNOWLEDGE_REFUSALS);
  routes.get(
    INFORMATION,
    { summary: "Find information by words", query: informationQuery, answer: desktopInformationSchema },
    async (trx, { query: { search: question } }) => {
      const asked = { question, today: await ownDay(trx, kit.clock.nowMs()) };
      const items = [...(await searchInformation(trx, asked))];
      const entries = (await searchEntries(trx, asked)).map((one) => ({ ...one, fields: { ...one.fields } }));
      return { items, usedIds: [], entries, usedEntries: [] };
    },
  );
  routes.post(
    `${INFORMATION}/misses`,
    { summary: "Say that nothing was found", body: informationMissSchema },
    ({ requestContext, body: { search: question } }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
        const words = redactQuestion(question);
        const asked = { question, today: await ownDay(trx, at.getTime()) };
        const found = [...(await searchInformation(trx, asked)), ...(await searchEntries(trx, asked))];
        if (words === null || found.length > 0) return ok(null);
        await countMiss(trx, { id: kit.ids.next(), tenantId: requestContext.tenantId, words, at });
        return ok(null);
      }),
  );
}

function addContactInformation(
  app: Http,
  kit: Kit,
  { desktopRoutes, isOwnContact }: DesktopInformationDependencies,
): void {
  const routes = desktopRoutes(app, kit, KNOWLEDGE_REFUSALS);
  routes.get(
    `${CONTACT}/information`,
    { summary: "What fits my caller", params, answer: desktopInformationSchema, missing: "no-such-contact" },
    async (trx, { requestContext: { agent }, params: { id: contactId } }) => {
      if ((await isOwnContact(trx, { agentId: agent.id, contactId })) === undefined) return undefined;
      const today = await ownDay(trx, kit.clock.nowMs());
      const items = [...(await informationOfContact(trx, { contactId, today }))];
      const usedEntries = await entriesUsedIn(trx, contactId);
      return { items, usedIds: [...(await usedIn(trx, contactId))], entries: [], usedEntries };
    },
  );
  routes.post(
    `${CONTACT}/information`,
    { summary: "Record that I gave this information to my caller", params, body: informationUseSchema },
    ({ requestContext, params: { id: contactId }, body }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
        const { agent, tenantId } = requestContext;
        const use = { ...body, contactId, agentId: agent.id, tenantId, at };
        if ((await isOwnContact(trx, use)) === undefined) return refuse("no-such-contact");
        return (await insertUse(trx, use)) ? ok(null) : refuse("no-such-article");
      }),
  );
  routes.post(
    `${CONTACT}/entries`,
    { summary: "Record that I gave this place or price to my caller", params, body: entryUseSchema },
    ({ requestContext, params: { id: contactId }, body }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
        const { agent, tenantId } = requestContext;
        const use = { ...body, contactId, agentId: agent.id, tenantId, at };
        if ((await isOwnContact(trx, use)) === undefined) return refuse("no-such-contact");
        return (await insertEntryUse(trx, use)) ? ok(null) : refuse("no-such-list-version");
      }),
  );
}
