import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { idOfSid, sidOf } from "../programmable/index.ts";
import { listMembers, listQueues } from "./kept-queue.store.ts";
import type { KeptMember, KeptQueue } from "./kept-queue.ts";
import { REST_PROBLEMS, rfc2822 } from "./rest-answer.ts";
import { cutPage, PAGE_QUERY, pageStart, pageWire } from "./rest-page.ts";
import { callerOf, forScope, REST_PREFIX, type RestDoors, refuseRest } from "./rest-server.routes.ts";

const tags = ["queues"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const memberParams = params.extend({ CallSid: z.string() });
const text = z.string();
const config = forScope("queues.read");
const SECOND_MS = 1_000;

const queueWire = z.object({
  ...{ sid: text, account_sid: text, friendly_name: text, current_size: z.number(), max_size: z.number().nullable() },
  ...{ average_wait_time: z.number(), date_created: text, date_updated: text, uri: text },
  subresource_uris: z.record(text, text),
});
const memberWire = z.object({
  ...{ call_sid: text, queue_sid: text, date_enqueued: text, position: z.number(), wait_time: z.number(), uri: text },
});

/** Queues and who waits in them, in the field's shapes; what queues do is arranged on their screens. */
export function addQueueRoutes(rest: Http, doors: RestDoors): void {
  addQueues(rest, doors);
  addMembers(rest, doors);
}

function addQueues(rest: Http, doors: RestDoors): void {
  const { kit } = doors;
  const querystring = z.strictObject({ ...PAGE_QUERY, FriendlyName: z.string().max(80).optional() });
  const listed = pageWire.extend({ queues: z.array(queueWire) });
  rest.get(
    "/Accounts/:AccountSid/Queues.json",
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
    "/Accounts/:AccountSid/Queues/:Sid.json",
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
    "/Accounts/:AccountSid/Queues/:Sid/Members/:CallSid.json",
    {
      config,
      schema: {
        ...{ tags, summary: "A call that waits in a queue, by its SID or as Front", params: memberParams },
        response: { 200: memberWire, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const queue = await queueOf(doors, request);
      const isFront = request.params.CallSid === "Front";
      const callId = isFront ? undefined : idOfSid("call", request.params.CallSid);
      if (queue === undefined || callId === null) return refuseRest(doors, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const part = { queueId: queue.id, behind: 0, limit: 1, ...(callId === undefined ? {} : { callId }) };
      const [found] = await inTenant(kit.db, tenantId, (trx) => listMembers(trx, part));
      if (found === undefined) return refuseRest(doors, reply, { code: 20404 });
      return memberView(found, { tenantId, queue, nowMs: nowMs(doors) });
    },
  );
}

const nowMs = ({ kit }: RestDoors): number => kit.clock.nowMs();
const at = (doors: RestDoors): Date => new Date(nowMs(doors));

async function queueOf(doors: RestDoors, request: FastifyRequest): Promise<KeptQueue | undefined> {
  const id = idOfSid("queue", (request.params as { readonly Sid: string }).Sid);
  if (id === null) return undefined;
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
