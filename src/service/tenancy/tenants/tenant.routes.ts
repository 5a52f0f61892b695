import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ClosingOptions } from "./close-tenant.effects.ts";
import { addClosingRoutes } from "./closing.routes.ts";
import { tenantChangeSchema, tenantCompanySchema, tenantFormSchema, tenantsSchema } from "./contract.ts";
import { crossTenantContext } from "./cross-tenant-context.ts";
import { changeTenant, openTenant } from "./keep-tenant.effects.ts";
import { companiesToTie, listTenants } from "./tenant-company.store.ts";
import type { TenantRefusal } from "./tenant-form.ts";
import { type TieRefusal, tieCompany } from "./tie-tenant.effects.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const STATUS: Readonly<Record<TieRefusal | TenantRefusal, number>> = {
  "no-such-tenant": 404,
  "tenant-changed-meanwhile": 409,
  "tenant-company-unfit": 409,
  "tenant-company-taken": 409,
  "tenant-name-taken": 409,
  "tenant-limit": 409,
  "tenant-stale": 409,
  "tenant-closed": 409,
};

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
      if (typeof done !== "string") return reply.code(201).send(done);
      return sendProblem(reply, kit.texts, STATUS[done], problemOf(done));
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
      if (done === "changed") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], problemOf(done));
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
      if (done === "tied") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], { code: done });
    },
  );
}

/** A name that is taken is reported at its field. */
function problemOf(code: TenantRefusal) {
  return code === "tenant-name-taken" ? { code, fields: [{ path: "name", code }] } : { code };
}
