import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { type MessageForm, recipientOf } from "../../../messaging/sms/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import { answerTestMessage } from "../accounts/sandbox.effects.ts";
import { momentRange } from "../rest/moment-range.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { missingParameter, type RestRefusal } from "../rest/rest-refusal.ts";
import {
  alsoForTests,
  callerOf,
  forScope,
  REST_PREFIX,
  type RestDependencies,
  refuseRest,
  requestKeyOf,
} from "../rest/rest-server.routes.ts";
import {
  CODE_OF,
  categoryOf,
  INTENTS,
  type MessageContext,
  type MessageOperations,
  messageView,
} from "./field-message.ts";

const tags = ["messages"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const text = z.string();
const VALID_MINUTES_MAX = 4_320;
const SECONDS = 60;
const SECOND_MS = 1_000;
const BLOCK_WAIT_S = 60;
const URL_MAX = 2_048;

const messageSchema = z.object({
  sid: text,
  account_sid: text,
  api_version: text,
  messaging_service_sid: z.null(),
  from: text,
  to: text,
  body: text,
  direction: text,
  status: text,
  num_segments: text,
  num_media: text,
  price: z.null(),
  price_unit: text,
  error_code: z.number().nullable(),
  error_message: text.nullable(),
  date_created: text,
  date_updated: text,
  date_sent: text.nullable(),
  uri: text,
  subresource_uris: z.record(text, text),
});

const flag = z.enum(["true", "false"]);
/** Form that sends a message. Missing fields have separate error numbers, so a later check handles them. */
const messageForm = z.strictObject({
  To: z.string().max(40).default(""),
  From: z.string().max(40).default(""),
  Body: z.string().max(20_000).default(""),
  SmartEncoded: flag.default("false"),
  ValidityPeriod: z.coerce
    .number()
    .int()
    .min(1)
    .max(VALID_MINUTES_MAX * SECONDS)
    .optional(),
  ScheduleType: z.literal("fixed").optional(),
  SendAt: z.iso.datetime({ offset: true }).optional(),
  MessageIntent: z.enum(INTENTS).optional(),
  StatusCallback: z.string().max(URL_MAX).optional(),
  // Accepted without effect.
  ProvideFeedback: text.optional(),
  Attempt: text.optional(),
  ForceDelivery: text.optional(),
  RiskCheck: text.optional(),
  ShortenUrls: z.literal("false").optional(),
  SendAsMms: z.literal("false").optional(),
});

const changeForm = z.strictObject({ Body: z.literal("").optional(), Status: z.literal("canceled").optional() });

const listQuery = z.strictObject({
  ...PAGE_QUERY,
  To: z.string().max(40).optional(),
  From: z.string().max(40).optional(),
  DateSent: text.optional(),
  "DateSent<": text.optional(),
  "DateSent>": text.optional(),
});

/** Filter of the list of messages. */
export interface MessageListFilter {
  readonly recipient: string | undefined;
  readonly sender: string | undefined;
  readonly acceptedFrom: Date | undefined;
  readonly acceptedBefore: Date | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Dependencies of the Twilio-compatible message routes. */
export interface MessageDependencies extends RestDependencies {
  readonly messages: MessageOperations<MessageListFilter>;
}

const PATH = "/Accounts/:AccountSid/Messages.json";
const ONE = "/Accounts/:AccountSid/Messages/:Sid.json";

/** Twilio-compatible message routes: send, list, fetch, cancel, and redact the text. */
export function addMessageRoutes(rest: Http, dependencies: MessageDependencies): void {
  addSending(rest, dependencies);
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addSending(rest: Http, dependencies: MessageDependencies): void {
  rest.post(
    PATH,
    {
      config: alsoForTests("messages.send"),
      schema: {
        tags,
        summary: "Send a message; answered when it is on disk",
        params: account,
        body: messageForm,
        consumes: ["application/x-www-form-urlencoded"],
        response: { 201: messageSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId, keyId, testId } = callerOf(request);
      const form = formOf(request.body);
      const requestKey = requestKeyOf(request);
      if ("code" in form) return refuseRest(dependencies, reply, form);
      if (requestKey === undefined)
        return refuseRest(dependencies, reply, { code: 20001, params: { name: "Idempotency-Key" } });
      const { StatusCallback: toldUrl = "" } = request.body;
      if (toldUrl !== "" && !isOutwardUrl(toldUrl, new Set(dependencies.kit.settings.hookHosts)))
        return refuseRest(dependencies, reply, { code: 21609 });
      if (testId !== null) return answerTestMessage(dependencies, reply, { caller: { tenantId, testId }, form });
      const told = toldUrl === "" ? {} : { toldUrl };
      const sent = await dependencies.messages.send({ tenantId, keyId, form, requestKey, ...told });
      if (!sent.ok) return refuseRest(dependencies, reply, refusalOf(sent.refusal));
      const message = await dependencies.messages.find({ tenantId, id: sent.value });
      if (message === undefined) return refuseRest(dependencies, reply, { code: 20503, retryAfterS: 1 });
      return reply.code(201).send(messageView(message, ground(dependencies, request, tenantId)));
    },
  );
}

function addReading(rest: Http, dependencies: MessageDependencies): void {
  const config = forScope("messages.read");
  rest.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Messages, newest first",
        params: account,
        querystring: listQuery,
        response: { 200: pageSchema.extend({ messages: z.array(messageSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const { query } = request;
      const filter = filterOf(query);
      if ("code" in filter) return refuseRest(dependencies, reply, filter);
      const found = await dependencies.messages.list(tenantId, filter);
      const path = request.url.split("?")[0] ?? "";
      const { items, page } = cutPage(found, { path, query });
      return { ...page, messages: items.map((one) => messageView(one, ground(dependencies, request, tenantId))) };
    },
  );
  rest.get(
    ONE,
    {
      config,
      schema: { tags, summary: "A message", params, response: { 200: messageSchema, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const id = idOfSid("message", request.params.Sid);
      const message = id === null ? undefined : await dependencies.messages.find({ tenantId, id });
      if (message === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return messageView(message, ground(dependencies, request, tenantId));
    },
  );
}

function addChanging(rest: Http, dependencies: MessageDependencies): void {
  const config = forScope("messages.send");
  rest.post(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Take a message back (Status=canceled), or its text away (an empty Body)",
        params,
        body: changeForm,
        consumes: ["application/x-www-form-urlencoded"],
        response: { 200: messageSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const named = namedBy(request);
      if (named === null) return refuseRest(dependencies, reply, { code: 20404 });
      const { Status: status, Body: body } = request.body;
      if (status === undefined && body === undefined) {
        return refuseRest(dependencies, reply, missingParameter("Status, Body"));
      }
      const refusal =
        (status === undefined ? undefined : await taken(dependencies, named)) ??
        (body === undefined ? undefined : await textless(dependencies, named));
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      const message = await dependencies.messages.find(named);
      if (message === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return messageView(message, ground(dependencies, request, named.tenantId));
    },
  );
  rest.delete(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Take the text of a message away; that it was sent stays on record",
        params,
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const named = namedBy(request);
      const refusal: RestRefusal | undefined = named === null ? { code: 20404 } : await textless(dependencies, named);
      return refusal === undefined ? reply.code(204).send(null) : refuseRest(dependencies, reply, refusal);
    },
  );
}

interface Named {
  readonly tenantId: string;
  readonly id: string;
}

function namedBy(request: FastifyRequest<{ Params: z.infer<typeof params> }>): Named | null {
  const id = idOfSid("message", request.params.Sid);
  return id === null ? null : { tenantId: callerOf(request).tenantId, id };
}

async function taken(dependencies: MessageDependencies, named: Named): Promise<RestRefusal | undefined> {
  const done = await dependencies.messages.cancel(named);
  return done === "cancelled" ? undefined : { code: CODE_OF[done] };
}

async function textless(dependencies: MessageDependencies, named: Named): Promise<RestRefusal | undefined> {
  const done = await dependencies.messages.takeTextAway(named);
  if (done === "taken") return undefined;
  return { code: done === "not-over" ? 20009 : 20404 };
}

const ground = ({ kit }: MessageDependencies, { locale }: FastifyRequest, tenantId: string): MessageContext => ({
  tenantId,
  prefix: REST_PREFIX,
  nowMs: kit.clock.nowMs(),
  textOfError: (code) => kit.texts.text(locale, `apiErrors.${code}.title`),
});

function formOf(body: z.infer<typeof messageForm>): MessageForm | RestRefusal {
  const { To: to, From: from, Body: text } = body;
  if (to === "") return { code: 21604 };
  if (from === "") return { code: 21603 };
  if ((body.SendAt === undefined) !== (body.ScheduleType === undefined)) {
    return missingParameter("ScheduleType, SendAt");
  }
  const validMinutes = Math.ceil((body.ValidityPeriod ?? VALID_MINUTES_MAX * SECONDS) / SECONDS);
  return {
    from: from.replace(/^\+/, ""),
    to,
    text,
    category: categoryOf(body.MessageIntent),
    plain: body.SmartEncoded === "true",
    zone: null,
    sendAt: body.SendAt ?? null,
    validMinutes,
    reference: null,
  };
}

function refusalOf({ code, waitMs }: { readonly code: keyof typeof CODE_OF; readonly waitMs: number }): RestRefusal {
  const number = CODE_OF[code];
  const params = { name: code === "validity-unfit" ? "ValidityPeriod" : "" };
  if (number === 20429) {
    const wait = code === "prefix-too-fast" ? BLOCK_WAIT_S : Math.max(1, Math.ceil(waitMs / SECOND_MS));
    return { code: number, params, retryAfterS: wait };
  }
  return number === 20503 ? { code: number, params, retryAfterS: 1 } : { code: number, params };
}

function filterOf(query: z.infer<typeof listQuery>): MessageListFilter | RestRefusal {
  const recipient = query.To === undefined ? undefined : recipientOf(query.To);
  if (query.To !== undefined && recipient === undefined) return { code: 21211 };
  const range = momentRange({ on: query.DateSent, before: query["DateSent<"], after: query["DateSent>"] });
  if (range === undefined) return { code: 20001, params: { name: "DateSent" } };
  const at = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));
  return {
    recipient,
    sender: query.From?.replace(/^\+/, ""),
    after: pageStart(query)?.id,
    limit: query.PageSize + 1,
    acceptedFrom: at(range.fromMs),
    acceptedBefore: at(range.untilMs),
  };
}
