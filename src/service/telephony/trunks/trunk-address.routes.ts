import { z } from "zod";
import { type Http, problemWire, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { askingAbout } from "../../tenancy/tenants/index.ts";
import { type ApprovalRefusal, approveAddress } from "./approve-address.effects.ts";
import { trunkAddressesWire, trunkApprovalWire } from "./contract.ts";
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
        response: { 200: trunkAddressesWire },
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
        body: trunkApprovalWire,
        response: { 204: z.null(), 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire },
      },
    },
    async (request, reply) => {
      const about = askingAbout(request, { tenantId: request.params.id, permission: config.access });
      const code = await approveAddress(kit, about, request.body);
      if (code === "changed") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[code], { code });
    },
  );
}
