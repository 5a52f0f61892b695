import { z } from "zod";
import { tenantWith } from "../../../identity/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type RequestContext, requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { recipientOf } from "../sms/index.ts";
import { threadRouteFormSchema, threadRoutesSchema, threadsQuery, threadsSchema } from "./contract.ts";
import { CONVERSATION_REFUSALS, type ConversationRefusal } from "./conversation-refusal.ts";
import { deleteRoute, insertRoute, listRoutes, listThreads, routeChoices } from "./thread.store.ts";

const tags = ["service"];
const MANAGE = "queue.manage";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/thread-routes";

/** Routes of numbers to queues, and the list of conversations, for managers of the call centre. */
export function addThreadRouteRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, {
    tag: "service",
    access: MANAGE,
    contextOf: requestContextOf,
    refusals: CONVERSATION_REFUSALS,
  });
  routes.get(PATH, { summary: "Which queue what is written goes to", answer: threadRoutesSchema }, async (trx) => {
    const { senders, queues, hours } = await routeChoices(trx);
    const rows = await listRoutes(trx);
    return {
      items: rows.map(({ createdAt, isQueueGone, ...row }) => ({
        ...row,
        isQueueGone: Boolean(isQueueGone),
        createdAt: createdAt.toISOString(),
      })),
      senders: senders.map(({ id, value }) => ({ id, name: value })),
      queues: [...queues],
      hours: [...hours],
    };
  });
  addThreads(app, kit);
  routes.post(
    PATH,
    {
      summary: "Send what is written to a number to a queue",
      body: threadRouteFormSchema,
      answer: params,
      status: 201,
    },
    ({ requestContext, body }) => addRoute(kit, requestContext, body),
  );
  routes.delete(
    `${PATH}/:id`,
    { summary: "Send what is written to a number to its queue no more", params },
    ({ requestContext, params: { id } }) => dropRoute(kit, requestContext, id),
  );
}

function addThreads(app: Http, kit: Kit): void {
  app.get(
    "/api/service/sms/threads",
    {
      config: { access: MANAGE },
      schema: {
        tags,
        summary: "Conversations by short message, the newest first",
        querystring: threadsQuery,
        response: { 200: threadsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { customer: asked, open, before } = request.query;
      const customer = asked === undefined ? undefined : recipientOf(asked);
      if (asked !== undefined && customer === undefined)
        return sendRefusal(kit, reply, CONVERSATION_REFUSALS, "recipient-unfit");
      const { memberships = [] } = request.caller ?? {};
      const isWhole = tenantWith(memberships, "service.manage") === tenantWith(memberships, MANAGE);
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) =>
        listThreads(trx, { customer, before, isOpen: open === "yes" }),
      );
      return { next: found.next, items: found.items.map((row) => shown(row, isWhole)) };
    },
  );
}

type ThreadRow = Awaited<ReturnType<typeof listThreads>>["items"][number];

function shown({ state: _state, openedAt, lastInAt, customer, ...row }: ThreadRow, isWhole: boolean) {
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  const { lastOutAt, waitingSince, closedAt, closedWhy } = row;
  return {
    ...row,
    customer: isWhole ? customer : `•••${customer.slice(-3)}`,
    openedAt: openedAt.toISOString(),
    lastInAt: lastInAt.toISOString(),
    lastOutAt: moment(lastOutAt),
    waitingSince: moment(waitingSince),
    closedAt: moment(closedAt),
    // Only this application writes the column, under a check constraint.
    closedWhy: closedWhy as "disposition" | "idle" | "queue-gone" | null,
  };
}

async function addRoute(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof threadRouteFormSchema>,
): Promise<Result<{ readonly id: string }, ConversationRefusal>> {
  const { tenantId, personId: createdBy } = requestContext;
  const taken = { sms_thread_route_once: "sms-thread-route-taken" } as const;
  return tenantCommand(kit, requestContext, { taken }, async ({ trx, at, audit }) => {
    const id = kit.ids.next();
    const added = await insertRoute(trx, { ...form, id, tenantId, createdBy, createdAt: at });
    if (added !== "done") return refuse(added);
    const { senderId, word, queueId } = form;
    const detail = { senderId, word, queueId };
    await audit({ action: "sms-thread-route.made", subjectKind: "sms-thread-route", subjectId: id, detail });
    return ok({ id });
  });
}

async function dropRoute(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, ConversationRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    const before = await deleteRoute(trx, id);
    if (before === undefined) return refuse("no-such-sms-thread-route");
    await audit({
      action: "sms-thread-route.ended",
      subjectKind: "sms-thread-route",
      subjectId: id,
      detail: before,
    });
    return ok(null);
  });
}
