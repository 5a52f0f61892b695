import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { commandTaken } from "./command-taken.effects.ts";
import type { EndAsking } from "./end-call-order.effects.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import { orderRedirect } from "./switch-command.store.ts";

/** Has something else lead a call that goes on: resolves once a switch has taken the order, with why it did not come to that, or null. */
export async function redirectCallNow(
  kit: Kit,
  asking: EndAsking,
  { callId, redirect }: { readonly callId: string; readonly redirect: object },
): Promise<RedirectRefusal | null> {
  const { tenantId, personId } = asking;
  const ordered = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const done = await orderRedirect(trx, { id: kit.ids.next(), tenantId, callId, redirect, at });
    if (!done.ok) return done;
    const who = { tenantId, actorPersonId: personId, actorRole: asking.role, requestId: asking.requestId };
    const what = { action: "call.redirect-ordered", subjectKind: "call", subjectId: callId, detail: {} };
    await recordAudit(trx, kit, { ...who, ...what });
    return done;
  });
  kit.news.announce("switch-commands");
  if (!ordered.ok) return ordered.refusal === "call-not-open" ? "call-not-open" : "redirect-late";
  const settled = await commandTaken(kit, { tenantId, id: ordered.value.id, kind: "redirect-call" });
  if (settled === "late") return "redirect-late";
  const refusal = settled?.refusal ?? null;
  if (refusal === "call-not-programmable" || refusal === "redirect-late") return refusal;
  return refusal === null ? null : "call-not-open";
}
