import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import { FAILING_FROM } from "./after-try.ts";
import {
  createdEndpointSchema,
  endpointChangeSchema,
  endpointFormSchema,
  endpointSchema,
  endpointSecretSchema,
  endpointsSchema,
} from "./contract.ts";
import { listEndpoints, readEndpoint, type StoredEndpoint } from "./endpoint.store.ts";
import {
  addEndpoint,
  changeEndpoint,
  dropEndpoint,
  type EndpointKeeping,
  renewSecret,
  tryEndpoint,
} from "./keep-endpoint.effects.ts";
import { WEBHOOK_ROUTES } from "./webhook-refusal.ts";

const WEBHOOKS = "/api/service/webhooks";
const params = z.object({ id: z.uuid() });

/** Routes of webhook endpoints, their secrets, and test events to them. */
export function addEndpointRoutes(app: Http, keeping: EndpointKeeping): void {
  const { kit } = keeping;
  const routes = tenantRoutes(app, kit, WEBHOOK_ROUTES);
  routes.get(WEBHOOKS, { summary: "The webhook endpoints", answer: endpointsSchema }, async (trx) => ({
    items: (await listEndpoints(trx)).map((row) => toEndpointResponse(row, kit.clock.nowMs())),
  }));
  routes.get(
    `${WEBHOOKS}/:id`,
    { summary: "One address", params, answer: endpointSchema, missing: "no-such-webhook" },
    async (trx, { params: { id } }) => {
      const row = await readEndpoint(trx, id);
      return row && toEndpointResponse(row, kit.clock.nowMs());
    },
  );
  routes.post(
    WEBHOOKS,
    {
      summary: "Add a webhook endpoint; only this response contains its secret",
      body: endpointFormSchema,
      answer: createdEndpointSchema,
      status: 201,
    },
    ({ requestContext, body }) => addEndpoint(keeping, requestContext, body),
  );
  routes.put(
    `${WEBHOOKS}/:id`,
    { summary: "Change an address, also on and off", params, body: endpointChangeSchema },
    ({ requestContext, params: { id }, body }) => changeEndpoint(keeping, requestContext, { ...body, id }),
  );
  routes.delete(`${WEBHOOKS}/:id`, { summary: "End an address", params }, ({ requestContext, params: { id } }) =>
    dropEndpoint(keeping, requestContext, id),
  );
  routes.post(
    `${WEBHOOKS}/:id/secret`,
    {
      summary: "Replace the secret; the one before it signs too for a day",
      params,
      answer: endpointSecretSchema,
      status: 201,
    },
    ({ requestContext, params: { id } }) => renewSecret(keeping, requestContext, id),
  );
  routes.post(
    `${WEBHOOKS}/:id/trials`,
    { summary: "Order a trial of an address", params, answer: z.null(), status: 202 },
    ({ requestContext, params: { id } }) => tryEndpoint(keeping, requestContext, id),
  );
}

function toEndpointResponse(
  { createdAt, oldSecretUntil, failures, offWhy, purpose, ...row }: StoredEndpoint,
  nowMs: number,
) {
  const isOverlapping = oldSecretUntil !== null && oldSecretUntil.getTime() > nowMs;
  return {
    ...row,
    // The table's checks allow only these values.
    offWhy: offWhy as "person" | "gone" | "full" | null,
    purpose: purpose === "callbacks" ? ("callbacks" as const) : ("events" as const),
    isFailing: failures >= FAILING_FROM,
    createdAt: createdAt.toISOString(),
    oldSecretUntil: isOverlapping ? oldSecretUntil.toISOString() : null,
  };
}
