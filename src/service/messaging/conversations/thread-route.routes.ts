import type { FastifyReply } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../identity/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { databaseFault, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { recipientOf } from "../sms/index.ts";
import { threadRouteFormSchema, threadRoutesSchema, threadsQuery, threadsSchema } from "./contract.ts";
import { deleteRoute, insertRoute, listRoutes, listThreads, routeChoices } from "./thread.store.ts";

const tags = ["service"];
const MANAGE = "queue.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/thread-routes";

/** Reasons for which a route is refused. */
type RouteRefusal =
  | "sms-thread-route-limit"
  | "sms-thread-route-unfit"
  | "sms-thread-route-taken"
  | "no-such-sms-thread-route";

const STATUS: Readonly<Record<RouteRefusal, 404 | 409>> = {
  "sms-thread-route-limit": 409,
  "sms-thread-route-unfit": 404,
  "sms-thread-route-taken": 409,
  "no-such-sms-thread-route": 404,
};

function refuseRoute({ texts }: Kit, reply: FastifyReply, code: RouteRefusal): FastifyReply {
  const fields = code === "sms-thread-route-taken" ? [{ path: "word", code }] : [];
  return sendProblem(reply, texts, STATUS[code], { code, fields });
}

/** Routes of numbers to queues, and the list of conversations, for managers of the call centre. */
export function addThreadRouteRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addMaking(app, kit);
  app.delete(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Send what is written to a number to its queue no more",
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { id } = request.params;
      const gone = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        const before = await deleteRoute(trx, id);
        if (before === undefined) return false;
        const fact = { action: "sms-thread-route.ended", subjectKind: "sms-thread-route", subjectId: id } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: before }));
        return true;
      });
      return gone ? reply.code(204).send(null) : refuseRoute(kit, reply, "no-such-sms-thread-route");
    },
  );
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "Which queue what is written goes to", response: { 200: threadRoutesSchema } },
    },
    async (request) =>
      inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
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
      }),
  );
  app.get(
    "/api/service/sms/threads",
    {
      config,
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
      if (asked !== undefined && customer === undefined) {
        const code = "recipient-unfit";
        return sendProblem(reply, kit.texts, 400, { code, fields: [{ path: "customer", code }] });
      }
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

function addMaking(app: Http, kit: Kit): void {
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Send what is written to a number to a queue",
        body: threadRouteFormSchema,
        response: { 201: params, ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId, personId: createdBy } = requestContext;
      const [id, createdAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
      const form = request.body;
      const done = await inTenant(kit.db, tenantId, async (trx) => {
        const kept = await insertRoute(trx, { ...form, id, tenantId, createdBy, createdAt });
        if (kept !== "done") return kept;
        const { senderId, word, queueId } = form;
        const fact = { action: "sms-thread-route.made", subjectKind: "sms-thread-route", subjectId: id } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { senderId, word, queueId } }));
        return kept;
      }).catch((error: unknown): RouteRefusal => {
        if (databaseFault(error)?.constraint === "sms_thread_route_once") return "sms-thread-route-taken";
        throw error;
      });
      return done === "done" ? reply.code(201).send({ id }) : refuseRoute(kit, reply, done);
    },
  );
}
