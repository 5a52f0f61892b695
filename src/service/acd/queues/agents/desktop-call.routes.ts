import { z } from "zod";
import { type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { CALL_ACT_REFUSALS, type CallAct, type CallActRefusal } from "../../../telephony/call-control/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUES_CHANGED } from "../routing/queue-event.ts";
import { ownAgent } from "./agent-desktop.routes.ts";
import { type DesktopCallAction, desktopCallActionSchema, desktopColleaguesSchema } from "./agent-desktop.shared.ts";
import { colleaguesOf, ownTalk } from "./agent-desktop.store.ts";

/** Has a switch carry out an action on a call; resolves once it has, or with the refusal. */
export type ActOnCall = (
  kit: Kit,
  requestContext: RequestContext,
  wish: {
    readonly callId: string;
    readonly phoneId: string | null;
    readonly act: CallAct;
    readonly idempotencyKey: string;
  },
) => Promise<Result<null, CallActRefusal>>;

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 503: problemSchema };

/** Routes of the agent's current call, and of colleagues to consult. The call is determined by the session, so that no id of another call can be tried. */
export function addDesktopCallRoutes(app: Http, kit: Kit, actOnCall: ActOnCall): void {
  app.get(
    "/api/service/desk/colleagues",
    {
      config,
      schema: {
        tags,
        summary: "Colleagues who are logged in",
        response: { 200: desktopColleaguesSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-own-agent" });
      const found = await inTenant(kit.db, own.requestContext.tenantId, (trx) => colleaguesOf(trx, own.agent.id));
      return { items: found };
    },
  );
  app.post(
    "/api/service/desk/call/acts",
    {
      config,
      schema: {
        tags,
        summary: "Hold my caller, ask a colleague, hand him on or end the call",
        body: desktopCallActionSchema,
        response: { 202: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-own-agent" });
      const done = await acted(kit, own, { ...request.body, actOnCall });
      if (!done.ok) return sendRefusal(kit, reply, CALL_ACT_REFUSALS, done.refusal);
      // The desk need not wait for its next look.
      kit.changeFeed.announce(QUEUES_CHANGED);
      return reply.code(202).send(null);
    },
  );
}

async function acted(
  kit: Kit,
  { requestContext, agent }: NonNullable<Awaited<ReturnType<typeof ownAgent>>>,
  wish: { readonly act: DesktopCallAction; readonly idempotencyKey: string; readonly actOnCall: ActOnCall },
): Promise<Result<null, CallActRefusal>> {
  const found = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const talk = await ownTalk(trx, agent.id);
    return { talk, act: await dialledAct(wish.act, () => colleaguesOf(trx, agent.id)) };
  });
  const { talk, act } = found;
  if (talk === undefined || talk.callId === null) return refuse("call-not-open");
  if (act === null) return refuse("consult-no-number");
  return wish.actOnCall(kit, requestContext, { ...wish, callId: talk.callId, phoneId: talk.phoneId, act });
}

/** A colleague is called at the current phone; null without one. */
async function dialledAct(
  act: DesktopCallAction,
  colleagues: () => ReturnType<typeof colleaguesOf>,
): Promise<CallAct | null> {
  if (!("agentId" in act)) return act;
  const colleague = (await colleagues()).find(({ id }) => id === act.agentId);
  return colleague === undefined ? null : { act: act.act, number: colleague.extension };
}
