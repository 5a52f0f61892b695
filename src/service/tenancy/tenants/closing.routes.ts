import { z } from "zod";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import { type ClosingOptions, closeTenant, reopenTenant } from "./close-tenant.effects.ts";
import { tenantClosingSchema } from "./contract.ts";
import { crossTenantContext } from "./cross-tenant-context.ts";
import { TENANT_REFUSALS } from "./tenant-refusal.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** The installation's administrator closes a call centre, and opens it again while its data is there. */
export function addClosingRoutes(app: Http, options: ClosingOptions): void {
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
      return done.ok ? done.value : sendRefusal(options.kit, reply, TENANT_REFUSALS, done.refusal);
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
      const requestContext = crossTenantContext(request, { tenantId: request.params.id, permission: config.access });
      const done = await reopenTenant(options, requestContext, request.body.expectedVersion);
      return done.ok ? reply.code(204).send(null) : sendRefusal(options.kit, reply, TENANT_REFUSALS, done.refusal);
    },
  );
}
