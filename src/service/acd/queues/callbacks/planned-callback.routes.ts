import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Result } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
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
import type { PlanRefusal } from "./planned-callback.ts";

const tags = ["callbacks"];
const desktopAccess = { access: "service.desk" } as const;
const reading = { access: "service.read" } as const;
const leading = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";
const SOON_MS = 3_600_000;

const ANSWERS: Readonly<Record<PlanRefusal, { readonly status: number; readonly path: string | null }>> = {
  "no-such-contact": { status: 404, path: null },
  "no-such-callback": { status: 404, path: null },
  "no-such-queue": { status: 404, path: "queueId" },
  "callback-number-bad": { status: 409, path: "number" },
  "callback-in-past": { status: 409, path: "time" },
  "callback-too-far": { status: 409, path: "date" },
  // Not at a field, since the scheduling agent has to confirm it.
  "callback-outside-hours": { status: 409, path: null },
  "callback-not-your-queue": { status: 409, path: "queueId" },
  "callback-number-planned": { status: 409, path: "number" },
  "callbacks-full": { status: 409, path: null },
  "callback-its-turn": { status: 409, path: null },
  "callback-over": { status: 409, path: null },
  "callback-stale": { status: 409, path: null },
  "callback-from-website": { status: 409, path: "number" },
  "callback-id-taken": { status: 409, path: null },
};

async function answered(kit: Kit, reply: FastifyReply, doing: Promise<Result<null, PlanRefusal>>, status = 200) {
  const done = await doing;
  if (done.ok) return reply.code(status).send(null);
  const { status: refused, path } = ANSWERS[done.refusal];
  const fields = path === null ? [] : [{ path, code: done.refusal }];
  return sendProblem(reply, kit.texts, refused, { code: done.refusal, fields });
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
      return pageOf(kit, own.requestContext.tenantId, { asked, agentId });
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
      const wish = { ...request.body, agentId: own.agent.id, contactId: request.params.id, isClosedAt };
      return answered(kit, reply, planCallback(kit, own.requestContext, wish), 201);
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
      const wish = { ...request.body, id: request.params.id, agentId: own.agent.id, isClosedAt };
      return answered(kit, reply, changeCallback(kit, own.requestContext, wish));
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
      const wish = { ...request.body, id: request.params.id, agentId: own.agent.id };
      return answered(kit, reply, cancelCallback(kit, own.requestContext, wish));
    },
  );
}

function addSupervisorRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  app.get(
    "/api/service/callbacks",
    {
      config: reading,
      schema: {
        tags,
        summary: "Callbacks that agents planned",
        querystring: callbacksQuery,
        response: { 200: callbacksSchema, ...problems },
      },
    },
    async (request) => {
      const { when, after = null } = request.query;
      const tenantId = tenantOfCaller(request.caller, "service.read");
      return pageOf(kit, tenantId, { asked: { when, after, agentId: null }, agentId: null });
    },
  );
  app.put(
    "/api/service/callbacks/:id",
    {
      config: leading,
      schema: {
        tags,
        summary: "Change a callback that an agent planned",
        params,
        body: callbackChangeSchema,
        response: { 200: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { ...request.body, id: request.params.id, agentId: null, isClosedAt };
      return answered(kit, reply, changeCallback(kit, requestContextOf(request, "queue.manage"), wish));
    },
  );
  app.post(
    "/api/service/callbacks/:id/cancellation",
    {
      config: leading,
      schema: {
        tags,
        summary: "Cancel a callback that an agent planned",
        params,
        body: callbackCancelSchema,
        response: { 200: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { ...request.body, id: request.params.id, agentId: null };
      return answered(kit, reply, cancelCallback(kit, requestContextOf(request, "queue.manage"), wish));
    },
  );
}

/** `agentId` is the reading agent; null for a supervisor, who reads complete numbers and every note. */
async function pageOf(
  { db, clock }: Pick<Kit, "db" | "clock">,
  tenantId: string,
  { asked, agentId }: { readonly asked: PlannedCallbackQuery; readonly agentId: string | null },
): Promise<Callbacks> {
  return inTenant(db, tenantId, async (trx) => {
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
  });
}
