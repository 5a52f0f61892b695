import { type Actor, ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry } from "../../tenancy/tenants/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { EndCallRefusal, TakeBackRefusal } from "./end-call.ts";
import { orderEndCall } from "./switch-command.store.ts";

/** Ends a call in progress: resolves once a switch has taken the command. */
export async function endCallNow(kit: Kit, actor: Actor, callId: string): Promise<Result<null, EndCallRefusal>> {
  const done = await ended(kit, actor, { callId, unlessAnswered: false });
  if (done.ok || done.refusal === "call-answered") return ok(null);
  return refuse(done.refusal);
}

/** Ends a call that is not answered yet: the switch decides that at the moment at which it takes the command. */
export async function takeBackNow(kit: Kit, actor: Actor, callId: string): Promise<Result<null, TakeBackRefusal>> {
  return ended(kit, actor, { callId, unlessAnswered: true });
}

interface End {
  readonly callId: string;
  readonly unlessAnswered: boolean;
}

async function ended(kit: Kit, actor: Actor, end: End): Promise<Result<null, TakeBackRefusal>> {
  const ordered = await order(kit, actor, end);
  if (!ordered.ok) return ordered;
  const answer = await commandAnswer(kit, { tenantId: actor.tenantId, id: ordered.value.id, kind: "end-call" });
  if (answer === "withdrawn") return refuse("end-call-late");
  const isKnown = answer === "end-call-late" || answer === "call-not-open" || answer === "call-answered";
  return isKnown ? refuse(answer) : ok(null);
}

/** Queues the command and records it in the audit log. A refused order is committed, because it also refuses commands that are late. */
async function order(kit: Kit, actor: Actor, end: End) {
  const { tenantId, personId } = actor;
  const { callId } = end;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderEndCall(trx, { id: kit.ids.next(), tenantId, ...end, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const fact = { action: "call.end-ordered", subjectKind: "call", subjectId: callId, detail: {} } as const;
    await recordAudit(trx, kit, actedEntry(actor, fact));
    return ordered;
  });
  kit.changeFeed.announce("switch-commands");
  return done;
}
