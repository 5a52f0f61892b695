import type { Clock } from "../../kernel/index.ts";
import { movableClock } from "../../platform/world/index.ts";
import type { ChildMessage } from "../process-messages.ts";

/** Limit of the offset, for a demonstration that runs for a year. */
const AHEAD_MS_MAX = 400 * 86_400_000;
/** Maximum age of a demonstration's start. */
export const CLOCK_BEHIND_MS_MAX = 200 * 86_400_000;
/** Time-out of the first offset, which the supervisor sends at the start; a process without a supervisor runs on real time. */
const FIRST_OFFSET_MS_MAX = 5_000;

/**
 * The clock of a process of a demonstration: it follows its supervisor, which alone can write to this channel. Resolves
 * once the first offset has arrived, so that nothing gets a real-time date in a demonstration that starts in the past.
 */
export async function clockOfSupervisor(clock: Clock): Promise<Clock> {
  const movable = movableClock(clock);
  const first = Promise.withResolvers<void>();
  process.on("message", (message: unknown) => {
    const aheadMs = aheadIn(message);
    if (aheadMs === undefined) return;
    movable.moveTo(aheadMs);
    process.send?.({ kind: "clock-moved", aheadMs } satisfies ChildMessage);
    first.resolve();
  });
  if (process.send === undefined) return movable;
  const timer = setTimeout(first.resolve, FIRST_OFFSET_MS_MAX);
  await first.promise;
  clearTimeout(timer);
  return movable;
}

function aheadIn(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { kind, aheadMs } = message as { readonly kind?: unknown; readonly aheadMs?: unknown };
  const isTime = typeof aheadMs === "number" && aheadMs >= -CLOCK_BEHIND_MS_MAX && aheadMs <= AHEAD_MS_MAX;
  return kind === "clock-ahead" && isTime ? aheadMs : undefined;
}
