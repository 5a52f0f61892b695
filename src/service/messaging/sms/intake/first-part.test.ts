import { describe, expect, it } from "vitest";
import { heldByFirst, type PartBehind } from "./first-part.ts";

const SEND = { verdict: "send" } as const;
const second: PartBehind = { messageId: "a", sequence: 2, isBegun: false, firstState: "waiting", firstDueMs: 9_000 };
const held = (
  own: Partial<PartBehind>,
  firsts: readonly string[] = [],
  verdict: Parameters<typeof heldByFirst>[0] = SEND,
) => heldByFirst(verdict, { ...second, ...own }, { firsts: new Set(firsts), nowMs: 5_000 });

describe("a part behind the first of its message", () => {
  it("goes with it, after it, or waits until it is due", () => {
    expect(held({})).toEqual({ verdict: "wait", untilMs: 9_000 });
    expect(held({ firstDueMs: 0 })).toEqual({ verdict: "wait", untilMs: 5_250 });
    expect(held({}, ["b"])).toEqual({ verdict: "wait", untilMs: 9_000 });
    for (const free of [held({}, ["a"]), held({ isBegun: true }), held({ sequence: 1, firstState: null })])
      expect(free).toEqual(SEND);
  });

  it("is over with one that never went, and keeps what is refused anyhow", () => {
    expect(held({ firstState: "expired" })).toEqual({ verdict: "refuse", why: "prefix-too-fast" });
    const refused = { verdict: "refuse", why: "recipient-opted-out" } as const;
    expect(held({}, [], refused)).toEqual(refused);
  });
});
