import { z } from "zod";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type Asking, actedEntry, askingOf } from "../tenants/index.ts";
import { orderEndCall } from "./switch-command.store.ts";

/** The end of a call that goes on: ordered here, done by the switch, told to everybody by the live screen. */
export function addEndCallRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/calls/:id/end",
    {
      config: { access: "service.manage" },
      schema: {
        ...{ tags: ["calls"], summary: "End a call that goes on", params: z.object({ id: z.uuid() }) },
        response: { 202: z.null(), 403: problemWire, 404: problemWire },
      },
    },
    async (request, reply) => {
      const done = await order(kit, askingOf(request, "service.manage"), request.params.id);
      if (!done.ok) return sendProblem(reply, kit.texts, 404, { code: done.refusal });
      return reply.code(202).send(null);
    },
  );
}

async function order(kit: Kit, asking: Asking, callId: string) {
  const { tenantId, personId } = asking;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderEndCall(trx, { id: kit.ids.next(), tenantId, callId, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const subject = { subjectKind: "call" as const, subjectId: callId };
    await recordAudit(trx, kit, actedEntry(asking, { action: "call.end-ordered", ...subject, detail: {} }));
    return ordered;
  });
  kit.news.announce("switch-commands");
  return done;
}
