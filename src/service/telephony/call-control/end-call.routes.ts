import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import type { EndCallRefusal } from "./end-call.ts";
import { endCallNow } from "./end-call-order.effects.ts";

/** The status of each refusal. */
const STATUS: Readonly<Record<EndCallRefusal, number>> = { "call-not-open": 404, "end-call-late": 503 };

/** Routes of ending a call in progress: the command is queued here, taken by the switch within seconds, and shown by the live view. */
export function addEndCallRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/calls/:id/end",
    {
      config: { access: "queue.manage" },
      schema: {
        tags: ["calls"],
        summary: "End a call that goes on",
        params: z.object({ id: z.uuid() }),
        response: { 202: z.null(), 403: problemSchema, 404: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const refusal = await endCallNow(kit, requestContextOf(request, "queue.manage"), request.params.id);
      if (refusal !== null) return sendProblem(reply, kit.texts, STATUS[refusal], { code: refusal });
      return reply.code(202).send(null);
    },
  );
}
