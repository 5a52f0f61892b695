import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
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
import { readEndpoint } from "./endpoint.store.ts";
import { type EndpointKeeping, replayEndpoint } from "./keep-endpoint.effects.ts";
import { shownBody } from "./shown-body.ts";
import { WEBHOOK_ROUTES } from "./webhook-refusal.ts";

const WEBHOOK = "/api/service/webhooks/:id";
const params = z.object({ id: z.uuid() });
const eventParams = params.extend({ eventId: z.uuid() });
const EXCHANGES_SHOWN_MAX = 50;

/** Routes of deliveries to an endpoint: exchanges, deliveries by state, and repeated deliveries. */
export function addDeliveryRoutes(app: Http, keeping: EndpointKeeping): void {
  const routes = tenantRoutes(app, keeping.kit, WEBHOOK_ROUTES);
  routes.get(
    `${WEBHOOK}/exchanges`,
    {
      summary: "Calls of an address and what they were answered, newest first",
      params,
      query: webhookPageQuery,
      answer: exchangesSchema,
      missing: "no-such-webhook",
    },
    async (trx, { params: { id: endpointId }, query: { page, pageSize } }) => {
      if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
      const rows = await exchangesOf(trx, { endpointId, limit: pageSize + 1, offset: (page - 1) * pageSize });
      const total = await countExchanges(trx, endpointId);
      const items = rows.slice(0, pageSize).map((row) => ({ ...toExchangeResponse(row), state: row.state as State }));
      return { total, hasMore: rows.length > pageSize, items };
    },
  );
  routes.get(
    `${WEBHOOK}/deliveries`,
    {
      summary: "Deliveries in one state, newest first: what was given up unless another is named",
      params,
      query: deliveriesQuery,
      answer: deliveriesSchema,
      missing: "no-such-webhook",
    },
    async (trx, { params: { id: endpointId }, query: { state, page, pageSize } }) => {
      if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
      const found = await deliveriesOf(trx, { endpointId, state, limit: pageSize, offset: (page - 1) * pageSize });
      return { total: found.total, hasMore: found.hasMore, items: found.items.map(toDeliveryResponse) };
    },
  );
  routes.get(
    `${WEBHOOK}/deliveries/:eventId`,
    {
      summary: "One delivery: what was sent, with numbers hidden, and what was answered",
      params: eventParams,
      answer: deliverySchema,
      missing: "no-such-webhook-event",
    },
    async (trx, { params: { id: endpointId, eventId } }) => {
      if ((await readEndpoint(trx, endpointId)) === undefined) return undefined;
      const found = await readDelivery(trx, { endpointId, eventId, limit: EXCHANGES_SHOWN_MAX });
      if (found === undefined) return undefined;
      const { body, exchanges, ...row } = found;
      return { ...toDeliveryResponse(row), body: shownBody(body), exchanges: exchanges.map(toExchangeResponse) };
    },
  );
  routes.post(
    `${WEBHOOK}/deliveries/:eventId/replay`,
    { summary: "Send an event again, under the same id", params: eventParams, answer: replayedSchema, status: 202 },
    ({ requestContext, params }) => replayEndpoint(keeping, requestContext, params),
  );
  routes.post(
    `${WEBHOOK}/replays`,
    {
      summary: "Send again what was given up, 10,000 events at the most, under the same ids",
      params,
      answer: replayedSchema,
      status: 202,
      config: { rateLimit: { max: 6, timeWindow: 60_000 } },
      problems: [429],
    },
    ({ requestContext, params }) => replayEndpoint(keeping, requestContext, params),
  );
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
