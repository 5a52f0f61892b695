import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import type { ProgramQueueRefusal, QueueMemberResource, QueueResource, SavedQueueResult } from "../twilio-api/index.ts";
import { nativeRequestContext } from "./application.routes.ts";
import { redirectFormSchema } from "./call-contract.ts";
import { guideOf } from "./call-form.ts";
import { cutList, pageByIdQuery, pageQuery, readPlace, writePlace } from "./list-place.ts";
import { instantOf } from "./moment.ts";
import { type Refused, refusedBy } from "./program-refusal.ts";
import { apiClientOf, missing, type ProgramDependencies, refuseProgram } from "./program-server.routes.ts";

const tags = ["queues"];
const params = z.object({ id: z.uuid() });
const memberParams = params.extend({ callId: z.uuid() });
const { config, security } = forPrograms("queues.read");
const write = forPrograms("queues.write");
const SECOND_MS = 1_000;
const WAITING_MOST = 20_000;

const queueSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    waiting: z.number().describe("Number of calls waiting now."),
    waitedSeconds: z
      .number()
      .nullable()
      .describe("Average waiting time of the calls waiting now; null if there are none."),
    waitingMax: z.number().nullable().describe("Maximum number of waiting calls; null for no limit."),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Queue" });

const queuesQuery = z.strictObject({ name: z.string().max(80).optional(), ...pageByIdQuery });
const queuesSchema = z.object({ items: z.array(queueSchema), next: z.string().nullable() }).meta({ id: "Queues" });

const waitingSchema = z
  .object({
    callId: z.uuid(),
    position: z.number().describe("From 1; changes as other calls are served."),
    waitedSeconds: z.number(),
    joinedAt: z.iso.datetime(),
  })
  .meta({ id: "WaitingCall" });

const waitingQuery = z.strictObject(pageQuery);
const waitingsSchema = z
  .object({ items: z.array(waitingSchema), next: z.string().nullable() })
  .meta({ id: "WaitingCalls" });

const queueFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  waitingMax: z.int().min(1).max(WAITING_MOST).optional(),
});
const queueChangeSchema = queueFormSchema.partial();

/** Queue routes: waiting callers and times, members, redirecting a member, and creating and updating queues. */
export function addProgramQueues(api: Http, dependencies: ProgramDependencies): void {
  addQueues(api, dependencies);
  addMaking(api, dependencies);
  addChanging(api, dependencies);
  addWaiting(api, dependencies);
  addRedirecting(api, dependencies);
}

const nowMs = ({ kit }: ProgramDependencies): number => kit.clock.nowMs();

function addQueues(api: Http, dependencies: ProgramDependencies): void {
  const { queues } = dependencies.operations;
  api.get(
    "/api/v1/queues",
    {
      config,
      schema: {
        operationId: "listQueues",
        tags,
        security,
        summary: "Queues by name",
        querystring: queuesQuery,
        response: { 200: queuesSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { name, after, limit } = request.query;
      const part = { name, limit: limit + 1, ...(after === undefined ? {} : { after }) };
      const found = await queues.list(apiClientOf(request).tenantId, part);
      const { items, next } = cutList(found, limit, ({ id }) => id);
      return { items: items.map(queueView), next };
    },
  );
  api.get(
    "/api/v1/queues/:id",
    {
      config,
      schema: {
        operationId: "fetchQueue",
        tags,
        security,
        summary: "A queue",
        params,
        response: { 200: queueSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await queueOf(dependencies, apiClientOf(request).tenantId, request.params.id);
      return found === undefined ? missing(dependencies, reply, "no-such-queue") : queueView(found);
    },
  );
}

/** Maps refused queue changes to errors of the native API. */
const REFUSED: Readonly<Record<ProgramQueueRefusal, Refused>> = {
  "queue-name-taken": { code: "queue-name-taken", field: "name" },
  "queue-limit": { code: "queue-limit" },
  "queue-day-limit": { code: "queue-day-limit" },
  "no-such-queue": { code: "no-such-queue" },
  // Another user changed the queue at the same moment.
  "queue-stale": { code: "try-again-shortly" },
  "queue-overflow-unknown": { code: "queue-used" },
  "queue-waits": { code: "queue-waits" },
  "queue-used": { code: "queue-used" },
};

/** Sends the current state of a queue after a change. */
async function sendQueue(
  dependencies: ProgramDependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { done, status }: { readonly done: SavedQueueResult; readonly status: 200 | 201 },
): Promise<FastifyReply> {
  if (!done.ok) return refuseProgram(dependencies, reply, REFUSED[done.refusal]);
  const queue = await queueOf(dependencies, apiClientOf(request).tenantId, done.value.id);
  return queue === undefined
    ? missing(dependencies, reply, "no-such-queue")
    : reply.code(status).send(queueView(queue));
}

function addMaking(api: Http, dependencies: ProgramDependencies): void {
  api.post(
    "/api/v1/queues",
    {
      config: write.config,
      schema: {
        operationId: "createQueue",
        tags,
        security: write.security,
        body: queueFormSchema,
        summary: "Add a queue, in which callers wait until they are connected or removed",
        description:
          "The queue is created with default settings, which can be changed on its screen. Queue names are unique, so that a repeated request does not create a second queue (409).",
        response: { 201: queueSchema, ...programProblems(409) },
      },
    },
    async (request, reply) => {
      const done = await dependencies.operations.queues.add(nativeRequestContext(request), request.body);
      return sendQueue(dependencies, { request, reply }, { done, status: 201 });
    },
  );
}

function addChanging(api: Http, dependencies: ProgramDependencies): void {
  const { queues } = dependencies.operations;
  const own = { config: write.config };
  const { security: needed } = write;
  api.patch(
    "/api/v1/queues/:id",
    {
      ...own,
      schema: {
        operationId: "changeQueue",
        tags,
        security: needed,
        params,
        body: queueChangeSchema,
        summary: "Give a queue another name or size; what is left out stays as it is",
        response: { 200: queueSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      if (Object.keys(request.body).length === 0)
        return refuseProgram(dependencies, reply, { code: "nothing-to-change" });
      const done = await queues.change(nativeRequestContext(request), { ...request.body, id: request.params.id });
      return sendQueue(dependencies, { request, reply }, { done, status: 200 });
    },
  );
  api.delete(
    "/api/v1/queues/:id",
    {
      ...own,
      schema: {
        operationId: "endQueue",
        tags,
        security: needed,
        params,
        summary: "End a queue that nothing needs",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const clientContext = nativeRequestContext(request);
      const queue = await queueOf(dependencies, clientContext.tenantId, request.params.id);
      if (queue === undefined) return missing(dependencies, reply, "no-such-queue");
      const done = await queues.end(clientContext, queue.id);
      return done.ok ? reply.code(204).send(null) : refuseProgram(dependencies, reply, REFUSED[done.refusal]);
    },
  );
}

async function queueOf(
  { operations: acts }: ProgramDependencies,
  tenantId: string,
  id: string,
): Promise<QueueResource | undefined> {
  const [found] = await acts.queues.list(tenantId, { id, limit: 1 });
  return found;
}

function addWaiting(api: Http, dependencies: ProgramDependencies): void {
  const { queues } = dependencies.operations;
  api.get(
    "/api/v1/queues/:id/waiting",
    {
      config,
      schema: {
        operationId: "listWaitingCalls",
        tags,
        security,
        params,
        querystring: waitingQuery,
        summary: "Calls that wait in a queue, in their order",
        response: { 200: waitingsSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { tenantId } = apiClientOf(request);
      const { after, limit } = request.query;
      const queue = await queueOf(dependencies, tenantId, request.params.id);
      if (queue === undefined) return missing(dependencies, reply, "no-such-queue");
      const part = { queueId: queue.id, after: readPlace(after), limit: limit + 1 };
      const found = await queues.waiting(tenantId, part);
      const { items, next } = cutList(found, limit, writePlace);
      return { items: items.map((one) => waitingView(one, nowMs(dependencies))), next };
    },
  );
  api.get(
    "/api/v1/queues/:id/waiting/:callId",
    {
      config,
      schema: {
        operationId: "fetchWaitingCall",
        tags,
        security,
        summary: "A call that waits",
        params: memberParams,
        response: { 200: waitingSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await waitingOf(dependencies, apiClientOf(request).tenantId, request.params);
      return found === undefined
        ? missing(dependencies, reply, "nobody-waits-so")
        : waitingView(found, nowMs(dependencies));
    },
  );
}

async function waitingOf(
  dependencies: ProgramDependencies,
  tenantId: string,
  { id, callId }: { readonly id: string; readonly callId: string },
): Promise<QueueMemberResource | undefined> {
  const [found] = await dependencies.operations.queues.waiting(tenantId, { queueId: id, callId, limit: 1 });
  return found;
}

function addRedirecting(api: Http, dependencies: ProgramDependencies): void {
  const { queues } = dependencies.operations;
  api.post(
    "/api/v1/queues/:id/waiting/:callId/redirect",
    {
      config: write.config,
      schema: {
        operationId: "redirectWaitingCall",
        tags,
        security: write.security,
        params: memberParams,
        body: redirectFormSchema,
        summary: "Lead a call that waits on by other instructions",
        description:
          "Applies to every waiting call, whether a flow or an application put it into the queue. A call that is connected to an agent, or accepted by one, stays with that agent (409). Returns the call as it was while waiting.",
        response: { 200: waitingSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const { tenantId } = apiClientOf(request);
      const waits = await waitingOf(dependencies, tenantId, request.params);
      if (waits === undefined) return missing(dependencies, reply, "nobody-waits-so");
      const refusal = await queues.lead(tenantId, waits, guideOf(request.body.instructions));
      if (refusal !== undefined) return refuseProgram(dependencies, reply, refusedBy(refusal, "nobody-waits-so"));
      return waitingView(waits, nowMs(dependencies));
    },
  );
}

const secondsOf = (ms: number): number => Math.max(0, Math.round(ms / SECOND_MS));

function queueView({ id, name, waiting, waitedMs, waitingMax, createdAt }: QueueResource): z.infer<typeof queueSchema> {
  const waitedSeconds = waitedMs === null ? null : secondsOf(waitedMs);
  return { id, name, waiting, waitedSeconds, waitingMax, createdAt: instantOf(createdAt.getTime()) };
}

function waitingView({ callId, position, joinedAt }: QueueMemberResource, now: number): z.infer<typeof waitingSchema> {
  const joinedMs = joinedAt.getTime();
  return { callId, position, waitedSeconds: secondsOf(now - joinedMs), joinedAt: instantOf(joinedMs) };
}
