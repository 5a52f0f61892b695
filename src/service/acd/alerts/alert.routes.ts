import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../identity/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, openWatches } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { leadersOf, listAlerts, peopleByName, readAlert } from "./alert.store.ts";
import { lastRaised, listActiveEventViews, pastEvents } from "./alert-event.store.ts";
import { hoursInForce } from "./alert-hours.store.ts";
import { ALERT_REFUSALS } from "./alert-refusal.ts";
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

const MANAGE = "queue.manage";
const ALERTS = "/api/service/alerts";
const params = z.object({ id: z.uuid() });

type Routes = ReturnType<typeof alertRoutes>;

/** Routes for the alerts of a call centre, its active alerts and the history. */
export function addAlertRoutes(app: Http, keeping: Keeping): void {
  const routes = alertRoutes(app, keeping.kit);
  addReading(routes, keeping);
  addWriting(routes, keeping);
  addEvents(routes, keeping);
  addLive(app, keeping.kit);
}

const alertRoutes = (app: Http, kit: Kit) =>
  tenantRoutes(app, kit, { tag: "alerts", access: MANAGE, contextOf: alertRequestContext, refusals: ALERT_REFUSALS });

/** The request context; a person who manages the service may set the telephone numbers that receive alerts. */
function alertRequestContext(request: FastifyRequest): AlertRequestContext {
  const requestContext = requestContextOf(request, MANAGE);
  const mayNamePhones = tenantWith(request.caller?.memberships ?? [], "service.manage") === requestContext.tenantId;
  return { ...requestContext, mayNamePhones };
}

function addReading(routes: Routes, { kit, shortMessages }: Keeping): void {
  routes.get(ALERTS, { summary: "The alerts of a call centre", answer: alertsSchema }, async (trx) => {
    const [standing, raised] = [await listActiveEventViews(trx), await lastRaised(trx)];
    const items = (await listAlerts(trx)).map((alert) => ({
      ...toAlertResponse(alert),
      standing: standing.find(({ alertId }) => alertId === alert.id) ?? null,
      lastRaisedAt: raised.get(alert.id) ?? null,
    }));
    return { items };
  });
  routes.get(
    `${ALERTS}/choices`,
    { summary: "What the form of an alert offers", answer: alertChoicesSchema },
    async (trx, { requestContext: { mayNamePhones } }) => ({
      hours: (await hoursInForce(trx)).map(({ id, name }) => ({ id, name })),
      webhooks: await webhookChoices(trx),
      senders: [...(await shortMessages.senders(trx))],
      mayNamePhones,
    }),
  );
  routes.get(
    `${ALERTS}/people`,
    { summary: "Who may be mailed, by name", query: alertPeopleQuery, answer: alertPeopleSchema },
    (trx, { query: { search, page, pageSize }, requestContext: { tenantId } }) =>
      leadersOf(trx, {
        tenantId,
        at: new Date(kit.clock.nowMs()),
        search,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      }),
  );
  routes.get(
    `${ALERTS}/:id`,
    { summary: "An alert", params, answer: alertToChangeSchema, missing: "no-such-alert" },
    async (trx, { params: { id } }) => {
      const alert = await readAlert(trx, id);
      if (alert === undefined) return undefined;
      return { ...toAlertResponse(alert), people: await peopleByName(trx, alert.mailTo) };
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

function addWriting(routes: Routes, keeping: Keeping): void {
  routes.post(
    ALERTS,
    { summary: "Add an alert", body: alertFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addAlert(keeping, requestContext, body),
  );
  routes.put(
    `${ALERTS}/:id`,
    { summary: "Change an alert; what stands of it is cleared", params, body: alertChangeSchema },
    ({ requestContext, params: { id }, body }) => changeAlert(keeping, requestContext, { ...body, id }),
  );
  routes.delete(`${ALERTS}/:id`, { summary: "End an alert", params }, ({ requestContext, params: { id } }) =>
    dropAlert(keeping, requestContext, id),
  );
}

function addEvents(routes: Routes, keeping: Keeping): void {
  routes.get(
    "/api/service/alert-events",
    { summary: "What was raised, newest first", query: alertEventsQuery, answer: alertEventsSchema },
    (trx, { query: { alertId, page, pageSize } }) =>
      pastEvents(trx, { alertId, limit: pageSize, offset: (page - 1) * pageSize }),
  );
  routes.post(
    "/api/service/alert-events/:id/acknowledgement",
    { summary: "Take on what stands", params },
    ({ requestContext, params: { id } }) => acknowledgeAlert(keeping, requestContext, id),
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
    `${ALERTS}/live`,
    { config: { access: MANAGE }, schema: { tags: ["alerts"], summary: "What stands, as it changes" } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      stream.onClose(watches.listen(tenantId, (seen) => stream.send("alerts", seen)));
      return reply;
    },
  );
}
