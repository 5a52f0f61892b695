import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type Actor, keyDetail } from "../../tenancy/tenants/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { EndCallRefusal, TakeBackRefusal } from "./end-call.ts";
import { orderEndCall } from "./switch-command.store.ts";

/** Ends a call in progress: resolves once a switch has taken the command, with the refusal or null. */
export async function endCallNow(kit: Kit, asking: Actor, callId: string): Promise<EndCallRefusal | null> {
  const refusal = await ended(kit, asking, { callId, unlessAnswered: false });
  return refusal === "call-answered" ? null : refusal;
}

/** Ends a call that is not answered yet: the switch decides that at the moment at which it takes the command. */
export async function takeBackNow(kit: Kit, asking: Actor, callId: string): Promise<TakeBackRefusal | null> {
  return ended(kit, asking, { callId, unlessAnswered: true });
}

interface End {
  readonly callId: string;
  readonly unlessAnswered: boolean;
}

async function ended(kit: Kit, asking: Actor, end: End): Promise<TakeBackRefusal | null> {
  const ordered = await order(kit, asking, end);
  if (!ordered.ok) return ordered.refusal;
  const { tenantId } = asking;
  const refusal = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind: "end-call" });
  if (refusal === "withdrawn") return "end-call-late";
  const isKnown = refusal === "end-call-late" || refusal === "call-not-open" || refusal === "call-answered";
  return isKnown ? refusal : null;
}

/** Queues the command and records it in the audit log. */
async function order(kit: Kit, asking: Actor, end: End) {
  const { tenantId, personId } = asking;
  const { callId } = end;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderEndCall(trx, { id: kit.ids.next(), tenantId, ...end, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const who = { tenantId, actorPersonId: personId, actorRole: asking.role, requestId: asking.requestId };
    const what = { action: "call.end-ordered", subjectKind: "call", subjectId: callId, detail: keyDetail(asking) };
    await recordAudit(trx, kit, { ...who, ...what });
    return ordered;
  });
  kit.changeFeed.announce("switch-commands");
  return done;
}
