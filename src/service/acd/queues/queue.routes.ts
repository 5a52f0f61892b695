import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
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
import { listAgents, listQueues } from "./queue-form.store.ts";
import { AGENT_FORM_REFUSALS, QUEUE_FORM_REFUSALS, QUEUE_ROUTES } from "./queue-refusal.ts";
import { queueRulesSchema } from "./rules-form.ts";

const [QUEUES, AGENTS] = ["/api/service/queues", "/api/service/agents"] as const;
const QUEUE_FORM_ROUTES = { ...QUEUE_ROUTES, refusals: QUEUE_FORM_REFUSALS } as const;
const AGENT_FORM_ROUTES = { ...QUEUE_ROUTES, refusals: AGENT_FORM_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes of queues: list, add, change, end. */
export function addQueueFormRoutes(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...QUEUE_FORM_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...QUEUE_FORM_ROUTES, access: "queue.manage" });
  reading.get(QUEUES, { summary: "Queues with their rules", answer: queuesSchema }, async (trx) => ({
    items: (await listQueues(trx)).map(({ rules, ...queue }) => ({ ...queue, rules: queueRulesSchema.parse(rules) })),
  }));
  writing.post(
    QUEUES,
    { summary: "Add a queue", body: queueFormSchema, answer: createdSchema, status: 201 },
    ({ requestContext, body }) => addQueue<never>(kit, requestContext, body),
  );
  writing.put(
    `${QUEUES}/:id`,
    { summary: "Change a queue", params, body: queueChangeSchema },
    ({ requestContext, params: { id }, body }) => changeQueue(kit, requestContext, { ...body, id }),
  );
  writing.delete(`${QUEUES}/:id`, { summary: "End a queue", params }, ({ requestContext, params: { id } }) =>
    endQueue<never>(kit, requestContext, id),
  );
}

/** Routes of agents: list with their current state, add, change, end. */
export function addAgentFormRoutes(app: Http, keeping: AgentKeeping): void {
  const { kit } = keeping;
  const reading = tenantRoutes(app, kit, { ...AGENT_FORM_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...AGENT_FORM_ROUTES, access: "queue.manage" });
  writing.get(
    `${AGENTS}/people`,
    { summary: "Accounts that may work at a desk", answer: desktopUsersSchema },
    async (trx, { requestContext: { tenantId } }) => ({ items: [...(await listDesktopUsers(trx, tenantId))] }),
  );
  reading.get(AGENTS, { summary: "Agents, and how they stand", answer: agentsSchema }, async (trx) => ({
    items: (await listAgents(trx)).map(agentView),
  }));
  writing.post(
    AGENTS,
    { summary: "Add an agent", body: agentFormSchema, answer: createdSchema, status: 201 },
    ({ requestContext, body }) => addAgent(keeping, requestContext, body),
  );
  writing.put(
    `${AGENTS}/:id`,
    { summary: "Change an agent", params, body: agentChangeSchema },
    ({ requestContext, params: { id }, body }) => changeAgent(keeping, requestContext, { ...body, id }),
  );
  writing.delete(`${AGENTS}/:id`, { summary: "End an agent", params }, ({ requestContext, params: { id } }) =>
    endAgent(kit, requestContext, id),
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
