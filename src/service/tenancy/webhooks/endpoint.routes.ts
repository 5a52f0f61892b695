import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../tenants/index.ts";
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
import type { WebhookRefusal } from "./webhook-refusal.ts";

const tags = ["webhooks"];
// Events leave the installation here, so that only the administrator of the call centre sets their destination.
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const ANSWERS: Readonly<Record<WebhookRefusal, { readonly status: number; readonly path: string | null }>> = {
  "no-such-webhook": { status: 404, path: null },
  "no-such-webhook-event": { status: 404, path: null },
  "webhook-url-wrong": { status: 400, path: "url" },
  "webhook-name-taken": { status: 409, path: "name" },
  "webhook-limit": { status: 409, path: null },
  "webhook-stale": { status: 409, path: null },
  "webhook-off": { status: 409, path: null },
  "webhook-busy": { status: 409, path: null },
  "webhook-of-applications": { status: 409, path: null },
};

/** Answers a refusal at the form field that it belongs to. */
export function refuseWebhook(kit: Pick<Kit, "texts">, reply: FastifyReply, code: WebhookRefusal): FastifyReply {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes of webhook endpoints, their secrets, and test events. */
export function addEndpointRoutes(app: Http, keeping: EndpointKeeping): void {
  addReading(app, keeping);
  addWriting(app, keeping);
  addActionRoutes(app, keeping);
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

function addReading(app: Http, { kit }: EndpointKeeping): void {
  app.get(
    "/api/service/webhooks",
    { config, schema: { tags, summary: "The addresses that are told of events", response: { 200: endpointsSchema } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listEndpoints);
      return { items: rows.map((row) => toEndpointResponse(row, kit.clock.nowMs())) };
    },
  );
  app.get(
    "/api/service/webhooks/:id",
    { config, schema: { tags, summary: "One address", params, response: { 200: endpointSchema, ...problems } } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const row = await inTenant(kit.db, tenantId, (trx) => readEndpoint(trx, request.params.id));
      return row === undefined
        ? refuseWebhook(kit, reply, "no-such-webhook")
        : toEndpointResponse(row, kit.clock.nowMs());
    },
  );
}

function addWriting(app: Http, keeping: EndpointKeeping): void {
  const { kit } = keeping;
  app.post(
    "/api/service/webhooks",
    {
      config,
      schema: {
        tags,
        summary: "Add an address; its secret is told once",
        body: endpointFormSchema,
        response: { 201: createdEndpointSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await addEndpoint(keeping, requestContextOf(request, MANAGE), request.body);
      return "refusal" in done ? refuseWebhook(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/webhooks/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change an address, also on and off",
        params,
        body: endpointChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const change = { ...request.body, id: request.params.id };
      const done = await changeEndpoint(keeping, requestContextOf(request, MANAGE), change);
      return "refusal" in done ? refuseWebhook(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/service/webhooks/:id",
    { config, schema: { tags, summary: "End an address", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropEndpoint(keeping, requestContextOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseWebhook(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

function addActionRoutes(app: Http, keeping: EndpointKeeping): void {
  const { kit } = keeping;
  app.post(
    "/api/service/webhooks/:id/secret",
    {
      config,
      schema: {
        tags,
        summary: "Replace the secret; the one before it signs too for a day",
        params,
        response: { 201: endpointSecretSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await renewSecret(keeping, requestContextOf(request, MANAGE), request.params.id);
      if ("refusal" in done) return refuseWebhook(kit, reply, done.refusal);
      return reply.code(201).send({ secret: done.secret });
    },
  );
  app.post(
    "/api/service/webhooks/:id/trials",
    {
      config,
      schema: { tags, summary: "Order a trial of an address", params, response: { 202: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await tryEndpoint(keeping, requestContextOf(request, MANAGE), request.params.id);
      return "refusal" in done ? refuseWebhook(kit, reply, done.refusal) : reply.code(202).send(null);
    },
  );
}
