import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import { type ClosingOptions, closeTenant, reopenTenant } from "./close-tenant.effects.ts";
import type { ClosingRefusal } from "./closing.ts";
import { tenantClosingSchema } from "./contract.ts";
import { crossTenantContext } from "./cross-tenant-context.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const STATUS: Readonly<Record<ClosingRefusal, number>> = {
  "no-such-tenant": 404,
  "tenant-stale": 409,
  "tenant-first": 409,
  "tenant-closed": 409,
  "tenant-open": 409,
  "tenant-removed": 409,
};

/** Routes with which the installation's administrator closes a call centre, and reopens it while its data exists. */
export function addClosingRoutes(app: Http, options: ClosingOptions): void {
  const { texts } = options.kit;
  app.post(
    "/api/service/tenants/:id/closing",
    {
      config,
      schema: {
        tags,
        summary: "Close a call centre",
        body: tenantClosingSchema,
        params,
        response: { 200: z.object({ removeOn: z.iso.date() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = crossTenantContext(request, { tenantId: request.params.id, permission: config.access });
      const done = await closeTenant(options, requestContext, request.body.expectedVersion);
      return typeof done === "string" ? sendProblem(reply, texts, STATUS[done], { code: done }) : done;
    },
  );
  app.post(
    "/api/service/tenants/:id/reopening",
    {
      config,
      schema: {
        tags,
        summary: "Open a closed call centre again",
        body: tenantClosingSchema,
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const asking = crossTenantContext(request, { tenantId: request.params.id, permission: config.access });
      const done = await reopenTenant(options, asking, request.body.expectedVersion);
      if (done === "reopened") return reply.code(204).send(null);
      return sendProblem(reply, texts, STATUS[done], { code: done });
    },
  );
}
