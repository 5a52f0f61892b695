import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { actedRole } from "./acted-role.ts";
import type { Asking } from "./asking.ts";
import { tenantChangeWire, tenantCompanyWire, tenantFormWire, tenantsWire } from "./contract.ts";
import { changeTenant, openTenant } from "./keep-tenant.effects.ts";
import { companiesToTie, listTenants } from "./tenant-company.store.ts";
import type { TenantRefusal } from "./tenant-form.ts";
import { type TieRefusal, tieCompany } from "./tie-tenant.effects.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };

const STATUS: Readonly<Record<TieRefusal | TenantRefusal, number>> = {
  "no-such-tenant": 404,
  "tenant-changed-meanwhile": 409,
  "tenant-company-unfit": 409,
  "tenant-company-taken": 409,
  "tenant-name-taken": 409,
  "tenant-limit": 409,
  "tenant-stale": 409,
};

/** The call centres of an installation: its administrator opens them, limits them, and says which company's codes each may serve. */
export function addTenantRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/tenants",
    { config, schema: { tags, summary: "Call centres and their companies", response: { 200: tenantsWire } } },
    async () => {
      const [items, companies] = await Promise.all([
        listTenants(kit.db, new Date(kit.clock.nowMs())),
        companiesToTie(kit.db),
      ]);
      return { items: [...items], companies: [...companies] };
    },
  );
  app.post(
    "/api/service/tenants",
    {
      config,
      schema: {
        ...{ tags, summary: "Open a call centre", body: tenantFormWire },
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await openTenant(kit, askingFor(request, ""), request.body);
      if (typeof done !== "string") return reply.code(201).send(done);
      return sendProblem(reply, kit.texts, STATUS[done], problemOf(done));
    },
  );
  app.put(
    "/api/service/tenants/:id",
    {
      config,
      schema: {
        ...{ tags, summary: "Change name, zone or limit of a call centre", body: tenantChangeWire, params },
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...form } = request.body;
      const done = await changeTenant(kit, askingFor(request, request.params.id), { expectedVersion, form });
      if (done === "changed") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], problemOf(done));
    },
  );
  addTying(app, kit);
}

function addTying(app: Http, kit: Kit): void {
  app.put(
    "/api/service/tenants/:id/company",
    {
      config,
      schema: {
        ...{ tags, summary: "Tie a call centre to a company, or to none", body: tenantCompanyWire },
        ...{ params, response: { 204: z.null(), ...problems } },
      },
    },
    async (request, reply) => {
      const done = await tieCompany(kit, askingFor(request, request.params.id), request.body);
      if (done === "tied") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], { code: done });
    },
  );
}

/** Who asks, as the installation's administrator, about a call centre. */
function askingFor({ id, caller }: Pick<FastifyRequest, "id" | "caller">, tenantId: string): Asking {
  const { personId, memberships } = present(caller, "caller");
  return { tenantId, personId, role: actedRole(memberships, config.access), requestId: id };
}

/** A name that is taken is told at its field. */
function problemOf(code: TenantRefusal) {
  return code === "tenant-name-taken" ? { code, fields: [{ path: "name", code }] } : { code };
}
