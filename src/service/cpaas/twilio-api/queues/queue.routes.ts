import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Result } from "../../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { missingParameter, type RestCode } from "../rest/rest-refusal.ts";
import {
  callerOf,
  forScope,
  REST_PREFIX,
  type RestDependencies,
  refuseRest,
  restRequestContext,
} from "../rest/rest-server.routes.ts";
import { listQueues, needOfQueue } from "./queue-resource.store.ts";
import type {
  ProgramQueueForm,
  ProgramQueueRefusal,
  QueueRequestContext,
  QueueResource,
  SavedQueueResult,
} from "./queue-resource.ts";

const tags = ["queues"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const text = z.string();
const config = forScope("queues.read");
const SECOND_MS = 1_000;

/** Creates, updates and deletes queues without a user. */
export interface QueueKeeping {
  add(
    requestContext: QueueRequestContext,
    form: ProgramQueueForm & { readonly name: string },
  ): Promise<SavedQueueResult>;
  change(asking: QueueRequestContext, form: ProgramQueueForm & { readonly id: string }): Promise<SavedQueueResult>;
  /** Deletes a queue that nothing uses, checked in the same transaction. */
  end(
    asking: QueueRequestContext,
    id: string,
    needOf: (trx: DatabaseTransaction) => Promise<"queue-waits" | "queue-used" | undefined>,
  ): Promise<Result<null, ProgramQueueRefusal>>;
}

/** Dependencies of the Twilio-compatible queue routes. */
export interface QueueDependencies extends RestDependencies {
  readonly queues: QueueKeeping;
}

const CODE_OF: Readonly<Record<ProgramQueueRefusal, RestCode>> = {
  "queue-name-taken": 88008,
  "queue-limit": 88009,
  "queue-day-limit": 88011,
  "no-such-queue": 20404,
  "queue-stale": 20503,
  "queue-overflow-unknown": 88007,
  "queue-waits": 20009,
  "queue-used": 88007,
};

const name = z.string().trim().min(1).max(80);
const size = z.coerce.number().int().min(1).max(20_000).optional();
const makeForm = z.strictObject({ FriendlyName: name, MaxSize: size });
const changeForm = z.strictObject({ FriendlyName: name.optional(), MaxSize: size });

const queueSchema = z.object({
  sid: text,
  account_sid: text,
  friendly_name: text,
  current_size: z.number(),
  max_size: z.number().nullable(),
  average_wait_time: z.number(),
  date_created: text,
  date_updated: text,
  uri: text,
  subresource_uris: z.record(text, text),
});

/** Twilio-compatible queue routes; other settings of queues are made on the administrator's screens. */
export function addQueueRoutes(rest: Http, dependencies: QueueDependencies): void {
  addReading(rest, dependencies);
  addWriting(rest, dependencies);
}

function addReading(rest: Http, dependencies: RestDependencies): void {
  const { kit } = dependencies;
  const querystring = z.strictObject({ ...PAGE_QUERY, FriendlyName: z.string().max(80).optional() });
  const listed = pageSchema.extend({ queues: z.array(queueSchema) });
  rest.get(
    "/Accounts/:AccountSid/Queues.json",
    {
      config,
      schema: {
        tags,
        summary: "Queues by name",
        params: account,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request) => {
      const { query } = request;
      const { tenantId } = callerOf(request);
      const part = {
        name: query.FriendlyName,
        after: pageStart(query)?.id,
        limit: query.PageSize + 1,
        at: at(dependencies),
      };
      const found = await inTenant(kit.db, tenantId, (trx) => listQueues(trx, part));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      return { ...page, queues: items.map((queue) => queueView(queue, tenantId)) };
    },
  );
  rest.get(
    "/Accounts/:AccountSid/Queues/:Sid.json",
    { config, schema: { tags, summary: "A queue", params, response: { 200: queueSchema, ...REST_PROBLEMS } } },
    async (request, reply) => {
      const queue = await queueOf(dependencies, request);
      const { tenantId } = callerOf(request);
      return queue === undefined ? refuseRest(dependencies, reply, { code: 20404 }) : queueView(queue, tenantId);
    },
  );
}

function addWriting(rest: Http, dependencies: QueueDependencies): void {
  const writing = forScope("queues.write");
  const consumes = ["application/x-www-form-urlencoded"];
  rest.post(
    "/Accounts/:AccountSid/Queues.json",
    {
      config: writing,
      schema: {
        tags,
        summary: "Make a queue",
        params: account,
        body: makeForm,
        consumes,
        response: { 201: queueSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { FriendlyName, MaxSize } = request.body;
      const done = await dependencies.queues.add(restRequestContext(request), {
        name: FriendlyName,
        waitingMax: MaxSize,
      });
      return answer(dependencies, { request, reply, status: 201 }, done);
    },
  );
  rest.post(
    "/Accounts/:AccountSid/Queues/:Sid.json",
    {
      config: writing,
      schema: {
        tags,
        summary: "Rename a queue, or let more or fewer wait",
        params,
        body: changeForm,
        consumes,
        response: { 200: queueSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = idOfSid("queue", request.params.Sid);
      if (id === null) return refuseRest(dependencies, reply, { code: 20404 });
      const { FriendlyName, MaxSize } = request.body;
      if (FriendlyName === undefined && MaxSize === undefined)
        return refuseRest(dependencies, reply, missingParameter("FriendlyName, MaxSize"));
      const done = await dependencies.queues.change(restRequestContext(request), {
        id,
        name: FriendlyName,
        waitingMax: MaxSize,
      });
      return answer(dependencies, { request, reply, status: 200 }, done);
    },
  );
  rest.delete(
    "/Accounts/:AccountSid/Queues/:Sid.json",
    {
      config: writing,
      schema: {
        tags,
        summary: "End a queue that nothing needs",
        params,
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = idOfSid("queue", request.params.Sid);
      if (id === null) return refuseRest(dependencies, reply, { code: 20404 });
      const done = await dependencies.queues.end(restRequestContext(request), id, (trx) => needOfQueue(trx, id));
      return done.ok ? reply.code(204).send(null) : refuseQueue(dependencies, reply, done.refusal);
    },
  );
}

const refuseQueue = (dependencies: QueueDependencies, reply: FastifyReply, refusal: ProgramQueueRefusal) =>
  refuseRest(dependencies, reply, { code: CODE_OF[refusal], ...(refusal === "queue-stale" ? { retryAfterS: 1 } : {}) });

/** Sends the current state of a queue. */
async function answer(
  dependencies: QueueDependencies,
  asked: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly status: 200 | 201 },
  done: SavedQueueResult,
) {
  const { request, reply, status } = asked;
  if (!done.ok) return refuseQueue(dependencies, reply, done.refusal);
  const queue = await findQueue(dependencies, request, done.value.id);
  if (queue === undefined) return refuseRest(dependencies, reply, { code: 20404 });
  return reply.code(status).send(queueView(queue, callerOf(request).tenantId));
}

const nowMs = ({ kit }: RestDependencies): number => kit.clock.nowMs();
const at = (dependencies: RestDependencies): Date => new Date(nowMs(dependencies));

/** The queue named in the URL; undefined for a queue of another account. */
export async function queueOf(
  dependencies: RestDependencies,
  request: FastifyRequest,
): Promise<QueueResource | undefined> {
  const id = idOfSid("queue", (request.params as { readonly Sid: string }).Sid);
  return id === null ? undefined : findQueue(dependencies, request, id);
}

async function findQueue(
  dependencies: RestDependencies,
  request: FastifyRequest,
  id: string,
): Promise<QueueResource | undefined> {
  const part = { id, limit: 1, at: at(dependencies) };
  const [found] = await inTenant(dependencies.kit.db, callerOf(request).tenantId, (trx) => listQueues(trx, part));
  return found;
}

function queueView(queue: QueueResource, tenantId: string): z.infer<typeof queueSchema> {
  const [sid, owner] = [sidOf("queue", queue.id), sidOf("account", tenantId)];
  const path = `${REST_PREFIX}/Accounts/${owner}/Queues/${sid}`;
  const created = rfc2822(queue.createdAt.getTime());
  return {
    sid,
    account_sid: owner,
    friendly_name: queue.name,
    current_size: queue.waiting,
    max_size: queue.waitingMax,
    average_wait_time: Math.max(0, Math.round((queue.waitedMs ?? 0) / SECOND_MS)),
    date_created: created,
    date_updated: created,
    uri: `${path}.json`,
    subresource_uris: { members: `${path}/Members.json` },
  };
}
