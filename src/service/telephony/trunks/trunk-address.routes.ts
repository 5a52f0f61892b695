import { z } from "zod";
import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { crossTenantContext, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { trunkAddressesSchema, trunkApprovalSchema } from "./contract.ts";
import { lockTrunkAddress, tenantTrunkAddresses, updateApproval } from "./trunk-address.store.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const params = z.object({ id: z.uuid() });
const PATH = "/api/service/tenants/:id/trunk-addresses";

/** Refusals of the approval of a source address. */
const APPROVAL_REFUSALS = {
  "no-such-trunk-address": "not-found",
  "trunk-address-approved-elsewhere": "conflict",
} as const satisfies RefusalTable;

type ApprovalRefusal = keyof typeof APPROVAL_REFUSALS;

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
      const done = await approveAddress(kit, about, request.body);
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, APPROVAL_REFUSALS, done.refusal);
    },
  );
}

/** Approves a source address of a tenant's trunk, or withdraws the approval; at most one tenant has an address approved. */
async function approveAddress(
  kit: Kit,
  requestContext: RequestContext,
  { address, isApproved }: z.infer<typeof trunkApprovalSchema>,
): Promise<Result<null, ApprovalRefusal>> {
  const options = {
    announces: LINES_CHANGED,
    taken: { trunk_address_approved: "trunk-address-approved-elsewhere" },
  } as const;
  return tenantCommand(kit, requestContext, options, async ({ trx, at, audit }) => {
    const known = await lockTrunkAddress(trx, address);
    if (known === undefined) return refuse("no-such-trunk-address");
    if ((known.approvedAt !== null) === isApproved) return ok(null);
    await updateApproval(trx, address, isApproved ? { approvedAt: at, approvedBy: requestContext.personId } : null);
    const action = isApproved ? "trunk.address-approved" : "trunk.address-withdrawn";
    await audit({ action, subjectKind: "trunk", subjectId: known.trunkId, detail: { address } });
    return ok(null);
  });
}
