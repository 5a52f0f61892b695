import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { forPrograms, type Http, programProblems, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { BULK_MAX } from "../settings/settings-limits.shared.ts";
import {
  bulkFormSchema,
  bulkTakenSchema,
  type MessageForm,
  messageFormSchema,
  messageStorySchema,
  messagesQuery,
  messagesSchema,
  takenSchema,
} from "./api-contract.ts";
import type { Intake, MessagingBase } from "./intake.effects.ts";
import { cancelMessage, findMessage, listMessages, receiptsOf } from "./message.store.ts";
import { programView } from "./message-view.effects.ts";
import { API_REFUSALS, API_STATUS, type ApiRefusal, messageParams, messageRefusal } from "./messaging-refusal.ts";
import { recipientOf } from "./recipient.shared.ts";
import { type TakenForms, takeForms, type WholeRefusal } from "./take-forms.effects.ts";

const tags = ["messages"];
const BULK_BYTES_MAX = 4 * 1024 * 1024;
const [read, send] = [forPrograms("messages.read"), forPrograms("messages.send")];
const sending = programProblems(402, 404, 409);
const params = z.object({ id: z.uuid() });
const SECOND_MS = 1_000;
const KEY = /^[\x21-\x7e]{1,100}$/;

/** An authenticated API client. */
export interface Program {
  readonly keyId: string;
  readonly tenantId: string;
}

/** Dependencies of the messages API. */
export interface MessagesApi {
  readonly kit: Kit;
  readonly intake: Intake;
  readonly rules: MessagingBase["rules"];
  /** The API client of a request, whose key has the scope of the route. */
  readonly programAsking: (request: FastifyRequest) => Program;
}

/** The messages API: sending one or several messages, reading their state, and cancelling. */
export function addMessagesApi(app: Http, api: MessagesApi): void {
  addSending(app, api);
  addBulk(app, api);
  addReading(app, api);
  addCancelling(app, api);
}

function addSending(app: Http, api: MessagesApi): void {
  app.post(
    "/api/v1/messages",
    {
      config: send.config,
      schema: {
        operationId: "sendMessage",
        tags,
        security: send.security,
        body: messageFormSchema,
        summary: "Send a message; answered when it is on disk",
        response: { 202: takenSchema, ...sending },
      },
    },
    async (request, reply) => {
      const answer = await take(api, request, { program: api.programAsking(request), forms: [request.body] });
      if (!answer.ok) return refuseWhole(api, reply, answer.refusal);
      const [first] = answer.value.taken;
      if (first === undefined) return refuseApi(api, reply, "storage-away");
      if (!first.ok) return refuseApi(api, reply, first.refusal, answer.value.variables[0]);
      return reply.code(202).send({ id: first.value.messageId });
    },
  );
}

function addBulk(app: Http, api: MessagesApi): void {
  app.post(
    "/api/v1/messages/bulk",
    {
      config: send.config,
      bodyLimit: BULK_BYTES_MAX,
      schema: {
        operationId: "sendMessages",
        tags,
        security: send.security,
        body: bulkFormSchema,
        summary: `Send up to ${BULK_MAX} messages; each is answered for itself`,
        response: { 202: bulkTakenSchema, ...sending },
      },
    },
    async (request, reply) => {
      const answer = await take(api, request, { program: api.programAsking(request), forms: request.body.messages });
      if (!answer.ok) return refuseWhole(api, reply, answer.refusal);
      const { taken, variables } = answer.value;
      const accepted = taken.filter(({ ok }) => ok).length;
      const items = taken.map((one, nth) =>
        one.ok ? { id: one.value.messageId } : { error: errorOf(api, request, one.refusal, variables[nth]) },
      );
      return reply.code(202).send({ accepted, refused: items.length - accepted, items });
    },
  );
}

function addReading(app: Http, { kit, programAsking }: MessagesApi): void {
  app.get(
    "/api/v1/messages",
    {
      config: read.config,
      schema: {
        operationId: "listMessages",
        tags,
        security: read.security,
        querystring: messagesQuery,
        summary: "Messages, newest first",
        response: { 200: messagesSchema, ...programProblems() },
      },
    },
    async (request, reply) => {
      const { to, limit, ...filter } = request.query;
      const recipient = to === undefined ? undefined : recipientOf(to);
      if (to !== undefined && recipient === undefined) return refuseApi({ kit }, reply, "recipient-unfit");
      const { tenantId } = programAsking(request);
      const found = await inTenant(kit.db, tenantId, (trx) =>
        listMessages(trx, tenantId, { ...filter, recipient, limit: limit + 1 }),
      );
      const items = found.slice(0, limit).map(programView);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  app.get(
    "/api/v1/messages/:id",
    {
      config: read.config,
      schema: {
        operationId: "fetchMessage",
        tags,
        security: read.security,
        params,
        summary: "A message and what carriers said of it",
        response: { 200: messageStorySchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const story = await inTenant(kit.db, programAsking(request).tenantId, async (trx) => {
        const message = await findMessage(trx, id);
        return message === undefined ? undefined : { message, receipts: await receiptsOf(trx, id) };
      });
      if (story === undefined) return refuseApi({ kit }, reply, "no-such-message");
      const receipts = story.receipts.map(({ sequence: part, receivedAt, ...one }) => ({
        part,
        ...one,
        receivedAt: receivedAt.toISOString(),
      }));
      return { ...programView(story.message), receipts };
    },
  );
}

function addCancelling(app: Http, { kit, programAsking, rules }: MessagesApi): void {
  app.delete(
    "/api/v1/messages/:id",
    {
      config: send.config,
      schema: {
        operationId: "cancelMessage",
        tags,
        security: send.security,
        params,
        summary: "Take a message back before a carrier has it",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const { tenantId } = programAsking(request);
      const own = { tenantId, id: request.params.id, rules: rules() };
      const asked = { ...own, nowMs: kit.clock.nowMs(), newId: () => kit.ids.next() };
      const done = await inTenant(kit.db, tenantId, (trx) => cancelMessage(trx, asked));
      return done === "cancelled" ? reply.code(204).send(null) : refuseApi({ kit }, reply, done);
    },
  );
}

/** Parses and accepts the messages of an API request. */
async function take(
  api: MessagesApi,
  request: FastifyRequest,
  { program, forms }: { readonly program: Program; readonly forms: readonly MessageForm[] },
): Promise<Result<TakenForms, WholeRefusal>> {
  const key = request.headers["idempotency-key"];
  if (key !== undefined && (typeof key !== "string" || !KEY.test(key)))
    return refuse({ code: "idempotency-key-unfit" });
  const { tenantId, keyId } = program;
  return takeForms(api, { tenantId, keyId, forms, requestKey: key ?? null });
}

/** Error of one message of several, in the language of the request. */
export function errorOf(
  { kit }: Pick<MessagesApi, "kit">,
  request: FastifyRequest,
  code: ApiRefusal,
  variable?: string,
) {
  return { code, message: kit.texts.text(request.locale, `errors.${code}`, messageParams(variable)) };
}

/** Sends the error response of a request that was refused as a whole. */
export function refuseWhole(api: Pick<MessagesApi, "kit">, reply: FastifyReply, refusal: WholeRefusal): FastifyReply {
  const seconds = refusal.code === "too-fast" ? Math.ceil(refusal.waitMs / SECOND_MS) : 1;
  if (API_STATUS[refusal.code] === 429 || API_STATUS[refusal.code] === 503)
    reply.header("retry-after", String(seconds));
  return refuseApi(api, reply, refusal.code);
}

/** Sends the error response of a refusal, with the field at fault. */
export function refuseApi(
  { kit }: Pick<MessagesApi, "kit">,
  reply: FastifyReply,
  code: ApiRefusal,
  variable?: string,
): FastifyReply {
  if (code === "prefix-too-fast") reply.header("retry-after", "60");
  return sendRefusal(kit, reply, API_REFUSALS, messageRefusal(code, variable));
}
