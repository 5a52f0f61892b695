import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { callActFormSchema } from "./call-act-contract.ts";
import { actOnCall, CALL_ACT_STATUS } from "./call-act-order.effects.ts";

/** Routes with which a supervisor controls a call in progress as its agent would: hold, consult, transfer, hang up. */
export function addCallActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/calls/:id/acts",
    {
      config: { access: "queue.manage" },
      schema: {
        tags: ["calls"],
        summary: "Hold a call, ask somebody, hand it on or end it",
        body: callActFormSchema,
        params: z.object({ id: z.uuid() }),
        response: { 202: z.null(), 403: problemSchema, 404: problemSchema, 409: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "queue.manage");
      const wish = { callId: request.params.id, phoneId: null, ...request.body };
      const refusal = await actOnCall(kit, requestContext, wish);
      if (refusal !== null) return sendProblem(reply, kit.texts, CALL_ACT_STATUS[refusal], { code: refusal });
      return reply.code(202).send(null);
    },
  );
}
