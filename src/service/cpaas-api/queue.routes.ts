import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { idOfSid, sidOf } from "../programmable/index.ts";
import type { Acting } from "../tenants/index.ts";
import { instructionsOf } from "./call-form.ts";
import { answerOf, type CallDoors } from "./change-call.effects.ts";
import { type KeptMember, type KeptQueue, listMembers, listQueues } from "./kept-queue.store.ts";
import { REST_PROBLEMS, rfc2822 } from "./rest-answer.ts";
import { cutPage, PAGE_QUERY, pageStart, pageWire } from "./rest-page.ts";
import type { RestRefusal } from "./rest-refusal.ts";
import { callerOf, forScope, REST_PREFIX, type RestDoors, refuseRest } from "./rest-server.routes.ts";

const tags = ["queues"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const memberParams = params.extend({ CallSid: z.string() });
const text = z.string();
const config = forScope("queues.read");
const consumes = ["application/x-www-form-urlencoded"];
const SECOND_MS = 1_000;

const queueWire = z.object({
  ...{ sid: text, account_sid: text, friendly_name: text, current_size: z.number(), max_size: z.number().nullable() },
  ...{ average_wait_time: z.number(), date_created: text, date_updated: text, uri: text },
  subresource_uris: z.record(text, text),
});
const memberWire = z.object({
  ...{ call_sid: text, queue_sid: text, date_enqueued: text, position: z.number(), wait_time: z.number(), uri: text },
});

/** Why a queue is not as a program wants it. */
export type ProgramQueueRefusal =
  | "queue-name-taken"
  | "queue-limit"
  | "queue-stale"
  | "no-such-queue"
  | "queue-overflow-unknown";

type Kept = Promise<{ readonly id: string } | { readonly refusal: ProgramQueueRefusal }>;

/** What queues in the field's shapes stand on. */
export interface QueueDoors extends CallDoors {
  readonly queues: {
    add(asking: Acting, queue: { readonly name: string; readonly waitingMax?: number | undefined }): Kept;
    change(
      asking: Acting,
      queue: { readonly id: string; readonly name?: string | undefined; readonly waitingMax?: number | undefined },
    ): Kept;
    end(asking: Acting, id: string): Kept;
  };
}

const CODE_OF: Readonly<Record<ProgramQueueRefusal, RestRefusal>> = {
  "queue-name-taken": { code: 88007 },
  "queue-limit": { code: 88008 },
  "no-such-queue": { code: 20404 },
  "queue-stale": { code: 20503, retryAfterS: 1 },
  "queue-overflow-unknown": { code: 20503, retryAfterS: 1 },
};

/** Queues and who waits in them, in the field's shapes; by which rules they are served is arranged on their screens. */
export function addQueueRoutes(rest: Http, doors: QueueDoors): void {
  addQueues(rest, doors);
  addQueueChanges(rest, doors);
  addQueueEnd(rest, doors);
  addMembers(rest, doors);
  addTakingOut(rest, doors);
}

const QUEUES = "/Accounts/:AccountSid/Queues.json";
const QUEUE = "/Accounts/:AccountSid/Queues/:Sid.json";
const MEMBER = "/Accounts/:AccountSid/Queues/:Sid/Members/:CallSid.json";

function addQueues(rest: Http, doors: RestDoors): void {
  const { kit } = doors;
  const querystring = z.strictObject({ ...PAGE_QUERY, FriendlyName: z.string().max(80).optional() });
  const listed = pageWire.extend({ queues: z.array(queueWire) });
  rest.get(
    QUEUES,
    {
      config,
      schema: {
        ...{ tags, summary: "Queues by name", params: account, querystring },
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request) => {
      const { query } = request;
      const { tenantId } = callerOf(request);
      const part = { name: query.FriendlyName, after: pageStart(query)?.id, limit: query.PageSize + 1, at: at(doors) };
      const found = await inTenant(kit.db, tenantId, (trx) => listQueues(trx, part));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      return { ...page, queues: items.map((queue) => queueView(queue, tenantId)) };
    },
  );
  rest.get(
    QUEUE,
    { config, schema: { tags, summary: "A queue", params, response: { 200: queueWire, ...REST_PROBLEMS } } },
    async (request, reply) => {
      const queue = await queueOf(doors, request);
      const { tenantId } = callerOf(request);
      return queue === undefined ? refuseRest(doors, reply, { code: 20404 }) : queueView(queue, tenantId);
    },
  );
}

function addMembers(rest: Http, doors: RestDoors): void {
  const { kit } = doors;
  const querystring = z.strictObject({
    ...{ PageSize: PAGE_QUERY.PageSize, Page: PAGE_QUERY.Page },
    PageToken: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
  });
  const listed = pageWire.extend({ queue_members: z.array(memberWire) });
  rest.get(
    "/Accounts/:AccountSid/Queues/:Sid/Members.json",
    {
      config,
      schema: {
        ...{ tags, summary: "Calls that wait in a queue, in their order", params, querystring },
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const queue = await queueOf(doors, request);
      if (queue === undefined) return refuseRest(doors, reply, { code: 20404 });
      const { query } = request;
      const { tenantId } = callerOf(request);
      const part = { queueId: queue.id, behind: Number(query.PageToken ?? 0), limit: query.PageSize + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listMembers(trx, part));
      const path = request.url.split("?")[0] ?? "";
      const { items, page } = cutPage(found, { path, query }, ({ position }) => String(position));
      return { ...page, queue_members: items.map((one) => memberView(one, { tenantId, queue, nowMs: nowMs(doors) })) };
    },
  );
  rest.get(
    MEMBER,
    {
      config,
      schema: {
        ...{ tags, summary: "A call that waits in a queue, by its SID or as Front", params: memberParams },
        response: { 200: memberWire, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => (await memberOf(doors, request))?.view ?? refuseRest(doors, reply, { code: 20404 }),
  );
}

/** Who waits, by the SID of his call, or as whoever is served next. */
async function memberOf(doors: RestDoors, request: FastifyRequest) {
  const { CallSid } = request.params as { readonly CallSid: string };
  const queue = await queueOf(doors, request);
  const callId = CallSid === "Front" ? undefined : idOfSid("call", CallSid);
  if (queue === undefined || callId === null) return undefined;
  const { tenantId } = callerOf(request);
  const part = { queueId: queue.id, behind: 0, limit: 1, ...(callId === undefined ? {} : { callId }) };
  const [found] = await inTenant(doors.kit.db, tenantId, (trx) => listMembers(trx, part));
  if (found === undefined) return undefined;
  return { callId: found.callId, view: memberView(found, { tenantId, queue, nowMs: nowMs(doors) }) };
}

/** Another document leads a call that waits, so that it waits no more. */
function addTakingOut(rest: Http, doors: QueueDoors): void {
  const form = z.strictObject({ Url: z.string().max(2_048).optional(), Method: z.enum(["GET", "POST"]).optional() });
  rest.post(
    MEMBER,
    {
      config: forScope("queues.write"),
      schema: {
        ...{ tags, summary: "Take a call out of a queue, into another document", params: memberParams, consumes },
        ...{ body: form, response: { 200: memberWire, ...REST_PROBLEMS } },
      },
    },
    async (request, reply) => {
      const member = await memberOf(doors, request);
      if (member === undefined) return refuseRest(doors, reply, { code: 20404 });
      const wanted = instructionsOf(request.body, new Set(doors.kit.settings.hookHosts));
      if (!wanted.ok) return refuseRest(doors, reply, wanted.refusal);
      const { tenantId } = callerOf(request);
      const { callId, view } = member;
      const refusal = answerOf(await doors.orderOfCall({ tenantId, callId, redirect: wanted.value }));
      return refusal === undefined ? view : refuseRest(doors, reply, refusal);
    },
  );
}

const actingOf = (request: FastifyRequest): Acting => ({
  ...{ tenantId: callerOf(request).tenantId, personId: null, role: null, requestId: request.id },
});

function addQueueChanges(rest: Http, doors: QueueDoors): void {
  const { queues } = doors;
  const own = { config: forScope("queues.write") };
  const size = {
    FriendlyName: z.string().trim().min(1).max(80).optional(),
    MaxSize: z.coerce.number().int().min(1).max(20_000).optional(),
  };
  const told = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, status }: { readonly id: string; readonly status: 200 | 201 },
  ) => {
    const queue = await queueById(doors, request, id);
    if (queue === undefined) return refuseRest(doors, reply, { code: 20404 });
    return reply.code(status).send(queueView(queue, callerOf(request).tenantId));
  };
  const schema = { tags, consumes, body: z.strictObject(size) };
  rest.post(
    QUEUES,
    {
      ...own,
      schema: { ...schema, summary: "Add a queue", params: account, response: { 201: queueWire, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const { FriendlyName: name, MaxSize: waitingMax } = request.body;
      if (name === undefined) return refuseRest(doors, reply, { code: 20001, params: { name: "FriendlyName" } });
      const done = await queues.add(actingOf(request), { name, waitingMax });
      if ("refusal" in done) return refuseRest(doors, reply, CODE_OF[done.refusal]);
      return told(request, reply, { id: done.id, status: 201 });
    },
  );
  rest.post(
    QUEUE,
    {
      ...own,
      schema: {
        ...schema,
        summary: "Give a queue another name or size",
        params,
        response: { 200: queueWire, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = idOfSid("queue", request.params.Sid);
      const { FriendlyName: name, MaxSize: waitingMax } = request.body;
      if (id === null) return refuseRest(doors, reply, { code: 20404 });
      const done = await queues.change(actingOf(request), { id, name, waitingMax });
      if ("refusal" in done) return refuseRest(doors, reply, CODE_OF[done.refusal]);
      return told(request, reply, { id, status: 200 });
    },
  );
}

function addQueueEnd(rest: Http, doors: QueueDoors): void {
  const { queues } = doors;
  rest.delete(
    QUEUE,
    {
      config: forScope("queues.write"),
      schema: {
        tags,
        summary: "End a queue in which nobody waits",
        params,
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const queue = await queueOf(doors, request);
      if (queue === undefined) return refuseRest(doors, reply, { code: 20404 });
      if (queue.waiting > 0) return refuseRest(doors, reply, { code: 88009 });
      const done = await queues.end(actingOf(request), queue.id);
      return "refusal" in done ? refuseRest(doors, reply, CODE_OF[done.refusal]) : reply.code(204).send(null);
    },
  );
}

const nowMs = ({ kit }: RestDoors): number => kit.clock.nowMs();
const at = (doors: RestDoors): Date => new Date(nowMs(doors));

async function queueOf(doors: RestDoors, request: FastifyRequest): Promise<KeptQueue | undefined> {
  const id = idOfSid("queue", (request.params as { readonly Sid: string }).Sid);
  return id === null ? undefined : queueById(doors, request, id);
}

async function queueById(doors: RestDoors, request: FastifyRequest, id: string): Promise<KeptQueue | undefined> {
  const part = { id, limit: 1, at: at(doors) };
  const [found] = await inTenant(doors.kit.db, callerOf(request).tenantId, (trx) => listQueues(trx, part));
  return found;
}

function queueView(queue: KeptQueue, tenantId: string): z.infer<typeof queueWire> {
  const [sid, owner] = [sidOf("queue", queue.id), sidOf("account", tenantId)];
  const path = `${REST_PREFIX}/Accounts/${owner}/Queues/${sid}`;
  const created = rfc2822(queue.createdAt.getTime());
  return {
    ...{ sid, account_sid: owner, friendly_name: queue.name, current_size: queue.waiting, max_size: queue.waitingMax },
    average_wait_time: Math.max(0, Math.round((queue.waitedMs ?? 0) / SECOND_MS)),
    ...{ date_created: created, date_updated: created, uri: `${path}.json` },
    subresource_uris: { members: `${path}/Members.json` },
  };
}

function memberView(
  member: KeptMember,
  { tenantId, queue, nowMs: now }: { readonly tenantId: string; readonly queue: KeptQueue; readonly nowMs: number },
): z.infer<typeof memberWire> {
  const [queueSid, callSid, owner] = [
    sidOf("queue", queue.id),
    sidOf("call", member.callId),
    sidOf("account", tenantId),
  ];
  const joinedMs = member.joinedAt.getTime();
  return {
    ...{ call_sid: callSid, queue_sid: queueSid, position: member.position, date_enqueued: rfc2822(joinedMs) },
    wait_time: Math.max(0, Math.round((now - joinedMs) / SECOND_MS)),
    uri: `${REST_PREFIX}/Accounts/${owner}/Queues/${queueSid}/Members/${callSid}.json`,
  };
}
