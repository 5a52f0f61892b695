import { EventEmitter } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enterBy, openRestRateLimit, type RestRateLimits } from "./rest-rate-limit.ts";

const LIMITS: RestRateLimits = { all: { perSecond: 10, most: 20 }, creating: { perSecond: 2, most: 4 }, atOnce: 3 };
const asked = (who: string, nowMs: number, isCreating = false) => ({ who, nowMs, isCreating });

describe("the door of programs", () => {
  it("lets in no more at once than a share, and another once one has left", () => {
    const door = openRestRateLimit(LIMITS);
    const first = door.letIn(asked("a", 0));
    door.letIn(asked("a", 0));
    door.letIn(asked("a", 0));
    expect(door.letIn(asked("a", 0))).toEqual({ isIn: false, waitMs: 1_000 });
    expect(door.letIn(asked("b", 0)).isIn).toBe(true);
    if (!first.isIn) throw new Error("was let in");
    first.leave();
    first.leave();
    expect(door.going("a")).toBe(2);
    expect(door.letIn(asked("a", 0)).isIn).toBe(true);
  });

  it("lets creations in by a pace of their own, and says when to come again", () => {
    const door = openRestRateLimit(LIMITS);
    const create = (nowMs: number) => {
      const let_ = door.letIn(asked("a", nowMs, true));
      if (let_.isIn) let_.leave();
      return let_.isIn ? 0 : let_.waitMs;
    };
    expect([create(0), create(0), create(0), create(0), create(0)]).toEqual([0, 0, 0, 0, 500]);
    expect([create(500), create(500)]).toEqual([0, 500]);
    expect(door.letIn(asked("a", 500)).isIn).toBe(true);
  });

  it("gives nobody his pace anew for the many names that ask beside him, and forgets those who have theirs whole", () => {
    const door = openRestRateLimit(LIMITS);
    const ask = (who: string, nowMs: number) => {
      const let_ = door.letIn(asked(who, nowMs));
      if (let_.isIn) let_.leave();
      return let_.isIn;
    };
    const crowd = (name: string, count: number, nowMs: number) => {
      for (let nth = 0; nth < count; nth += 1) ask(`${name}-${nth}`, nowMs);
    };
    for (let nth = 0; nth < 20; nth += 1) expect(ask("a", 0)).toBe(true);
    crowd("satu", 15_000, 0);
    expect(ask("a", 0)).toBe(false);
    crowd("dua", 1_000, 1_999);
    expect(door.remembered()).toBe(10_000);
    for (let nth = 0; nth < 19; nth += 1) ask("a", 1_999);
    expect(ask("a", 1_999)).toBe(false);
    crowd("tiga", 30_000, 1_999);
    expect(door.remembered()).toBeLessThanOrEqual(20_000);
  });

  it("never gives anybody more in a time than it may, whoever asks how often", () => {
    const wishes = fc.array(
      fc.record({ who: fc.constantFrom("a", "b", "c"), afterMs: fc.nat(200), isCreating: fc.boolean() }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(wishes, (all) => {
        const door = openRestRateLimit(LIMITS);
        let nowMs = 0;
        const got = new Map<string, number[]>();
        for (const { who, afterMs, isCreating } of all) {
          nowMs += afterMs;
          const let_ = door.letIn(asked(who, nowMs, isCreating));
          if (!let_.isIn) continue;
          let_.leave();
          got.set(who, [...(got.get(who) ?? []), nowMs]);
        }
        for (const times of got.values()) expect(times.length).toBeLessThanOrEqual(20 + (nowMs * 10) / 1_000);
      }),
    );
  });
});

/** A pending response; `isOver` for a client that has disconnected. */
const answerOf = (isOver = false) => Object.assign(new EventEmitter(), { closed: isOver, destroyed: isOver });

describe("an answer on its way", () => {
  it("keeps its place until it is over, and none where its program has gone already", () => {
    const door = openRestRateLimit(LIMITS);
    const answer = answerOf();
    const wish = { ...asked("a", 0), isSound: false };
    expect(enterBy({ door }, wish, answer)).toBe("in");
    expect(door.going("a")).toBe(1);
    expect(enterBy({ door }, wish, answerOf(true))).toBe("gone");
    expect(door.going("a")).toBe(1);
    answer.emit("close");
    expect(door.going("a")).toBe(0);
  });

  it("of a sound keeps one of sounds, of which few go at once", () => {
    const [door, sounds] = [openRestRateLimit(LIMITS), openRestRateLimit({ ...LIMITS, atOnce: 1 })];
    const wish = { ...asked("a", 0), isSound: true };
    const answer = answerOf();
    expect(enterBy({ door, sounds }, wish, answer)).toBe("in");
    expect([door.going("a"), sounds.going("a")]).toEqual([0, 1]);
    expect(enterBy({ door, sounds }, wish, answerOf())).toEqual({ waitMs: 1_000 });
    answer.emit("close");
    expect(enterBy({ door, sounds }, wish, answerOf())).toBe("in");
  });
});

/** Clients behind a rate limit in front of FIFO workers: returns the waiting time of each request of the quiet client. */
function waitsOfQuiet(
  floods: readonly { readonly who: string; readonly atMs: number }[],
  quietAtMs: readonly number[],
) {
  const [workers, serviceMs] = [4, 50];
  const door = openRestRateLimit({
    all: { perSecond: 100, most: 200 },
    creating: { perSecond: 100, most: 200 },
    atOnce: 4,
  });
  const free = Array.from({ length: workers }, () => 0);
  const leaving: { readonly atMs: number; leave(): void }[] = [];
  const quiet = quietAtMs.map((atMs) => ({ who: "quiet", atMs }));
  const waits: number[] = [];
  for (const { who, atMs } of [...floods, ...quiet].toSorted((one, other) => one.atMs - other.atMs)) {
    for (const gone of leaving.filter((one) => one.atMs <= atMs)) gone.leave();
    const let_ = door.letIn(asked(who, atMs));
    if (!let_.isIn) {
      if (who === "quiet") waits.push(Number.POSITIVE_INFINITY);
      continue;
    }
    const worker = free.indexOf(Math.min(...free));
    const beginsMs = Math.max(atMs, free[worker] ?? 0);
    free[worker] = beginsMs + serviceMs;
    leaving.push({ atMs: beginsMs + serviceMs, leave: let_.leave });
    if (who === "quiet") waits.push(beginsMs - atMs);
  }
  return { waits, serviceMs };
}

describe("a program that asks for little", () => {
  it("waits no longer beside a flood, however large, than beside one share of it", () => {
    const flood = fc.array(
      fc.nat(5_000).map((atMs) => ({ who: "flood", atMs })),
      { maxLength: 3_000, minLength: 1_000 },
    );
    fc.assert(
      fc.property(flood, fc.uniqueArray(fc.nat(24), { minLength: 5, maxLength: 20 }), (floods, moments) => {
        // The quiet client sends one request at a time.
        const { waits, serviceMs } = waitsOfQuiet(
          floods,
          moments.map((one) => one * 200),
        );
        // With four slots per client and four workers, the quiet client waits at most for one service time.
        expect(Math.max(...waits)).toBeLessThanOrEqual(serviceMs);
      }),
      { numRuns: 30 },
    );
  });
});
