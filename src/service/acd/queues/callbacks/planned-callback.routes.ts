import { z } from "zod";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";
import { localTime, maskedNumber } from "../agents/agent-desktop-view.ts";
import { desktopRoutes } from "../agents/desktop.routes.ts";
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
import { PLAN_REFUSALS } from "./planned-callback.ts";

const CALLBACKS = "/api/service/callbacks";
const DESKTOP_CALLBACKS = "/api/service/desk/callbacks";
const CALLBACK_ROUTES = { tag: "callbacks", contextOf: requestContextOf, refusals: PLAN_REFUSALS } as const;
const params = z.object({ id: z.uuid() });
const SOON_MS = 3_600_000;

/** Routes of scheduled callbacks: the agent's and the team's on the agent desktop, all of them for supervisors. */
export function addPlannedCallbackRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  addDesktopCallbackRoutes(app, kit, isClosedAt);
  addSupervisorRoutes(app, kit, isClosedAt);
}

function addDesktopCallbackRoutes(app: Http, kit: Kit, isClosedAt: IsClosedAt): void {
  const routes = desktopRoutes(app, kit, PLAN_REFUSALS);
  routes.get(
    DESKTOP_CALLBACKS,
    {
      summary: "Callbacks that I or my colleagues planned",
      query: desktopCallbacksQuery,
      answer: callbacksSchema,
    },
    (trx, { requestContext: { agent }, query: { whose, when, after = null } }) =>
      pageOf(trx, kit, { asked: { when, after, agentId: whose === "mine" ? agent.id : null }, agentId: agent.id }),
  );
  routes.post(
    "/api/service/desk/contacts/:id/callback",
    {
      summary: "Plan a callback of a contact of mine",
      params,
      body: callbackPlanSchema,
      answer: z.null(),
      status: 201,
    },
    ({ requestContext, params: { id }, body }) =>
      planCallback(kit, requestContext, { ...body, agentId: requestContext.agent.id, contactId: id, isClosedAt }),
  );
  routes.put(
    `${DESKTOP_CALLBACKS}/:id`,
    { summary: "Change a callback that I planned", params, body: callbackChangeSchema, answer: z.null() },
    ({ requestContext, params: { id }, body }) =>
      changeCallback(kit, requestContext, { ...body, id, agentId: requestContext.agent.id, isClosedAt }),
  );
  routes.post(
    `${DESKTOP_CALLBACKS}/:id/cancellation`,
    { summary: "Cancel a callback that I planned", params, body: callbackCancelSchema, answer: z.null() },
    ({ requestContext, params: { id }, body }) =>
      cancelCallback(kit, requestContext, { ...body, id, agentId: requestContext.agent.id }),
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
