import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { commandAnswer } from "./command-answer.effects.ts";
import type { ConferenceActRefusal } from "./conference-act.ts";
import { orderByProgram } from "./switch-command.store.ts";

/** Sends a command to the conference of a call: resolves once a switch has taken it. */
export async function actOnConferenceNow(
  kit: Pick<Kit, "db" | "clock" | "ids" | "changeFeed">,
  order: { readonly tenantId: string; readonly callId: string; readonly conference: object },
): Promise<Result<null, ConferenceActRefusal>> {
  const { tenantId } = order;
  const at = new Date(kit.clock.nowMs());
  const ordered = await inTenant(kit.db, tenantId, (trx) => orderByProgram(trx, { id: kit.ids.next(), at, ...order }));
  if (!ordered.ok) return refuse("conference-act-not-now");
  kit.changeFeed.announce("switch-commands");
  const answer = await commandAnswer(kit, { tenantId, id: ordered.value.id, kind: "conference-act" });
  if (answer === null) return ok(null);
  const isLate = answer === "withdrawn" || answer === "conference-act-late";
  return refuse(isLate ? "conference-act-late" : "conference-act-not-now");
}
