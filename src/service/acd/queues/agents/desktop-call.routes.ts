import { z } from "zod";
import { type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { CALL_ACT_REFUSALS, type CallAct, type CallActRefusal } from "../../../telephony/call-control/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUES_CHANGED } from "../routing/queue-event.ts";
import type { AgentContext } from "./agent-context.ts";
import { type DesktopCallAction, desktopCallActionSchema, desktopColleaguesSchema } from "./agent-desktop.shared.ts";
import { colleaguesOf, ownTalk } from "./agent-desktop.store.ts";
import { desktopRoutes } from "./desktop.routes.ts";

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

/** Routes of the agent's current call, and of colleagues to consult. The call is determined by the session, so that no id of another call can be tried. */
export function addDesktopCallRoutes(app: Http, kit: Kit, actOnCall: ActOnCall): void {
  const routes = desktopRoutes(app, kit, CALL_ACT_REFUSALS);
  routes.get(
    "/api/service/desk/colleagues",
    { summary: "Colleagues who are logged in", answer: desktopColleaguesSchema },
    async (trx, { requestContext: { agent } }) => ({ items: await colleaguesOf(trx, agent.id) }),
  );
  routes.post(
    "/api/service/desk/call/acts",
    {
      summary: "Hold my caller, ask a colleague, hand him on or end the call",
      body: desktopCallActionSchema,
      answer: z.null(),
      status: 202,
      problems: [503],
    },
    async ({ requestContext, body }) => {
      const done = await actedOnOwnCall(kit, requestContext, { ...body, actOnCall });
      // The desk need not wait for its next look.
      if (done.ok) kit.changeFeed.announce(QUEUES_CHANGED);
      return done;
    },
  );
}

async function actedOnOwnCall(
  kit: Kit,
  requestContext: AgentContext,
  wish: { readonly act: DesktopCallAction; readonly idempotencyKey: string; readonly actOnCall: ActOnCall },
): Promise<Result<null, CallActRefusal>> {
  const { agent, tenantId } = requestContext;
  const found = await inTenant(kit.db, tenantId, async (trx) => {
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
