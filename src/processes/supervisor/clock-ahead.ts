import { assert } from "../../kernel/index.ts";
import type { ChildMessage, ClockMessage } from "../process-messages.ts";
import { CLOCK_BEHIND_MS_MAX } from "./follow-clock.ts";
import type { Supervised } from "./supervised.ts";

/** A process that was told of the time answers at once; one that is being started again, when it runs. */
const MOVED_MS_MAX = 30_000;

/** How far the clock of a demonstration is ahead of the real one (behind it where negative), and the processes that follow it. */
export interface ClockAhead {
  /** Moves it, and waits until every process follows. Rejects outside a demonstration. */
  move(aheadMs: number): Promise<void>;
  /** The offset that a process receives as it starts; undefined outside a demonstration. */
  greeting(): ClockMessage | undefined;
  /** Names a process that follows. */
  follows(name: string, follower: Pick<Supervised, "tell">): void;
  /** Hears what a process says. */
  hear(name: string, message: ChildMessage | undefined): void;
}

/** Where the clock of a system begins. */
export interface ClockAheadOptions {
  readonly isDemonstration: boolean;
  /** How long ago a demonstration begins, in milliseconds; 0 is the real time. */
  readonly behindMs?: number;
}

/**
 * Keeps the time of a demonstration. It lives in the supervisor and goes to the processes by the channel they were started
 * with: no address, setting or account reaches it, and a portal that is no demonstration does not listen.
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
