import { z } from "zod";
import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { CALL_ACT_REFUSALS } from "./call-act.ts";
import { actOnCall } from "./call-act-order.effects.ts";
import { isSupervisionShown, setSupervisionShown, supervisorPhones } from "./supervision.store.ts";
import { supervisionFormSchema, supervisionSchema, supervisionSettingSchema } from "./supervision-contract.ts";

const SUPERVISION = "/api/service/supervision";
const SUPERVISION_REFUSALS = {
  ...CALL_ACT_REFUSALS,
  "supervision-no-phone": "conflict",
} as const satisfies RefusalTable;
const SUPERVISION_ROUTES = { tag: "calls", contextOf: requestContextOf, refusals: SUPERVISION_REFUSALS } as const;

/** Routes of supervision: a supervisor joins calls of the call centre by a phone, and its administrator decides whether agents are shown it. */
export function addSupervisionRoutes(app: Http, kit: Kit): void {
  const supervision = tenantRoutes(app, kit, { ...SUPERVISION_ROUTES, access: "call.supervise" });
  const settings = tenantRoutes(app, kit, { ...SUPERVISION_ROUTES, access: "service.manage" });
  supervision.get(
    SUPERVISION,
    { summary: "Whether agents see supervisors, and phones a supervisor can be rung at", answer: supervisionSchema },
    async (trx, { requestContext: { personId } }) => ({
      isShown: await isSupervisionShown(trx),
      phones: await supervisorPhones(trx, { personId, at: new Date(kit.clock.nowMs()) }),
    }),
  );
  settings.put(
    SUPERVISION,
    { summary: "Decide whether agents see that a supervisor takes part", body: supervisionSettingSchema },
    ({ requestContext, body: { isShown } }) => showSupervision(kit, requestContext, isShown),
  );
  supervision.post(
    "/api/service/calls/:id/supervision",
    {
      summary: "Listen to a call, whisper to its agent, speak with both, or leave",
      params: z.object({ id: z.uuid() }),
      body: supervisionFormSchema,
      answer: z.null(),
      status: 202,
      problems: [503],
    },
    async ({ requestContext, params: { id }, body: { wish, idempotencyKey } }) => {
      const { personId } = requestContext;
      if (wish.act === "supervise" && !(await isOwnPhone(kit, requestContext, wish.phoneId)))
        return refuse("supervision-no-phone");
      const order = { callId: id, phoneId: null, act: { ...wish, personId }, idempotencyKey };
      return actOnCall(kit, requestContext, order);
    },
  );
}

/** Whether the phone is free of other agents, since one of them could answer a conversation that is not theirs. */
async function isOwnPhone(kit: Kit, { tenantId, personId }: RequestContext, phoneId: string): Promise<boolean> {
  const at = new Date(kit.clock.nowMs());
  const phones = await inTenant(kit.db, tenantId, (trx) => supervisorPhones(trx, { personId, at }));
  return phones.some(({ id }) => id === phoneId);
}

async function showSupervision(
  kit: Kit,
  requestContext: RequestContext,
  isShown: boolean,
): Promise<Result<null, never>> {
  const { tenantId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    await setSupervisionShown(trx, { tenantId, isShown, at });
    await audit({ action: "supervision.shown", subjectKind: "tenant", subjectId: tenantId, detail: { isShown } });
    return ok(null);
  });
}
