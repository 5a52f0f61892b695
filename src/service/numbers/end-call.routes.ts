import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type Asking, actedEntry, askingOf } from "../tenants/index.ts";
import type { EndCallRefusal } from "./end-call.ts";
import { findSwitchCommand, orderEndCall, type SwitchCommand, withdrawCommand } from "./switch-command.store.ts";

/** The pauses between looks for whether a switch took an order: about five seconds in all, most of them short. */
const LOOKS_MS = [50, 100, 150, 200, 500, 1_000, 1_000, 1_000, 1_000] as const;

/** The status of each refusal. */
const STATUS: Readonly<Record<EndCallRefusal, number>> = { "call-not-open": 404, "end-call-late": 503 };

/** The end of a call that goes on: ordered here, taken by the switch within seconds, told to everybody by the live screen. */
export function addEndCallRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/calls/:id/end",
    {
      config: { access: "queue.manage" },
      schema: {
        ...{ tags: ["calls"], summary: "End a call that goes on", params: z.object({ id: z.uuid() }) },
        response: { 202: z.null(), 403: problemWire, 404: problemWire, 503: problemWire },
      },
    },
    async (request, reply) => {
      const asking = askingOf(request, "queue.manage");
      const ordered = await order(kit, asking, request.params.id);
      const refusal = ordered.ok ? await taken(kit, { tenantId: asking.tenantId, ...ordered.value }) : ordered.refusal;
      if (refusal !== null) return sendProblem(reply, kit.texts, STATUS[refusal], { code: refusal });
      return reply.code(202).send(null);
    },
  );
}

/** The order of an end, with what is to be remembered of who gave it. */
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

/**
 * Waits until a switch has taken the order, and takes it back where none does: whoever ended a call hears within seconds
 * whether it was, and a switch that comes back does not end it behind his back.
 */
async function taken(
  kit: Kit,
  order: { readonly tenantId: string; readonly id: string },
): Promise<EndCallRefusal | null> {
  const { tenantId, id } = order;
  for (const pauseMs of LOOKS_MS) {
    await delay(pauseMs);
    const found = await inTenant(kit.db, tenantId, (trx) => findSwitchCommand(trx, id));
    if (found?.state !== "waiting") return refusalOf(found);
  }
  const at = new Date(kit.clock.nowMs());
  const isTakenBack = await inTenant(kit.db, tenantId, (trx) => withdrawCommand(trx, { id, kind: "end-call", at }));
  return isTakenBack ? "end-call-late" : null;
}

function refusalOf(command: SwitchCommand | undefined): EndCallRefusal | null {
  return command?.refusal === "end-call-late" || command?.refusal === "call-not-open" ? command.refusal : null;
}
