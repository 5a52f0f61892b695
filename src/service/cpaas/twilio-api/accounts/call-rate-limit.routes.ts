import { z } from "zod";
import type { RefusalTable } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { crossTenantContext, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { ORDERS_WAITING_MAX } from "../calls/api-call.store.ts";
import { callLimitsSchema, callPaceChangeSchema, callPaceSchema } from "../contract.ts";
import { REST_LIMITS } from "../rest/rest-rate-limit.ts";
import { holdTenant, readCallRateLimit } from "./limit.store.ts";
import { type CallRateLimitRefusal, changeCallRateLimit } from "./save-call-rate-limit.effects.ts";

const MANAGE = "people.manage";
const READ = "service.manage";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/tenants/:id/call-pace";

const REFUSALS: RefusalTable<CallRateLimitRefusal> = {
  "no-such-tenant": "not-found",
  "tenant-closed": "conflict",
  "call-pace-stale": "stale",
  "call-pace-burst-small": ["conflict", "pace.burst"],
};

/** Rate limit of API calls: the installation's administrator sets it per call centre, whose own administrators can read it. */
export function addCallRateLimitRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  app.put(
    PATH,
    {
      config: { access: MANAGE },
      schema: {
        tags: ["service"],
        summary: "Say how fast calls of programs begin for a call centre",
        body: callPaceChangeSchema,
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = crossTenantContext(request, { tenantId: request.params.id, permission: MANAGE });
      const code = await changeCallRateLimit(kit, requestContext, request.body);
      if (code === "changed") return reply.code(204).send(null);
      return sendRefusal(kit, reply, REFUSALS, code);
    },
  );
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config: { access: MANAGE },
      schema: {
        tags: ["service"],
        summary: "How fast calls of programs begin for a call centre, and how they stand",
        params,
        response: { 200: callPaceSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const status = await inTenant(kit.db, id, async (trx) =>
        (await holdTenant(trx, id)) === "no-such-tenant" ? undefined : readCallRateLimit(trx),
      );
      if (status === undefined) return sendRefusal(kit, reply, REFUSALS, "no-such-tenant");
      return { ...status, waitingMax: ORDERS_WAITING_MAX };
    },
  );
  app.get(
    "/api/service/call-limits",
    {
      config: { access: READ },
      schema: {
        tags: ["service"],
        summary: "What programs of the call centre may ask for, and how it stands",
        response: { 200: callLimitsSchema },
      },
    },
    async (request) => {
      const calls = await inTenant(kit.db, tenantOfCaller(request.caller, READ), readCallRateLimit);
      const { all, creating, atOnce } = REST_LIMITS;
      return {
        calls: { ...calls, waitingMax: ORDERS_WAITING_MAX },
        requests: { perSecond: all.perSecond, burst: all.most, atOnce },
        creations: { perSecond: creating.perSecond, burst: creating.most },
      };
    },
  );
}
