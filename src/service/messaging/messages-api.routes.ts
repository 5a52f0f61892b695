import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { canonicalJson, type Result } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  BULK_MAX,
  bulkFormWire,
  bulkTakenWire,
  type MessageForm,
  messageFormWire,
  messageStoryWire,
  messagesQuery,
  messagesWire,
  type messageWire,
  takenWire,
} from "./api-contract.ts";
import { draftWritten } from "./draft-message.ts";
import type { Intake, IntakeFault, MessagingBase } from "./intake.effects.ts";
import { earlierAnswer } from "./intake.store.ts";
import type { IntakeAnswer, IntakeOrder, Taken } from "./intake.ts";
import { cancelMessage, findMessage, listMessages, type MessageView, receiptsOf } from "./message.store.ts";
import { API_STATUS, type ApiRefusal, FIELD_OF } from "./messaging-refusal.ts";
import { recipientOf } from "./recipient.ts";
import { PARTS_MAX } from "./segments.shared.ts";

const tags = ["messages"];
const BULK_BYTES_MAX = 4 * 1024 * 1024;
/** A program may ask as often as its call centre may send. */
const config = {
  access: "public",
  isForMachines: true,
  rateLimit: { max: 60_000, timeWindow: 60_000 },
} as const;
const problems = {
  ...{ 400: problemWire, 401: problemWire, 403: problemWire, 404: problemWire },
  ...{ 409: problemWire, 429: problemWire, 503: problemWire },
};
const params = z.object({ id: z.uuid() });
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const KEY = /^[\x21-\x7e]{1,100}$/;

/** A program that has shown its key. */
export interface Program {
  readonly keyId: string;
  readonly tenantId: string;
}

/** What the routes for programs stand on. */
export interface MessagesApi {
  readonly kit: Kit;
  readonly intake: Intake;
  readonly rules: MessagingBase["rules"];
  /** Who asks by a key, where the key is for it. */
  readonly programOf: (
    request: FastifyRequest,
    scope: "messages.send" | "messages.read",
  ) => Promise<Result<Program, "api-key-missing" | "api-key-unknown" | "api-key-scope">>;
}

/** Messages for programs: sending one or many, what became of them, and taking one back. */
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
      config,
      schema: {
        ...{ tags, summary: "Send a message; answered when it is on disk", body: messageFormWire },
        response: { 202: takenWire, ...problems },
      },
    },
    async (request, reply) => {
      const program = await api.programOf(request, "messages.send");
      if (!program.ok) return refuseApi(api, reply, program.refusal);
      const answer = await take(api, request, { program: program.value, forms: [request.body] });
      if (!answer.ok) return refuseWhole(api, reply, answer.refusal);
      const [first] = answer.value;
      if (first === undefined) return refuseApi(api, reply, "storage-away");
      if (!first.ok) return refuseApi(api, reply, first.refusal);
      return reply.code(202).send({ id: first.value.messageId });
    },
  );
}

function addBulk(app: Http, api: MessagesApi): void {
  app.post(
    "/api/v1/messages/bulk",
    {
      config,
      bodyLimit: BULK_BYTES_MAX,
      schema: {
        ...{
          tags,
          summary: `Send up to ${BULK_MAX} messages; each is answered for itself`,
          body: bulkFormWire,
        },
        response: { 202: bulkTakenWire, ...problems },
      },
    },
    async (request, reply) => {
      const program = await api.programOf(request, "messages.send");
      if (!program.ok) return refuseApi(api, reply, program.refusal);
      const answer = await take(api, request, { program: program.value, forms: request.body.messages });
      if (!answer.ok) return refuseWhole(api, reply, answer.refusal);
      const accepted = answer.value.filter(({ ok }) => ok).length;
      const items = answer.value.map((one) =>
        one.ok ? { id: one.value.messageId } : { error: errorOf(api, request, one.refusal) },
      );
      return reply.code(202).send({ accepted, refused: items.length - accepted, items });
    },
  );
}

function addReading(app: Http, { kit, programOf }: MessagesApi): void {
  app.get(
    "/api/v1/messages",
    {
      config,
      schema: {
        ...{ tags, summary: "Messages, newest first", querystring: messagesQuery },
        response: { 200: messagesWire, ...problems },
      },
    },
    async (request, reply) => {
      const program = await programOf(request, "messages.read");
      if (!program.ok) return refuseApi({ kit }, reply, program.refusal);
      const { to, limit, ...filter } = request.query;
      const recipient = to === undefined ? undefined : recipientOf(to);
      if (to !== undefined && recipient === undefined) return refuseApi({ kit }, reply, "recipient-unfit");
      const { tenantId } = program.value;
      const found = await inTenant(kit.db, tenantId, (trx) =>
        listMessages(trx, tenantId, { ...filter, recipient, limit: limit + 1 }),
      );
      const items = found.slice(0, limit).map(viewOf);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  app.get(
    "/api/v1/messages/:id",
    {
      config,
      schema: {
        ...{ tags, summary: "A message and what carriers said of it", params },
        response: { 200: messageStoryWire, ...problems },
      },
    },
    async (request, reply) => {
      const program = await programOf(request, "messages.read");
      if (!program.ok) return refuseApi({ kit }, reply, program.refusal);
      const { id } = request.params;
      const story = await inTenant(kit.db, program.value.tenantId, async (trx) => {
        const message = await findMessage(trx, id);
        return message === undefined ? undefined : { message, receipts: await receiptsOf(trx, id) };
      });
      if (story === undefined) return refuseApi({ kit }, reply, "no-such-message");
      const receipts = story.receipts.map(({ sequence: part, receivedAt, ...one }) => ({
        ...{ part, ...one, receivedAt: receivedAt.toISOString() },
      }));
      return { ...viewOf(story.message), receipts };
    },
  );
}

function addCancelling(app: Http, { kit, programOf }: MessagesApi): void {
  app.delete(
    "/api/v1/messages/:id",
    {
      config,
      schema: {
        ...{ tags, summary: "Take a message back before a carrier has it", params },
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const program = await programOf(request, "messages.send");
      if (!program.ok) return refuseApi({ kit }, reply, program.refusal);
      const { tenantId } = program.value;
      const asked = { tenantId, id: request.params.id, nowMs: kit.clock.nowMs(), newId: () => kit.ids.next() };
      const done = await inTenant(kit.db, tenantId, (trx) => cancelMessage(trx, asked));
      return done === "cancelled" ? reply.code(204).send(null) : refuseApi({ kit }, reply, done);
    },
  );
}

type WholeRefusal = IntakeFault | { readonly code: "request-differs" | "idempotency-key-unfit" };

/** Reads the messages of a request and takes them; one with the key of an earlier one is answered as that was, whatever the hour is now. */
async function take(
  { kit, intake, rules }: MessagesApi,
  request: FastifyRequest,
  { program, forms }: { readonly program: Program; readonly forms: readonly MessageForm[] },
): Promise<Result<readonly Taken[], WholeRefusal>> {
  const key = request.headers["idempotency-key"];
  if (key !== undefined && (typeof key !== "string" || !KEY.test(key))) {
    return { ok: false, refusal: { code: "idempotency-key-unfit" } };
  }
  const nowMs = kit.clock.nowMs();
  const drafts = forms.map((form) => {
    const drafted = draftWritten(written(form, nowMs), program.keyId, { id: kit.ids.next(), nowMs, rules: rules() });
    return drafted.ok ? drafted.value : drafted.refusal;
  });
  const digest = key === undefined ? undefined : createHash("sha256").update(canonicalJson(forms)).digest();
  const marked = key === undefined || digest === undefined ? null : { key, digest };
  const order: IntakeOrder = { tenantId: program.tenantId, drafts, request: marked };
  const earlier =
    marked === null ? undefined : await inTenant(kit.db, program.tenantId, (trx) => earlierAnswer(trx, order));
  const taken = earlier === undefined ? await intake.take(order) : { ok: true as const, value: earlier };
  if (!taken.ok) return taken;
  return wholeOf(taken.value);
}

function wholeOf(answer: IntakeAnswer): Result<readonly Taken[], WholeRefusal> {
  if (answer === "request-differs") return { ok: false, refusal: { code: "request-differs" } };
  return { ok: true, value: answer };
}

function written({ from, to, text, plain, sendAt, validMinutes, ...form }: MessageForm, nowMs: number) {
  const sendAtMs = sendAt === null ? null : Date.parse(sendAt);
  const validUntilMs = Math.max(sendAtMs ?? nowMs, nowMs) + validMinutes * MINUTE_MS;
  const { category, zone, reference: ownReference } = form;
  return { sender: from, recipient: to, text, isPlain: plain, category, zone, sendAtMs, validUntilMs, ownReference };
}

function viewOf(message: MessageView): z.infer<typeof messageWire> {
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  const { id, sender: from, recipient: to, text, category, coding: encoding, state, errorCode } = message;
  return {
    ...{ id, from, to, text, category, encoding, state, errorCode, reference: message.ownReference },
    ...{ acceptedAt: message.acceptedAt.toISOString(), sendAt: message.sendAt.toISOString() },
    ...{ validUntil: message.validUntil.toISOString(), finalAt: moment(message.finalAt) },
    parts: message.parts.map((part) => ({
      ...{ sequence: part.sequence, state: part.state, carrier: part.carrier, attempts: part.attempts },
      ...{ sentAt: moment(part.sentAt), finalAt: moment(part.finalAt), errorCode: part.errorCode },
      perhapsDoubled: part.sentUnsure,
    })),
  };
}

const PARAMS = { parts: PARTS_MAX };

function errorOf({ kit }: Pick<MessagesApi, "kit">, request: FastifyRequest, code: ApiRefusal) {
  return { code, message: kit.texts.text(request.locale, `errors.${code}`, PARAMS) };
}

function refuseWhole(api: Pick<MessagesApi, "kit">, reply: FastifyReply, refusal: WholeRefusal): FastifyReply {
  const seconds = refusal.code === "too-fast" ? Math.ceil(refusal.waitMs / SECOND_MS) : 1;
  if (API_STATUS[refusal.code] === 429 || API_STATUS[refusal.code] === 503)
    reply.header("retry-after", String(seconds));
  return refuseApi(api, reply, refusal.code);
}

function refuseApi({ kit }: Pick<MessagesApi, "kit">, reply: FastifyReply, code: ApiRefusal): FastifyReply {
  const status = API_STATUS[code];
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="sambung"');
  const path = FIELD_OF[code];
  const fields = path === undefined ? [] : [{ path, code, params: PARAMS }];
  return sendProblem(reply, kit.texts, status, { code, params: PARAMS, fields });
}
