import { setTimeout as delay } from "node:timers/promises";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Asking } from "../tenants/index.ts";
import type { EndCallRefusal } from "./end-call.ts";
import { findSwitchCommand, orderEndCall, type SwitchCommand, withdrawCommand } from "./switch-command.store.ts";

/** The pauses between looks for whether a switch took an order: about five seconds in all, most of them short. */
const LOOKS_MS = [50, 100, 150, 200, 500, 1_000, 1_000, 1_000, 1_000] as const;

/** Who has a call ended; nobody's name stands behind a program. */
export type EndAsking = Omit<Asking, "personId"> & { readonly personId: string | null };

/** Ends a call that goes on: resolves once a switch has taken the order, with why it did not come to that, or null. */
export async function endCallNow(kit: Kit, asking: EndAsking, callId: string): Promise<EndCallRefusal | null> {
  const ordered = await order(kit, asking, callId);
  return ordered.ok ? taken(kit, { tenantId: asking.tenantId, ...ordered.value }) : ordered.refusal;
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
