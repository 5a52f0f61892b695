import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../identity/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, openWatches, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { leadersOf, listAlerts, peopleByName, readAlert } from "./alert.store.ts";
import { lastRaised, listActiveEventViews, pastEvents } from "./alert-event.store.ts";
import { hoursInForce } from "./alert-hours.store.ts";
import type { AlertRefusal } from "./alert-refusal.ts";
import { webhookChoices } from "./alert-webhook.store.ts";
import { ALERTS_CHANGED } from "./alerts-changed.ts";
import {
  alertChangeSchema,
  alertChoicesSchema,
  alertEventsQuery,
  alertEventsSchema,
  alertFormSchema,
  alertPeopleQuery,
  alertPeopleSchema,
  alertsSchema,
  alertToChangeSchema,
} from "./contract.ts";
import {
  type AlertRequestContext,
  acknowledgeAlert,
  addAlert,
  changeAlert,
  dropAlert,
  type Keeping,
} from "./keep-alert.effects.ts";

const tags = ["alerts"];
const MANAGE = "queue.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const ANSWERS: Readonly<Record<AlertRefusal, { readonly status: number; readonly path: string | null }>> = {
  "no-such-alert": { status: 404, path: null },
  "no-such-alert-event": { status: 404, path: null },
  "alert-name-taken": { status: 409, path: "name" },
  "alert-limit": { status: 409, path: null },
  "alert-stale": { status: 409, path: null },
  "alert-figure-wrong": { status: 400, path: "raiseAt" },
  "alert-clear-wrong": { status: 400, path: "clearAt" },
  "alert-queues-unfit": { status: 400, path: "queueIds" },
  "alert-queue-unknown": { status: 409, path: "queueIds" },
  "alert-hours-unknown": { status: 409, path: "hoursId" },
  "alert-person-unknown": { status: 409, path: "mailTo" },
  "alert-webhook-unknown": { status: 409, path: "webhookIds" },
  "alert-phone-unfit": { status: 400, path: "smsTo" },
  "alert-phone-not-yours": { status: 403, path: "smsTo" },
  "alert-sender-unfit": { status: 409, path: "smsFrom" },
  "alert-acknowledged": { status: 409, path: null },
  "alert-cleared": { status: 409, path: null },
};

/** Answers a refusal at the form field that it belongs to. */
function refuseAlert(kit: Pick<Kit, "texts">, reply: FastifyReply, code: AlertRefusal): FastifyReply {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes for the alerts of a call centre, its active alerts and the history. */
export function addAlertRoutes(app: Http, keeping: Keeping): void {
  addReading(app, keeping);
  addWriting(app, keeping);
  addEvents(app, keeping);
  addLive(app, keeping.kit);
}

/** Whether the person may set the telephone numbers that receive alerts. */
function mayNamePhones({ caller }: Pick<FastifyRequest, "caller">, tenantId: string): boolean {
  return tenantWith(caller?.memberships ?? [], "service.manage") === tenantId;
}

function alertRequestContext(request: FastifyRequest): AlertRequestContext {
  const requestContext = requestContextOf(request, MANAGE);
  return { ...requestContext, mayNamePhones: mayNamePhones(request, requestContext.tenantId) };
}

function addReading(app: Http, { kit, shortMessages }: Keeping): void {
  app.get(
    "/api/service/alerts",
    { config, schema: { tags, summary: "The alerts of a call centre", response: { 200: alertsSchema } } },
    async (request) =>
      inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
        const [standing, raised] = [await listActiveEventViews(trx), await lastRaised(trx)];
        const items = (await listAlerts(trx)).map((alert) => ({
          ...toAlertResponse(alert),
          standing: standing.find(({ alertId }) => alertId === alert.id) ?? null,
          lastRaisedAt: raised.get(alert.id) ?? null,
        }));
        return { items };
      }),
  );
  app.get(
    "/api/service/alerts/choices",
    { config, schema: { tags, summary: "What the form of an alert offers", response: { 200: alertChoicesSchema } } },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      return inTenant(kit.db, tenantId, async (trx) => ({
        hours: (await hoursInForce(trx)).map(({ id, name }) => ({ id, name })),
        webhooks: await webhookChoices(trx),
        senders: [...(await shortMessages.senders(trx))],
        mayNamePhones: mayNamePhones(request, tenantId),
      }));
    },
  );
  app.get(
    "/api/service/alerts/people",
    {
      config,
      schema: {
        tags,
        summary: "Who may be mailed, by name",
        querystring: alertPeopleQuery,
        response: { 200: alertPeopleSchema, ...problems },
      },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { search, page, pageSize } = request.query;
      const asked = { tenantId, at: new Date(kit.clock.nowMs()), search };
      return inTenant(kit.db, tenantId, (trx) =>
        leadersOf(trx, { ...asked, limit: pageSize, offset: (page - 1) * pageSize }),
      );
    },
  );
  app.get(
    "/api/service/alerts/:id",
    { config, schema: { tags, summary: "An alert", params, response: { 200: alertToChangeSchema, ...problems } } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        const alert = await readAlert(trx, request.params.id);
        return alert === undefined
          ? undefined
          : { ...toAlertResponse(alert), people: await peopleByName(trx, alert.mailTo) };
      });
      return found ?? refuseAlert(kit, reply, "no-such-alert");
    },
  );
}

function toAlertResponse({
  queueIds,
  mailTo,
  webhookIds,
  smsTo,
  ...alert
}: NonNullable<Awaited<ReturnType<typeof readAlert>>>) {
  return { ...alert, queueIds: [...queueIds], mailTo: [...mailTo], webhookIds: [...webhookIds], smsTo: [...smsTo] };
}

function addWriting(app: Http, keeping: Keeping): void {
  const { kit } = keeping;
  app.post(
    "/api/service/alerts",
    {
      config,
      schema: {
        tags,
        summary: "Add an alert",
        body: alertFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addAlert(keeping, alertRequestContext(request), request.body);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/alerts/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change an alert; what stands of it is cleared",
        params,
        body: alertChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const change = { ...request.body, id: request.params.id };
      const done = await changeAlert(keeping, alertRequestContext(request), change);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/service/alerts/:id",
    { config, schema: { tags, summary: "End an alert", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropAlert(keeping, requestContextOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

function addEvents(app: Http, keeping: Keeping): void {
  const { kit } = keeping;
  app.get(
    "/api/service/alert-events",
    {
      config,
      schema: {
        tags,
        summary: "What was raised, newest first",
        querystring: alertEventsQuery,
        response: { 200: alertEventsSchema, ...problems },
      },
    },
    async (request) => {
      const { alertId, page, pageSize } = request.query;
      const wish = { alertId, limit: pageSize, offset: (page - 1) * pageSize };
      return inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), (trx) => pastEvents(trx, wish));
    },
  );
  app.post(
    "/api/service/alert-events/:id/acknowledgement",
    { config, schema: { tags, summary: "Take on what stands", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await acknowledgeAlert(keeping, requestContextOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

/** Streams all active alerts at each refresh, so that a reconnecting client misses nothing. */
function addLive(app: Http, kit: Kit): void {
  const watches = openWatches({
    look: async (tenantId) => ({
      atMs: kit.clock.nowMs(),
      items: await inTenant(kit.db, tenantId, listActiveEventViews),
    }),
    onFault: (error) => kit.log.warn({ err: error }, "alerts.standing-not-read"),
    wokenBy: { changeFeed: kit.changeFeed, channel: ALERTS_CHANGED },
  });
  app.addHook("onClose", async () => watches.close());
  app.get(
    "/api/service/alerts/live",
    { config, schema: { tags, summary: "What stands, as it changes" } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      stream.onClose(watches.listen(tenantId, (seen) => stream.send("alerts", seen)));
      return reply;
    },
  );
}
