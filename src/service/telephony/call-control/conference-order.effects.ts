import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { ConferenceActRefusal } from "./conference-act.ts";
import { orderByProgram } from "./switch-command.store.ts";

/** Sends a command to the conference of a call: resolves once a switch has taken it, with the refusal or null. */
export async function actOnConferenceNow(
  kit: Pick<Kit, "db" | "clock" | "ids" | "changeFeed">,
  order: { readonly tenantId: string; readonly callId: string; readonly conference: object },
): Promise<ConferenceActRefusal | null> {
  const { tenantId } = order;
  const at = new Date(kit.clock.nowMs());
  const ordered = await inTenant(kit.db, tenantId, (trx) => orderByProgram(trx, { id: kit.ids.next(), at, ...order }));
  if (!ordered.ok) return "conference-act-not-now";
  kit.changeFeed.announce("switch-commands");
  const refusal = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind: "conference-act" });
  if (refusal === null) return null;
  return refusal === "withdrawn" || refusal === "conference-act-late"
    ? "conference-act-late"
    : "conference-act-not-now";
}
