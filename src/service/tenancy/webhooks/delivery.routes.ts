import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import { requestContextOf, tenantOfCaller } from "../tenants/index.ts";
import {
  type DELIVERY_FAULTS,
  type DELIVERY_STATES,
  deliveriesQuery,
  deliveriesSchema,
  deliverySchema,
  exchangesSchema,
  replayedSchema,
  webhookPageQuery,
} from "./contract.ts";
import { countExchanges, deliveriesOf, exchangesOf, readDelivery } from "./delivery-view.store.ts";
import { refuseWebhook } from "./endpoint.routes.ts";
import { readEndpoint } from "./endpoint.store.ts";
import { type EndpointKeeping, replayEndpoint } from "./keep-endpoint.effects.ts";
import { shownBody } from "./shown-body.ts";

const tags = ["webhooks"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const eventParams = params.extend({ eventId: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const EXCHANGES_SHOWN_MAX = 50;

/** Routes of the exchanges and deliveries of an endpoint, and of their replay. */
export function addDeliveryRoutes(app: Http, keeping: EndpointKeeping): void {
  addExchanges(app, keeping);
  addDeliveries(app, keeping);
  addReplays(app, keeping);
}

type State = (typeof DELIVERY_STATES)[number];
type Fault = (typeof DELIVERY_FAULTS)[number];

// The table's checks and the code that writes it allow only these values.
function toExchangeResponse<Row extends { readonly at: Date; readonly fault: string | null }>(row: Row) {
  return { ...row, at: row.at.toISOString(), fault: row.fault as Fault | null };
}

interface DeliveryRow {
  readonly state: string;
  readonly createdAt: Date;
  readonly nextTryAt: Date;
  readonly giveUpAt: Date;
  readonly overAt: Date | null;
}

function toDeliveryResponse<Row extends DeliveryRow>(row: Row) {
  const { state, createdAt, nextTryAt, giveUpAt, overAt } = row;
  return {
    ...row,
    state: state as State,
    createdAt: createdAt.toISOString(),
    nextTryAt: state === "waiting" ? nextTryAt.toISOString() : null,
    giveUpAt: giveUpAt.toISOString(),
    overAt: overAt?.toISOString() ?? null,
  };
}

function addExchanges(app: Http, { kit }: EndpointKeeping): void {
  app.get(
    "/api/service/webhooks/:id/exchanges",
    {
      config,
      schema: {
        tags,
        summary: "Calls of an address and what they were answered, newest first",
        params,
        querystring: webhookPageQuery,
        response: { 200: exchangesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { page, pageSize } = request.query;
      const { id: endpointId } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
        if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
        const wish = { endpointId, limit: pageSize + 1, offset: (page - 1) * pageSize };
        return { rows: await exchangesOf(trx, wish), total: await countExchanges(trx, endpointId) };
      });
      if (found === undefined) return refuseWebhook(kit, reply, "no-such-webhook");
      const { rows, total } = found;
      const items = rows.slice(0, pageSize).map((row) => ({ ...toExchangeResponse(row), state: row.state as State }));
      return { total, hasMore: rows.length > pageSize, items };
    },
  );
}

function addDeliveries(app: Http, { kit }: EndpointKeeping): void {
  app.get(
    "/api/service/webhooks/:id/deliveries",
    {
      config,
      schema: {
        tags,
        summary: "Deliveries in one state, newest first: what was given up unless another is named",
        params,
        querystring: deliveriesQuery,
        response: { 200: deliveriesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { state, page, pageSize } = request.query;
      const { id: endpointId } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
        if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
        return deliveriesOf(trx, { endpointId, state, limit: pageSize, offset: (page - 1) * pageSize });
      });
      if (found === undefined) return refuseWebhook(kit, reply, "no-such-webhook");
      return { total: found.total, hasMore: found.hasMore, items: found.items.map(toDeliveryResponse) };
    },
  );
  app.get(
    "/api/service/webhooks/:id/deliveries/:eventId",
    {
      config,
      schema: {
        tags,
        summary: "One delivery: what was sent, with numbers hidden, and what was answered",
        params: eventParams,
        response: { 200: deliverySchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id: endpointId, eventId } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
        if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
        return readDelivery(trx, { endpointId, eventId, limit: EXCHANGES_SHOWN_MAX });
      });
      if (found === undefined) return refuseWebhook(kit, reply, "no-such-webhook-event");
      const { body, exchanges, ...row } = found;
      return { ...toDeliveryResponse(row), body: shownBody(body), exchanges: exchanges.map(toExchangeResponse) };
    },
  );
}

function addReplays(app: Http, keeping: EndpointKeeping): void {
  const { kit } = keeping;
  app.post(
    "/api/service/webhooks/:id/deliveries/:eventId/replay",
    {
      config,
      schema: {
        tags,
        summary: "Send an event again, under the same id",
        params: eventParams,
        response: { 202: replayedSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await replayEndpoint(keeping, requestContextOf(request, MANAGE), request.params);
      if ("refusal" in done) return refuseWebhook(kit, reply, done.refusal);
      return reply.code(202).send({ count: done.count });
    },
  );
  app.post(
    "/api/service/webhooks/:id/replays",
    {
      config: { ...config, rateLimit: { max: 6, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Send again what was given up, 10,000 events at the most, under the same ids",
        params,
        response: { 202: replayedSchema, ...problems, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const done = await replayEndpoint(keeping, requestContextOf(request, MANAGE), request.params);
      if ("refusal" in done) return refuseWebhook(kit, reply, done.refusal);
      return reply.code(202).send({ count: done.count });
    },
  );
}
