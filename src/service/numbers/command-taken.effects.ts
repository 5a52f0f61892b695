import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { findSwitchCommand, type SwitchCommand, withdrawCommand } from "./switch-command.store.ts";

/** The pauses between looks for whether a switch took an order: about five seconds in all, most of them short. */
const LOOKS_MS = [50, 100, 150, 200, 500, 1_000, 1_000, 1_000, 1_000] as const;

/**
 * Waits until a switch has taken an order, and takes it back where none does: whoever gave it hears within seconds what came
 * of it, and a switch that comes back does nothing behind his back.
 */
export async function commandTaken(
  kit: Kit,
  order: { readonly tenantId: string; readonly id: string; readonly kind: "end-call" | "redirect-call" },
): Promise<SwitchCommand | undefined | "late"> {
  const { tenantId, id, kind } = order;
  const look = () => inTenant(kit.db, tenantId, (trx) => findSwitchCommand(trx, id));
  for (const pauseMs of LOOKS_MS) {
    await delay(pauseMs);
    const found = await look();
    if (found?.state !== "waiting") return found;
  }
  const at = new Date(kit.clock.nowMs());
  const isTakenBack = await inTenant(kit.db, tenantId, (trx) => withdrawCommand(trx, { id, kind, at }));
  return isTakenBack ? "late" : look();
}
