import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { trunkChangeSchema, trunkFormSchema, trunkSwitchSchema, trunksSchema } from "./contract.ts";
import { addTrunk, changeTrunk, removeTrunk, switchTrunk, trunkRules } from "./keep-trunk.effects.ts";
import { channelsOfOpenCalls, listTrunks } from "./trunk-form.store.ts";
import { agreementStatus, TRUNK_REFUSALS } from "./trunk-form.ts";
import { type KnownTrunkState, trunkStates } from "./trunk-state.store.ts";

const TRUNKS = "/api/service/trunks";
const TRUNK_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: TRUNK_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes of trunks to carriers: list, add, change, turn on and off, end. */
export function addTrunkRoutes(app: Http, kit: Kit): void {
  const reads = tenantRoutes(app, kit, { ...TRUNK_ROUTES, access: "service.read" });
  const commands = tenantRoutes(app, kit, { ...TRUNK_ROUTES, access: "service.manage" });
  reads.get(TRUNKS, { summary: "Lines to carriers", answer: trunksSchema }, (trx) => trunksPage(trx, kit));
  commands.post(
    TRUNKS,
    { summary: "Add a line", body: trunkFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addTrunk(kit, requestContext, body),
  );
  commands.put(
    `${TRUNKS}/:id`,
    { summary: "Change a line", params, body: trunkChangeSchema },
    ({ requestContext, params: { id }, body: { expectedVersion, ...form } }) =>
      changeTrunk(kit, requestContext, { id, expectedVersion, form }),
  );
  commands.put(
    `${TRUNKS}/:id/state`,
    { summary: "Turn a line on or off", params, body: trunkSwitchSchema },
    ({ requestContext, params: { id }, body }) => switchTrunk(kit, requestContext, { id, ...body }),
  );
  commands.delete(`${TRUNKS}/:id`, { summary: "End a line", params }, ({ requestContext, params: { id } }) =>
    removeTrunk(kit, requestContext, id),
  );
}

async function trunksPage(trx: DatabaseTransaction, kit: Kit): Promise<z.infer<typeof trunksSchema>> {
  const today = officeDate(kit.clock.nowMs());
  const { agreement, lines, linesPerE1 } = trunkRules(kit);
  const trunks = await listTrunks(trx);
  const used = await channelsOfOpenCalls(trx);
  const states = await trunkStates(trx);
  const items = trunks.map((trunk) => ({
    ...trunk,
    agreement: agreementStatus(trunk.agreementUntil, today),
    createdAt: trunk.createdAt.toISOString(),
    channelsUsed: used.get(trunk.id) ?? 0,
    reach: reachOf(states.find(({ trunkId }) => trunkId === trunk.id)),
  }));
  return { today, agreementRule: agreement, linesPerE1, linesRule: lines, items };
}

function reachOf(known: KnownTrunkState | undefined) {
  if (known === undefined) return null;
  const { state, since, checkedAt, isForbidden } = known;
  return { state, since: since.toISOString(), checkedAt: checkedAt.toISOString(), isForbidden };
}
