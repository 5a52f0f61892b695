import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import { orderRedirect } from "./switch-command.store.ts";

/** Has another document lead a call that goes on: resolves once a switch has taken the order, with why it did not, or null. */
export async function redirectCallNow(
  kit: Pick<Kit, "db" | "clock" | "ids" | "news">,
  order: { readonly tenantId: string; readonly callId: string; readonly redirect: object },
): Promise<RedirectRefusal | "call-act-not-now" | null> {
  const { tenantId } = order;
  const at = new Date(kit.clock.nowMs());
  const ordered = await inTenant(kit.db, tenantId, (trx) => orderRedirect(trx, { id: kit.ids.next(), at, ...order }));
  if (!ordered.ok) return ordered.refusal;
  kit.news.announce("switch-commands");
  const refusal = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind: "redirect-call" });
  if (refusal === "withdrawn") return "redirect-late";
  const isKnown = refusal === "call-not-open" || refusal === "call-not-programmable" || refusal === "redirect-late";
  return isKnown ? refusal : null;
}
