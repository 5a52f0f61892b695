import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Result } from "../../../../kernel/index.ts";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";
import { ownAgent } from "../agents/agent-desktop.routes.ts";
import { localTime, maskedNumber } from "../agents/agent-desktop-view.ts";
import { ownTimeZone } from "../queue-board.store.ts";
import { cancelCallback, changeCallback, type IsClosedAt, planCallback } from "./keep-plan.effects.ts";
import {
  type Callbacks,
  callbackCancelSchema,
  callbackChangeSchema,
  callbackPlanSchema,
  callbacksQuery,
  callbacksSchema,
  desktopCallbacksQuery,
} from "./planned-callback.shared.ts";
import { listPlans, type PlannedCallbackQuery, queuesToChoose } from "./planned-callback.store.ts";
import { PLAN_REFUSALS, type PlanRefusal } from "./planned-callback.ts";

const CALLBACKS = "/api/service/callbacks";
const CALLBACK_ROUTES = { tag: "callbacks", contextOf: requestContextOf, refusals: PLAN_REFUSALS } as const;
const tags = [CALLBACK_ROUTES.tag];
const desktopAccess = { access: "service.desk" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";
const SOON_MS = 3_600_000;

async function sendResult(kit: Kit, reply: FastifyReply, doing: Promise<Result<null, PlanRefusal>>, status = 200) {
  const done = await doing;
  return done.ok ? reply.code(status).send(null) : sendRefusal(kit, reply, PLAN_REFUSALS, done.refusal);
}

/** Routes of scheduled callbacks: the agent's and the team's on the agent desktop, all of them for supervisors. */
export function addPlannedCallbackRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  addDesktopListRoutes(app, kit, isClosedAt);
  addDesktopChangeRoutes(app, kit, isClosedAt);
  addSupervisorRoutes(app, kit, isClosedAt);
}

function addDesktopListRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  app.get(
    "/api/service/desk/callbacks",
    {
      config: desktopAccess,
      schema: {
        tags,
        summary: "Callbacks that I or my colleagues planned",
        querystring: desktopCallbacksQuery,
        response: { 200: callbacksSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { whose, when, after = null } = request.query;
      const agentId = own.agent.id;
      const asked = { when, after, agentId: whose === "mine" ? agentId : null };
      return inTenant(kit.db, own.requestContext.tenantId, (trx) => pageOf(trx, kit, { asked, agentId }));
    },
  );
  app.post(
    "/api/service/desk/contacts/:id/callback",
    {
      config: desktopAccess,
      schema: {
        tags,
        summary: "Plan a callback of a contact of mine",
        params,
        body: callbackPlanSchema,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const command = { ...request.body, agentId: own.agent.id, contactId: request.params.id, isClosedAt };
      return sendResult(kit, reply, planCallback(kit, own.requestContext, command), 201);
    },
  );
}

function addDesktopChangeRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  app.put(
    "/api/service/desk/callbacks/:id",
    {
      config: desktopAccess,
      schema: {
        tags,
        summary: "Change a callback that I planned",
        params,
        body: callbackChangeSchema,
        response: { 200: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const command = { ...request.body, id: request.params.id, agentId: own.agent.id, isClosedAt };
      return sendResult(kit, reply, changeCallback(kit, own.requestContext, command));
    },
  );
  app.post(
    "/api/service/desk/callbacks/:id/cancellation",
    {
      config: desktopAccess,
      schema: {
        tags,
        summary: "Cancel a callback that I planned",
        params,
        body: callbackCancelSchema,
        response: { 200: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const command = { ...request.body, id: request.params.id, agentId: own.agent.id };
      return sendResult(kit, reply, cancelCallback(kit, own.requestContext, command));
    },
  );
}

function addSupervisorRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  const reading = tenantRoutes(app, kit, { ...CALLBACK_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...CALLBACK_ROUTES, access: "queue.manage" });
  reading.get(
    CALLBACKS,
    { summary: "Callbacks that agents planned", query: callbacksQuery, answer: callbacksSchema },
    (trx, { query: { when, after = null } }) =>
      pageOf(trx, kit, { asked: { when, after, agentId: null }, agentId: null }),
  );
  writing.put(
    `${CALLBACKS}/:id`,
    { summary: "Change a callback that an agent planned", params, body: callbackChangeSchema, answer: z.null() },
    ({ requestContext, params: { id }, body }) =>
      changeCallback(kit, requestContext, { ...body, id, agentId: null, isClosedAt }),
  );
  writing.post(
    `${CALLBACKS}/:id/cancellation`,
    { summary: "Cancel a callback that an agent planned", params, body: callbackCancelSchema, answer: z.null() },
    ({ requestContext, params: { id }, body }) => cancelCallback(kit, requestContext, { ...body, id, agentId: null }),
  );
}

/** `agentId` is the reading agent; null for a supervisor, who reads complete numbers and every note. */
async function pageOf(
  trx: DatabaseTransaction,
  { clock }: Pick<Kit, "clock">,
  { asked, agentId }: { readonly asked: PlannedCallbackQuery; readonly agentId: string | null },
): Promise<Callbacks> {
  const timeZone = await ownTimeZone(trx);
  const { items, next } = await listPlans(trx, asked);
  return {
    timeZone,
    next,
    soon: localTime(clock.nowMs() + SOON_MS, timeZone),
    queues: await queuesToChoose(trx, agentId),
    items: items.map(({ agentId: by, number, note, dueAt, endedAt, ...row }) => {
      const isMine = by !== null && by === agentId;
      return {
        ...row,
        ...localTime(dueAt.getTime(), timeZone),
        isMine,
        dueAt: dueAt.toISOString(),
        number: agentId === null ? number : maskedNumber(number),
        note: agentId === null || isMine ? note : null,
        endedAt: endedAt?.toISOString() ?? null,
      };
    }),
  };
}
