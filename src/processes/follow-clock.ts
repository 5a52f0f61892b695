import type { Clock } from "../kernel/index.ts";
import { movableClock } from "../platform/world/index.ts";
import type { ChildMessage } from "./process-messages.ts";

/** Room for a demonstration that goes on for a year; nobody shows more. */
const AHEAD_MS_MAX = 400 * 86_400_000;

/** The clock of a process of a demonstration: it follows its supervisor, which alone can write to this channel. */
export function clockOfSupervisor(clock: Clock): Clock {
  const movable = movableClock(clock);
  process.on("message", (message: unknown) => {
    const aheadMs = aheadIn(message);
    if (aheadMs === undefined) return;
    movable.moveTo(aheadMs);
    process.send?.({ kind: "clock-moved", aheadMs } satisfies ChildMessage);
  });
  return movable;
}

function aheadIn(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { kind, aheadMs } = message as { readonly kind?: unknown; readonly aheadMs?: unknown };
  const isTime = typeof aheadMs === "number" && aheadMs >= 0 && aheadMs <= AHEAD_MS_MAX;
  return kind === "clock-ahead" && isTime ? aheadMs : undefined;
}
