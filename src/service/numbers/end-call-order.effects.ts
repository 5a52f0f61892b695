import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Asking } from "../tenants/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { EndCallRefusal } from "./end-call.ts";
import { orderEndCall } from "./switch-command.store.ts";

/** Who has a call ended; nobody's name stands behind a program. */
export type EndAsking = Omit<Asking, "personId"> & { readonly personId: string | null };

/** Ends a call that goes on: resolves once a switch has taken the order, with why it did not come to that, or null. */
export async function endCallNow(kit: Kit, asking: EndAsking, callId: string): Promise<EndCallRefusal | null> {
  const ordered = await order(kit, asking, callId);
  if (!ordered.ok) return ordered.refusal;
  const { tenantId } = asking;
  const refusal = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind: "end-call" });
  if (refusal === "withdrawn") return "end-call-late";
  return refusal === "end-call-late" || refusal === "call-not-open" ? refusal : null;
}

/** The order of an end, with what is to be remembered of who gave it. */
async function order(kit: Kit, asking: EndAsking, callId: string) {
  const { tenantId, personId } = asking;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderEndCall(trx, { id: kit.ids.next(), tenantId, callId, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const who = { tenantId, actorPersonId: personId, actorRole: asking.role, requestId: asking.requestId };
    const what = { action: "call.end-ordered", subjectKind: "call", subjectId: callId, detail: {} };
    await recordAudit(trx, kit, { ...who, ...what });
    return ordered;
  });
  kit.news.announce("switch-commands");
  return done;
}
