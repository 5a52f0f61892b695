import { z } from "zod";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ClosingOptions } from "./close-tenant.effects.ts";
import { addClosingRoutes } from "./closing.routes.ts";
import { tenantChangeSchema, tenantCompanySchema, tenantFormSchema, tenantsSchema } from "./contract.ts";
import { crossTenantContext } from "./cross-tenant-context.ts";
import { changeTenant, openTenant, tieCompany } from "./keep-tenant.effects.ts";
import { companiesToTie, listTenants } from "./tenant-company.store.ts";
import { TENANT_REFUSALS } from "./tenant-refusal.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Dependencies of the routes of call centres. */
export interface TenantOptions extends ClosingOptions {
  /** Days between the closing of a call centre and the removal of its data. */
  readonly keepDays: number;
}

/**
 * Routes of the call centres of an installation: its administrator creates them, sets their limits, and ties them to the company whose codes they may have
 * in service.
 */
export function addTenantRoutes(app: Http, options: TenantOptions): void {
  const { kit, keepDays } = options;
  app.get(
    "/api/service/tenants",
    { config, schema: { tags, summary: "Call centres and their companies", response: { 200: tenantsSchema } } },
    async () => {
      const [items, companies] = await Promise.all([
        listTenants(kit.db, new Date(kit.clock.nowMs())),
        companiesToTie(kit.db),
      ]);
      return { items: [...items], companies: [...companies], keepDays };
    },
  );
  app.post(
    "/api/service/tenants",
    {
      config,
      schema: {
        tags,
        summary: "Open a call centre",
        body: tenantFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await openTenant(
        kit,
        crossTenantContext(request, { tenantId: "", permission: config.access }),
        request.body,
      );
      return done.ok ? reply.code(201).send(done.value) : sendRefusal(kit, reply, TENANT_REFUSALS, done.refusal);
    },
  );
  app.put(
    "/api/service/tenants/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change name, zone or limit of a call centre",
        body: tenantChangeSchema,
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...form } = request.body;
      const done = await changeTenant(
        kit,
        crossTenantContext(request, { tenantId: request.params.id, permission: config.access }),
        { expectedVersion, form },
      );
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, TENANT_REFUSALS, done.refusal);
    },
  );
  addTying(app, kit);
  addClosingRoutes(app, options);
}

function addTying(app: Http, kit: Kit): void {
  app.put(
    "/api/service/tenants/:id/company",
    {
      config,
      schema: {
        tags,
        summary: "Tie a call centre to a company, or to none",
        body: tenantCompanySchema,
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await tieCompany(
        kit,
        crossTenantContext(request, { tenantId: request.params.id, permission: config.access }),
        request.body,
      );
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, TENANT_REFUSALS, done.refusal);
    },
  );
}
