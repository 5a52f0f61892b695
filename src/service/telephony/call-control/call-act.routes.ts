import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { CALL_ACT_REFUSALS } from "./call-act.ts";
import { callActFormSchema } from "./call-act-contract.ts";
import { actOnCall } from "./call-act-order.effects.ts";
import { END_CALL_REFUSALS } from "./end-call.ts";
import { endCallNow } from "./end-call-order.effects.ts";

const params = z.object({ id: z.uuid() });

/**
 * Routes with which a supervisor controls a call in progress as its agent would: hold, consult, transfer, hang up; and ends it. The command is queued
 * here, taken by the switch within seconds, and shown by the live view.
 */
export function addCallActRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, {
    tag: "calls",
    access: "queue.manage",
    contextOf: requestContextOf,
    refusals: { ...CALL_ACT_REFUSALS, ...END_CALL_REFUSALS },
  });
  routes.post(
    "/api/service/calls/:id/acts",
    {
      summary: "Hold a call, ask somebody, hand it on or end it",
      params,
      body: callActFormSchema,
      answer: z.null(),
      status: 202,
      problems: [503],
    },
    ({ requestContext, params: { id }, body }) =>
      actOnCall(kit, requestContext, { callId: id, phoneId: null, ...body }),
  );
  routes.post(
    "/api/service/calls/:id/end",
    { summary: "End a call that goes on", params, answer: z.null(), status: 202, problems: [503] },
    ({ requestContext, params: { id } }) => endCallNow(kit, requestContext, id),
  );
}
