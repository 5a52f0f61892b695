import type { Clock } from "../../kernel/index.ts";
import { movableClock } from "../../platform/world/index.ts";
import type { ChildMessage } from "../process-messages.ts";

/** Room for a demonstration that goes on for a year; nobody shows more. */
const AHEAD_MS_MAX = 400 * 86_400_000;
/** How long ago a demonstration may begin. */
export const CLOCK_BEHIND_MS_MAX = 200 * 86_400_000;
/** The supervisor sends the offset with the start of a process; one that is started without a supervisor goes on by itself. */
const FIRST_OFFSET_MS_MAX = 5_000;

/**
 * The clock of a process of a demonstration: it follows its supervisor, which alone can write to this channel. Resolves
 * once the first offset has arrived, so that nothing is dated by the real time in a demonstration that begins in the past.
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
