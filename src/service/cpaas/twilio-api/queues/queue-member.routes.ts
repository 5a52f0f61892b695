import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { instructionsOf } from "../calls/call-form.ts";
import type { CallDependencies } from "../calls/change-call.effects.ts";
import { leadMember } from "../calls/lead-member.effects.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { callerOf, forScope, REST_PREFIX, type RestDependencies, refuseRest } from "../rest/rest-server.routes.ts";
import { queueOf } from "./queue.routes.ts";
import { listMembers } from "./queue-resource.store.ts";
import type { QueueMemberResource, QueueResource } from "./queue-resource.ts";

const tags = ["queues"];
const text = z.string();
const params = z.object({ AccountSid: text, Sid: text });
const memberParams = params.extend({ CallSid: text });
const config = forScope("queues.read");
const SECOND_MS = 1_000;
const ONE = "/Accounts/:AccountSid/Queues/:Sid/Members/:CallSid.json";

const memberSchema = z.object({
  call_sid: text,
  queue_sid: text,
  date_enqueued: text,
  position: z.number(),
  wait_time: z.number(),
  uri: text,
});

const leadForm = z.strictObject({
  Url: z.string().max(2_048).default(""),
  Method: z.enum(["GET", "POST"]).default("POST"),
});

/** Twilio-compatible routes of queue members: list, fetch and redirect. */
export function addQueueMemberRoutes(rest: Http, dependencies: CallDependencies): void {
  addList(rest, dependencies);
  addOne(rest, dependencies);
  addLeading(rest, dependencies);
}

function addList(rest: Http, dependencies: RestDependencies): void {
  const { kit } = dependencies;
  const querystring = z.strictObject(PAGE_QUERY);
  const listed = pageSchema.extend({ queue_members: z.array(memberSchema) });
  rest.get(
    "/Accounts/:AccountSid/Queues/:Sid/Members.json",
    {
      config,
      schema: {
        tags,
        summary: "Calls that wait in a queue, in their order",
        params,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const queue = await queueOf(dependencies, request);
      if (queue === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { query } = request;
      const { tenantId } = callerOf(request);
      const part = { queueId: queue.id, after: pageStart(query), limit: query.PageSize + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listMembers(trx, part));
      const path = request.url.split("?")[0] ?? "";
      const { items, page } = cutPage(found, { path, query });
      return {
        ...page,
        queue_members: items.map((one) => memberView(one, { tenantId, queue, nowMs: kit.clock.nowMs() })),
      };
    },
  );
}

function addOne(rest: Http, dependencies: RestDependencies): void {
  rest.get(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "A call that waits in a queue, by its SID or as Front",
        params: memberParams,
        response: { 200: memberSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await memberOf(dependencies, request);
      return found === undefined
        ? refuseRest(dependencies, reply, { code: 20404 })
        : memberResponse(dependencies, request, found);
    },
  );
}

function addLeading(rest: Http, dependencies: CallDependencies): void {
  rest.post(
    ONE,
    {
      config: forScope("queues.write"),
      schema: {
        tags,
        summary: "Take a call out of a queue and have another document lead it",
        params: memberParams,
        body: leadForm,
        consumes: ["application/x-www-form-urlencoded"],
        response: { 200: memberSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => lead(dependencies, { request, reply, form: request.body }),
  );
}

interface Leading {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly form: z.infer<typeof leadForm>;
}

/** Redirects a member; the response shows the member as it waited. */
async function lead(dependencies: CallDependencies, { request, reply, form }: Leading) {
  const found = await memberOf(dependencies, request);
  if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
  const wanted = instructionsOf(form, new Set(dependencies.kit.settings.hookHosts));
  if (!wanted.ok) return refuseRest(dependencies, reply, wanted.refusal);
  const { tenantId } = callerOf(request);
  const { callId, id: contactId } = found.member;
  const refusal = await leadMember(dependencies, { tenantId, callId, contactId }, wanted.value);
  return refusal === undefined
    ? memberResponse(dependencies, request, found)
    : refuseRest(dependencies, reply, refusal);
}

interface FoundMember {
  readonly queue: QueueResource;
  readonly member: QueueMemberResource;
}

async function memberOf(dependencies: RestDependencies, request: FastifyRequest): Promise<FoundMember | undefined> {
  const queue = await queueOf(dependencies, request);
  const { CallSid } = request.params as { readonly CallSid: string };
  const callId = CallSid === "Front" ? undefined : idOfSid("call", CallSid);
  if (queue === undefined || callId === null) return undefined;
  const part = { queueId: queue.id, limit: 1, ...(callId === undefined ? {} : { callId }) };
  const [member] = await inTenant(dependencies.kit.db, callerOf(request).tenantId, (trx) => listMembers(trx, part));
  return member === undefined ? undefined : { queue, member };
}

function memberResponse({ kit }: RestDependencies, request: FastifyRequest, { queue, member }: FoundMember) {
  return memberView(member, { tenantId: callerOf(request).tenantId, queue, nowMs: kit.clock.nowMs() });
}

function memberView(
  member: QueueMemberResource,
  { tenantId, queue, nowMs: now }: { readonly tenantId: string; readonly queue: QueueResource; readonly nowMs: number },
): z.infer<typeof memberSchema> {
  const [queueSid, callSid, owner] = [
    sidOf("queue", queue.id),
    sidOf("call", member.callId),
    sidOf("account", tenantId),
  ];
  const joinedMs = member.joinedAt.getTime();
  return {
    call_sid: callSid,
    queue_sid: queueSid,
    position: member.position,
    date_enqueued: rfc2822(joinedMs),
    wait_time: Math.max(0, Math.round((now - joinedMs) / SECOND_MS)),
    uri: `${REST_PREFIX}/Accounts/${owner}/Queues/${queueSid}/Members/${callSid}.json`,
  };
}
