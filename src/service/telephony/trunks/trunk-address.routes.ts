import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { crossTenantContext } from "../../tenancy/tenants/index.ts";
import { type ApprovalRefusal, approveAddress } from "./approve-address.effects.ts";
import { trunkAddressesSchema, trunkApprovalSchema } from "./contract.ts";
import { tenantTrunkAddresses } from "./trunk-address.store.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const PATH = "/api/service/tenants/:id/trunk-addresses";

const STATUS: Readonly<Record<ApprovalRefusal, number>> = {
  "no-such-trunk-address": 404,
  "trunk-address-approved-elsewhere": 409,
};

/** The installation's administrator approves the addresses that calls of a tenant's trunks come from. */
export function addTrunkAddressRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Source addresses of a call centre's trunks",
        params,
        response: { 200: trunkAddressesSchema },
      },
    },
    async (request) => {
      const addresses = await tenantTrunkAddresses(kit.db, request.params.id);
      const items = addresses.map(({ approvedAt, claimants, ...rest }) => ({
        ...rest,
        claimants: [...claimants],
        approvedAt: approvedAt?.toISOString() ?? null,
      }));
      return { items };
    },
  );
  app.put(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Approve a source address of a call centre's trunk, or withdraw the approval",
        params,
        body: trunkApprovalSchema,
        response: { 204: z.null(), 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const about = crossTenantContext(request, { tenantId: request.params.id, permission: config.access });
      const code = await approveAddress(kit, about, request.body);
      if (code === "changed") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[code], { code });
    },
  );
}
