import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../../identity/index.ts";
import { ok, refuse } from "../../../../kernel/index.ts";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { digestOf } from "../retention/text-removal.store.ts";
import {
  messageStorySchema,
  messagesQuery,
  messagesSchema,
  textComparisonFormSchema,
  textComparisonSchema,
} from "./api-contract.ts";
import { findMessage, listMessages, receiptsOf } from "./message.store.ts";
import { maskedView, shownView } from "./message-view.effects.ts";
import { MESSAGE_REFUSALS } from "./messaging-refusal.ts";
import { recipientOf } from "./recipient.shared.ts";
import { isTextOf } from "./text-digest.effects.ts";

const tags = ["service"];
const MANAGE = "service.manage";
/** Supervisors see masked messages. */
const READ = "queue.manage";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/messages";
const ROUTES = { tag: "service", contextOf: requestContextOf, refusals: MESSAGE_REFUSALS } as const;

/** Dependencies of the message routes. */
export interface MessageRoutes {
  readonly kit: Kit;
  /** Key of the digests of deleted texts. */
  readonly key: Buffer;
}

/** Messages of a call centre for its administrator: the list, one message, and the comparison of a text with a stored digest. */
export function addMessageRoutes(app: Http, doors: MessageRoutes): void {
  addReading(app, doors.kit);
  addComparing(app, doors);
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config: { access: READ },
      schema: {
        tags,
        summary: "Short messages, newest first; one-time passwords are masked",
        querystring: messagesQuery,
        response: { 200: messagesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { to, limit, ...filter } = request.query;
      const recipient = to === undefined ? undefined : recipientOf(to);
      if (to !== undefined && recipient === undefined)
        return sendRefusal(kit, reply, MESSAGE_REFUSALS, "recipient-unfit");
      const tenantId = tenantOfCaller(request.caller, READ);
      const found = await inTenant(kit.db, tenantId, (trx) =>
        listMessages(trx, tenantId, { ...filter, recipient, limit: limit + 1 }),
      );
      const items = found.slice(0, limit).map(viewFor(request));
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  const routes = tenantRoutes(app, kit, { ...ROUTES, access: READ });
  routes.get(
    `${PATH}/:id`,
    {
      summary: "A short message and what carriers said of it",
      params,
      answer: messageStorySchema,
      missing: "no-such-message",
    },
    async (trx, { params: { id }, request }) => {
      const message = await findMessage(trx, id);
      if (message === undefined) return undefined;
      const receipts = (await receiptsOf(trx, id)).map(({ sequence: part, receivedAt, ...one }) => ({
        part,
        ...one,
        receivedAt: receivedAt.toISOString(),
      }));
      return { ...viewFor(request)(message), receipts };
    },
  );
}

/** Full numbers are for managers of this call centre. */
function viewFor({ caller }: Pick<FastifyRequest, "caller">) {
  const memberships = caller?.memberships ?? [];
  return tenantWith(memberships, MANAGE) === tenantWith(memberships, READ) ? shownView : maskedView;
}

function addComparing(app: Http, { kit, key }: MessageRoutes): void {
  const routes = tenantRoutes(app, kit, { ...ROUTES, access: MANAGE });
  routes.post(
    `${PATH}/:id/text-comparison`,
    {
      summary: "Whether a text is the one that was sent, once it was removed",
      params,
      body: textComparisonFormSchema,
      answer: textComparisonSchema,
    },
    async ({ requestContext: { tenantId }, params: { id: messageId }, body: { text } }) => {
      const digest = await inTenant(kit.db, tenantId, (trx) => digestOf(trx, messageId));
      if (digest === undefined) return refuse("no-such-message");
      // A one-time password that may still be valid must not be found by guessing.
      if (digest === null) return refuse("text-still-kept");
      return ok({ isSame: isTextOf(key, digest, { messageId, text }) });
    },
  );
}
