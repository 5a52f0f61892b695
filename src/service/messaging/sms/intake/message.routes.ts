import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../../identity/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../../tenancy/tenants/index.ts";
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
import { recipientOf } from "./recipient.shared.ts";
import { isTextOf } from "./text-digest.effects.ts";

const tags = ["service"];
const MANAGE = "service.manage";
/** Supervisors see masked messages. */
const READ = "queue.manage";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/messages";

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
      if (to !== undefined && recipient === undefined) {
        const code = "recipient-unfit";
        return sendProblem(reply, kit.texts, 400, { code, fields: [{ path: "to", code }] });
      }
      const tenantId = tenantOfCaller(request.caller, READ);
      const found = await inTenant(kit.db, tenantId, (trx) =>
        listMessages(trx, tenantId, { ...filter, recipient, limit: limit + 1 }),
      );
      const items = found.slice(0, limit).map(viewFor(request));
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  app.get(
    `${PATH}/:id`,
    {
      config: { access: READ },
      schema: {
        tags,
        summary: "A short message and what carriers said of it",
        params,
        response: { 200: messageStorySchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const story = await inTenant(kit.db, tenantOfCaller(request.caller, READ), async (trx) => {
        const message = await findMessage(trx, id);
        return message === undefined ? undefined : { message, receipts: await receiptsOf(trx, id) };
      });
      if (story === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-message" });
      const receipts = story.receipts.map(({ sequence: part, receivedAt, ...one }) => ({
        part,
        ...one,
        receivedAt: receivedAt.toISOString(),
      }));
      return { ...viewFor(request)(story.message), receipts };
    },
  );
}

/** Full numbers are for managers of this call centre. */
function viewFor({ caller }: Pick<FastifyRequest, "caller">) {
  const memberships = caller?.memberships ?? [];
  return tenantWith(memberships, MANAGE) === tenantWith(memberships, READ) ? shownView : maskedView;
}

function addComparing(app: Http, { kit, key }: MessageRoutes): void {
  app.post(
    `${PATH}/:id/text-comparison`,
    {
      config: { access: MANAGE },
      schema: {
        tags,
        summary: "Whether a text is the one that was sent, once it was removed",
        params,
        body: textComparisonFormSchema,
        response: { 200: textComparisonSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id: messageId } = request.params;
      const digest = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), (trx) => digestOf(trx, messageId));
      if (digest === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-message" });
      // A one-time password that may still be valid must not be found by guessing.
      if (digest === null) return sendProblem(reply, kit.texts, 409, { code: "text-still-kept" });
      return { isSame: isTextOf(key, digest, { messageId, text: request.body.text }) };
    },
  );
}
