import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type CommandRefusal, findSwitchCommand, withdrawCommand } from "./switch-command.store.ts";

/** The pauses between polls for whether a switch took a command: about five seconds in total, most of them short. */
const POLL_DELAYS_MS = [50, 100, 150, 200, 500, 1_000, 1_000, 1_000, 1_000] as const;

/**
 * Waits until a switch has taken a command, and withdraws it when none does: the sender gets a result within seconds, and a switch that returns
 * later does not execute it. Returns the refusal, or null.
 */
export async function commandAnswer(
  kit: Pick<Kit, "db" | "clock">,
  order: {
    readonly tenantId: string;
    readonly id: string;
    readonly kind: "end-call" | "redirect-call" | "conference-act" | "stream-call" | "record-call";
  },
): Promise<CommandRefusal | "withdrawn" | null> {
  const { tenantId, id, kind } = order;
  for (const pauseMs of POLL_DELAYS_MS) {
    await delay(pauseMs);
    const found = await inTenant(kit.db, tenantId, (trx) => findSwitchCommand(trx, id));
    if (found?.state !== "waiting") return found?.refusal ?? null;
  }
  const at = new Date(kit.clock.nowMs());
  return (await inTenant(kit.db, tenantId, (trx) => withdrawCommand(trx, { id, kind, at }))) ? "withdrawn" : null;
}
