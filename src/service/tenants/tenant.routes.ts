import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { actedRole } from "./acted-role.ts";
import { tenantCompanyWire, tenantsWire } from "./contract.ts";
import { companiesToTie, countServed, listTenants } from "./tenant-company.store.ts";
import { type TieRefusal, tieCompany } from "./tie-tenant.effects.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };

const STATUS: Readonly<Record<TieRefusal, number>> = {
  "no-such-tenant": 404,
  "tenant-changed-meanwhile": 409,
  "tenant-company-unfit": 409,
  "tenant-company-taken": 409,
};

/** Which company's codes a call centre may serve; the installation's administrator says so. */
export function addTenantRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/tenants",
    { config, schema: { tags, summary: "Call centres and their companies", response: { 200: tenantsWire } } },
    async () => {
      const [tenants, companies] = await Promise.all([listTenants(kit.db), companiesToTie(kit.db)]);
      const items: z.infer<typeof tenantsWire>["items"] = [];
      for (const tenant of tenants) items.push({ ...tenant, served: await inTenant(kit.db, tenant.id, countServed) });
      return { items, companies: [...companies] };
    },
  );
  app.put(
    "/api/service/tenants/:id/company",
    {
      config,
      schema: {
        ...{ tags, summary: "Tie a call centre to a company, or to none", body: tenantCompanyWire },
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { personId, memberships } = present(request.caller, "caller");
      const role = actedRole(memberships, config.access);
      const asking = { tenantId: request.params.id, personId, role, requestId: request.id };
      const done = await tieCompany(kit, asking, request.body);
      if (done === "tied") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], { code: done });
    },
  );
}
