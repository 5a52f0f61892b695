import type { FastifyReply } from "fastify";
import { z } from "zod";
import { ok, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { answerTestCall } from "../accounts/sandbox.effects.ts";
import { momentRange } from "../rest/moment-range.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import {
  alsoForTests,
  callerOf,
  forScope,
  REST_PREFIX,
  refuseRest,
  requestKeyOf,
  restRequestContext,
} from "../rest/rest-server.routes.ts";
import { CALL_SECONDS, DOCUMENT_MAX, SEND_DIGITS } from "./call-form.ts";
import { findCall, listCalls } from "./call-resource.store.ts";
import { CALLBACK_FIELDS } from "./callback-form.ts";
import { type CallDependencies, changeCall } from "./change-call.effects.ts";
import { CALL_STATUSES, callView } from "./field-call.ts";
import { orderCall, orderLedCall, withApplication } from "./order-call.effects.ts";

const tags = ["calls"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const text = z.string();
const none = z.null();

const callSchema = z.object({
  sid: text,
  account_sid: text,
  api_version: text,
  parent_call_sid: none,
  group_sid: none,
  trunk_sid: none,
  from: text,
  from_formatted: text,
  to: text,
  to_formatted: text,
  direction: text,
  status: z.enum(CALL_STATUSES),
  phone_number_sid: text.nullable(),
  date_created: text,
  date_updated: text,
  start_time: text.nullable(),
  end_time: text.nullable(),
  duration: text.nullable(),
  price: text.nullable(),
  price_unit: text,
  answered_by: none,
  annotation: none,
  forwarded_from: none,
  caller_name: none,
  queue_time: text,
  uri: text,
  subresource_uris: z.record(text, text),
});

const method = z.enum(["GET", "POST"]).optional();
const url = z.string().min(1).max(2_048).optional();
const instructions = {
  Url: url,
  Method: method,
  FallbackUrl: url,
  FallbackMethod: method,
  Twiml: z.string().min(1).max(DOCUMENT_MAX).optional(),
};

const createForm = z.strictObject({
  To: z.string().max(140).default(""),
  From: z.string().max(40).default(""),
  ...instructions,
  ApplicationSid: z.string().max(40).optional(),
  Timeout: z.coerce.number().int().min(1).max(CALL_SECONDS.ringMost).default(CALL_SECONDS.ring),
  TimeLimit: z.coerce.number().int().min(1).max(CALL_SECONDS.talkMost).optional(),
  SendDigits: z.string().regex(SEND_DIGITS).optional(),
  Record: z.enum(["true", "false"]).default("false"),
  ...CALLBACK_FIELDS,
});

const changeForm = z.strictObject({ ...instructions, Status: z.enum(["canceled", "completed"]).optional() });

const listQuery = z.strictObject({
  ...PAGE_QUERY,
  To: z.string().max(140).optional(),
  From: z.string().max(40).optional(),
  Status: z.enum(CALL_STATUSES).optional(),
  StartTime: text.optional(),
  "StartTime<": text.optional(),
  "StartTime>": text.optional(),
  EndTime: text.optional(),
  "EndTime<": text.optional(),
  "EndTime>": text.optional(),
});

const PATH = "/Accounts/:AccountSid/Calls.json";
const ONE = "/Accounts/:AccountSid/Calls/:Sid.json";
const consumes = ["application/x-www-form-urlencoded"];

/** Twilio-compatible call routes: create, list, fetch and update calls. */
export function addCallRoutes(rest: Http, dependencies: CallDependencies): void {
  addOrdering(rest, dependencies);
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addOrdering(rest: Http, dependencies: CallDependencies): void {
  rest.post(
    PATH,
    {
      config: alsoForTests("calls.write"),
      schema: {
        tags,
        summary: "Order a call; answered when the order is on disk",
        params: account,
        body: createForm,
        consumes,
        response: { 201: callSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId, testId } = callerOf(request);
      const { ApplicationSid: sid, ...asked } = request.body;
      const named = { tenantId, applicationId: sid === undefined ? null : idOfSid("application", sid) };
      if (testId !== null) {
        const form = sid === undefined ? ok(asked) : await withApplication(dependencies, asked, named);
        if (!form.ok) return refuseRest(dependencies, reply, form.refusal);
        return answerTestCall(dependencies, reply, { caller: { tenantId, testId }, form: form.value });
      }
      const requestKey = requestKeyOf(request);
      if (requestKey === undefined) {
        return refuseRest(dependencies, reply, { code: 20001, params: { name: "Idempotency-Key" } });
      }
      const asking = { tenantId, requestKey, said: request.body };
      const { applicationId } = named;
      const led = { form: asked, applicationId };
      const call = await (sid === undefined
        ? orderCall(dependencies, asking, asked)
        : orderLedCall(dependencies, asking, led));
      if (!call.ok) return refuseRest(dependencies, reply, call.refusal);
      return reply.code(201).send(callView(call.value, { tenantId, prefix: REST_PREFIX }));
    },
  );
}

function addReading(rest: Http, dependencies: CallDependencies): void {
  const { kit } = dependencies;
  const config = forScope("calls.read");
  rest.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Calls, newest first",
        params: account,
        querystring: listQuery,
        response: { 200: pageSchema.extend({ calls: z.array(callSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const { query } = request;
      const filter = filterOf(query);
      if (!filter.ok) return refuseRest(dependencies, reply, filter.refusal);
      const found = await inTenant(kit.db, tenantId, (trx) => listCalls(trx, filter.value));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      return { ...page, calls: items.map((call) => callView(call, { tenantId, prefix: REST_PREFIX })) };
    },
  );
  rest.get(
    ONE,
    { config, schema: { tags, summary: "A call", params, response: { 200: callSchema, ...REST_PROBLEMS } } },
    async (request, reply) => {
      const id = idOfSid("call", request.params.Sid);
      return id === null
        ? refuseRest(dependencies, reply, { code: 20404 })
        : sendCall(dependencies, reply, { tenantId: callerOf(request).tenantId, id, status: 200 });
    },
  );
}

function addChanging(rest: Http, dependencies: CallDependencies): void {
  rest.post(
    ONE,
    {
      config: forScope("calls.write"),
      schema: {
        tags,
        summary: "End a call, take an order back, or lead a call on by another document",
        params,
        body: changeForm,
        consumes,
        response: { 200: callSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const callId = idOfSid("call", request.params.Sid);
      if (callId === null) return refuseRest(dependencies, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const refusal = await changeCall(dependencies, { ...restRequestContext(request), callId }, request.body);
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      return sendCall(dependencies, reply, { tenantId, id: callId, status: 200 });
    },
  );
}

/** Sends the current state of a call. */
async function sendCall(
  dependencies: CallDependencies,
  reply: FastifyReply,
  { tenantId, id, status }: { readonly tenantId: string; readonly id: string; readonly status: 200 | 201 },
) {
  const call = await inTenant(dependencies.kit.db, tenantId, (trx) => findCall(trx, id));
  if (call === undefined) return refuseRest(dependencies, reply, { code: 20404 });
  return reply.code(status).send(callView(call, { tenantId, prefix: REST_PREFIX }));
}

function filterOf(query: z.infer<typeof listQuery>) {
  const { StartTime: on, "StartTime<": before, "StartTime>": after } = query;
  const [begun, ended] = [
    momentRange({ on, before, after }),
    momentRange({ on: query.EndTime, before: query["EndTime<"], after: query["EndTime>"] }),
  ];
  if (begun === undefined) return refuse({ code: 20001, params: { name: "StartTime" } } satisfies RestRefusal);
  if (ended === undefined) return refuse({ code: 20001, params: { name: "EndTime" } } satisfies RestRefusal);
  const isThere = (range: object) => Object.keys(range).length > 0;
  return ok({
    to: query.To,
    from: query.From,
    status: query.Status,
    after: pageStart(query),
    limit: query.PageSize + 1,
    ...(isThere(begun) ? { begun } : {}),
    ...(isThere(ended) ? { ended } : {}),
  });
}
