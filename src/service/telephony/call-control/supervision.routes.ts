import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import type { SupervisionAct } from "./call-act.ts";
import { actOnCall, CALL_ACT_STATUS } from "./call-act-order.effects.ts";
import { isSupervisionShown, setSupervisionShown, supervisorPhones } from "./supervision.store.ts";
import { supervisionFormSchema, supervisionSchema, supervisionSettingSchema } from "./supervision-contract.ts";

const tags = ["calls"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 503: problemSchema };

/** Routes of supervision: a supervisor joins calls of the call centre by a phone, and its administrator decides whether agents are shown it. */
export function addSupervisionRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/supervision",
    {
      config: { access: "call.supervise" },
      schema: {
        tags,
        summary: "Whether agents see supervisors, and phones a supervisor can be rung at",
        response: { 200: supervisionSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { tenantId, personId } = requestContextOf(request, "call.supervise");
      return inTenant(kit.db, tenantId, async (trx) => ({
        isShown: await isSupervisionShown(trx),
        phones: await supervisorPhones(trx, { personId, at: new Date(kit.clock.nowMs()) }),
      }));
    },
  );
  app.put(
    "/api/service/supervision",
    {
      config: { access: "service.manage" },
      schema: {
        tags,
        summary: "Decide whether agents see that a supervisor takes part",
        body: supervisionSettingSchema,
        response: { 204: z.null(), 400: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      await decided(kit, requestContextOf(request, "service.manage"), request.body.isShown);
      return reply.code(204).send(null);
    },
  );
  addSupervise(app, kit);
}

function addSupervise(app: Http, kit: Kit): void {
  app.post(
    "/api/service/calls/:id/supervision",
    {
      config: { access: "call.supervise" },
      schema: {
        tags,
        summary: "Listen to a call, whisper to its agent, speak with both, or leave",
        body: supervisionFormSchema,
        params: z.object({ id: z.uuid() }),
        response: { 202: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "call.supervise");
      const { wish, idempotencyKey } = request.body;
      const { personId } = requestContext;
      if (wish.act === "supervise" && !(await isOwnPhone(kit, requestContext, wish.phoneId)))
        return sendProblem(reply, kit.texts, 409, { code: "supervision-no-phone" });
      const act: SupervisionAct = { ...wish, personId };
      const order = { callId: request.params.id, phoneId: null, act, idempotencyKey };
      const refusal = await actOnCall(kit, requestContext, order);
      if (refusal !== null) return sendProblem(reply, kit.texts, CALL_ACT_STATUS[refusal], { code: refusal });
      return reply.code(202).send(null);
    },
  );
}

/** Whether the phone is free of other agents, since one of them could answer a conversation that is not theirs. */
async function isOwnPhone(kit: Kit, { tenantId, personId }: RequestContext, phoneId: string): Promise<boolean> {
  const at = new Date(kit.clock.nowMs());
  const phones = await inTenant(kit.db, tenantId, (trx) => supervisorPhones(trx, { personId, at }));
  return phones.some(({ id }) => id === phoneId);
}

async function decided(kit: Kit, requestContext: RequestContext, isShown: boolean): Promise<void> {
  const { tenantId } = requestContext;
  const fact = {
    action: "supervision.shown",
    subjectKind: "tenant",
    subjectId: tenantId,
    detail: { isShown },
  } as const;
  await inTenant(kit.db, tenantId, async (trx) => {
    await setSupervisionShown(trx, { tenantId, isShown, at: new Date(kit.clock.nowMs()) });
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
  });
}
