import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { listDesktopUsers } from "./agents/agent-access.store.ts";
import {
  agentChangeSchema,
  agentFormSchema,
  agentsSchema,
  createdSchema,
  desktopUsersSchema,
  queueChangeSchema,
  queueFormSchema,
  queuesSchema,
} from "./contract.ts";
import {
  type AgentKeeping,
  addAgent,
  addQueue,
  changeAgent,
  changeQueue,
  endAgent,
  endQueue,
} from "./keep-queue.effects.ts";
import { type AgentFormRefusal, listAgents, listQueues, type QueueFormRefusal } from "./queue-form.store.ts";
import { queueRulesSchema } from "./rules-form.ts";

const tags = ["queues"];
const reading = { access: "service.read" } as const;
const writing = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** The status of each refusal, and the field that it belongs to. */
const ANSWERS: Readonly<
  Record<QueueFormRefusal | AgentFormRefusal, { readonly status: number; readonly path: string | null }>
> = {
  "queue-name-taken": { status: 409, path: "name" },
  "queue-limit": { status: 409, path: null },
  "queue-stale": { status: 409, path: null },
  "no-such-queue": { status: 404, path: null },
  "queue-overflow-unknown": { status: 409, path: "rules.overflow" },
  "agent-limit": { status: 409, path: null },
  "agent-stale": { status: 409, path: null },
  "no-such-agent": { status: 404, path: null },
  "agent-queue-unknown": { status: 409, path: "queues" },
  "agent-phone-unknown": { status: 409, path: "homePhoneId" },
  "agent-person-unknown": { status: 409, path: "personId" },
  "agent-person-taken": { status: 409, path: "personId" },
  "agent-desk-number-taken": { status: 409, path: "deskNumber" },
  "agent-pin-missing": { status: 409, path: "deskPin" },
  "agent-pin-without-number": { status: 409, path: "deskNumber" },
  "agent-pin-weak": { status: 409, path: "deskPin" },
};

function refuse(kit: Kit, reply: FastifyReply, code: keyof typeof ANSWERS) {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes of queues: list, add, change, end. */
export function addQueueFormRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/queues",
    { config: reading, schema: { tags, summary: "Queues with their rules", response: { 200: queuesSchema } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), listQueues);
      return { items: rows.map(({ rules, ...queue }) => ({ ...queue, rules: queueRulesSchema.parse(rules) })) };
    },
  );
  app.post(
    "/api/service/queues",
    {
      config: writing,
      schema: { tags, summary: "Add a queue", body: queueFormSchema, response: { 201: createdSchema, ...problems } },
    },
    async (request, reply) => {
      const done = await addQueue(kit, requestContextOf(request, "queue.manage"), request.body);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/queues/:id",
    {
      config: writing,
      schema: {
        tags,
        summary: "Change a queue",
        params,
        body: queueChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const form = { ...request.body, id: request.params.id };
      const done = await changeQueue(kit, requestContextOf(request, "queue.manage"), form);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/service/queues/:id",
    { config: writing, schema: { tags, summary: "End a queue", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await endQueue(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

/** Routes of agents: list with their current state, add, change, end. */
export function addAgentFormRoutes(app: Http, keeping: AgentKeeping): void {
  const { kit } = keeping;
  app.get(
    "/api/service/agents/people",
    {
      config: writing,
      schema: { tags, summary: "Accounts that may work at a desk", response: { 200: desktopUsersSchema } },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, "queue.manage");
      return { items: [...(await inTenant(kit.db, tenantId, (trx) => listDesktopUsers(trx, tenantId)))] };
    },
  );
  app.get(
    "/api/service/agents",
    { config: reading, schema: { tags, summary: "Agents, and how they stand", response: { 200: agentsSchema } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), listAgents);
      return { items: rows.map(agentView) };
    },
  );
  app.post(
    "/api/service/agents",
    {
      config: writing,
      schema: { tags, summary: "Add an agent", body: agentFormSchema, response: { 201: createdSchema, ...problems } },
    },
    async (request, reply) => {
      const done = await addAgent(keeping, requestContextOf(request, "queue.manage"), request.body);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/agents/:id",
    {
      config: writing,
      schema: {
        tags,
        summary: "Change an agent",
        params,
        body: agentChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const form = { ...request.body, id: request.params.id };
      const done = await changeAgent(keeping, requestContextOf(request, "queue.manage"), form);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/service/agents/:id",
    { config: writing, schema: { tags, summary: "End an agent", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await endAgent(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

function agentView(row: Awaited<ReturnType<typeof listAgents>>[number]) {
  const { state, reason, phoneId, since, skills, queues, ...agent } = row;
  const isIn = state !== null && since !== null;
  return {
    ...agent,
    queues: [...queues],
    // The value was written from a form of this shape.
    skills: skills as Record<string, number>,
    standing: isIn ? { state, reason, phoneId, since: since.toISOString() } : null,
  };
}
