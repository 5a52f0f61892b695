import { assert } from "../../kernel/index.ts";
import type { ChildMessage, ClockMessage } from "../process-messages.ts";
import { CLOCK_BEHIND_MS_MAX } from "./follow-clock.ts";
import type { Supervised } from "./supervised.ts";

/** Time-out of the confirmation: a running process confirms at once, a restarting one when it runs. */
const MOVED_MS_MAX = 30_000;

/** Offset of a demonstration's clock from the real time (negative while behind), and the processes that follow it. */
export interface ClockAhead {
  /** Sets the offset, and waits until every process follows. Rejects outside a demonstration. */
  move(aheadMs: number): Promise<void>;
  /** The offset that a process receives as it starts; undefined outside a demonstration. */
  greeting(): ClockMessage | undefined;
  /** Registers a process that follows the clock. */
  follows(name: string, follower: Pick<Supervised, "tell">): void;
  /** Processes a message of a process. */
  hear(name: string, message: ChildMessage | undefined): void;
}

/** Initial state of a system's clock. */
export interface ClockAheadOptions {
  readonly isDemonstration: boolean;
  /** How long ago a demonstration starts, in milliseconds; 0 is the real time. */
  readonly behindMs?: number;
}

/**
 * Controls the clock of a demonstration. It lives in the supervisor and is sent over the channel with which the processes were started:
 * no address, setting or account reaches it, and a portal outside a demonstration ignores it.
 */
export function openClockAhead(options: ClockAheadOptions): ClockAhead {
  const { isDemonstration, behindMs = 0 } = options;
  assert(behindMs >= 0 && behindMs <= CLOCK_BEHIND_MS_MAX, "a demonstration begins at most half a year ago");
  assert(isDemonstration || behindMs === 0, "only a demonstration begins in the past");
  const beganMs = 0 - behindMs;
  let wantedMs = beganMs;
  const followers = new Map<string, Pick<Supervised, "tell">>();
  const reached = new Map<string, number>();
  let waiting: (() => void)[] = [];
  const isReached = () => [...followers.keys()].every((name) => (reached.get(name) ?? beganMs) >= wantedMs);
  const greeting = (): ClockMessage | undefined =>
    isDemonstration ? { kind: "clock-ahead", aheadMs: wantedMs } : undefined;
  return {
    greeting,
    follows: (name, follower) => void followers.set(name, follower),
    hear: (name, message) => {
      if (message?.kind !== "clock-moved") return;
      reached.set(name, message.aheadMs);
      if (!isReached()) return;
      for (const settle of waiting) settle();
      waiting = [];
    },
    move: async (aheadMs) => {
      if (!isDemonstration) throw new Error("the clock of an installation that is no demonstration is not moved");
      wantedMs = Math.max(wantedMs, aheadMs);
      const message = greeting();
      if (message === undefined || isReached()) return;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("a process does not follow the clock")), MOVED_MS_MAX);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
        for (const follower of followers.values()) follower.tell(message);
      });
    },
  };
}
