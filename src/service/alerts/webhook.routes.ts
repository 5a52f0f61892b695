import { z } from "zod";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire } from "../../platform/http/index.ts";
import { askingOf, tenantOfCaller } from "../tenants/index.ts";
import { refuseAlert } from "./alert.routes.ts";
import { deliveriesWire, madeWebhookWire, webhookFormWire, webhooksWire } from "./contract.ts";
import type { DeliveryFault } from "./delivery.shared.ts";
import { addWebhook, dropWebhook, tryWebhook, type WebhookKeeping } from "./keep-webhook.effects.ts";
import { deliveriesTo, listWebhooks } from "./webhook.store.ts";

const tags = ["alerts"];
// Figures leave the house here: who runs the call centre says where to.
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };

/** The addresses outside that are told of alerts, trials of them, and what they answered. */
export function addWebhookRoutes(app: Http, keeping: WebhookKeeping): void {
  const { kit } = keeping;
  app.get(
    "/api/service/alert-webhooks",
    { config, schema: { tags, summary: "The addresses that may be told of alerts", response: { 200: webhooksWire } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listWebhooks);
      return { items: rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })) };
    },
  );
  app.post(
    "/api/service/alert-webhooks",
    {
      config,
      schema: {
        ...{ tags, summary: "Add an address; its secret is told once", body: webhookFormWire },
        response: { 201: madeWebhookWire, ...problems },
      },
    },
    async (request, reply) => {
      const done = await addWebhook(keeping, askingOf(request, MANAGE), request.body);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.delete(
    "/api/service/alert-webhooks/:id",
    { config, schema: { tags, summary: "End an address", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropWebhook(keeping, askingOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  addDeliveries(app, keeping);
}

function addDeliveries(app: Http, keeping: WebhookKeeping): void {
  const { kit } = keeping;
  app.post(
    "/api/service/alert-webhooks/:id/trials",
    {
      config,
      schema: { tags, summary: "Order a trial of an address", params, response: { 202: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await tryWebhook(keeping, askingOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseAlert(kit, reply, done.refusal) : reply.code(202).send(null);
    },
  );
  app.get(
    "/api/service/alert-webhooks/:id/deliveries",
    {
      config,
      schema: {
        ...{ tags, summary: "The newest deliveries to an address, and what they were answered", params },
        response: { 200: deliveriesWire, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const rows = await inTenant(kit.db, tenantId, (trx) => deliveriesTo(trx, request.params.id));
      if (rows === undefined) return refuseAlert(kit, reply, "no-such-alert-webhook");
      return { items: rows.map(deliveryView) };
    },
  );
}

type DeliveryRow = NonNullable<Awaited<ReturnType<typeof deliveriesTo>>>[number];

function deliveryView({ createdAt, triedAt, nextTryAt, ...row }: DeliveryRow) {
  return {
    ...row,
    // The table's checks keep to these words.
    state: row.state as "waiting" | "delivered" | "failed",
    kind: row.kind as "raised" | "repeated" | "cleared" | "test",
    fault: row.fault as DeliveryFault | null,
    createdAt: createdAt.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    nextTryAt: row.state === "waiting" ? nextTryAt.toISOString() : null,
  };
}
