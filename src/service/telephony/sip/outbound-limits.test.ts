import { describe, expect, it } from "vitest";
import { openOutboundLimits } from "./outbound-limits.effects.ts";

const wish = (legId: string, phoneId = "phone") => ({ legId, phoneId, trunkId: "line" });

describe("what a phone may call outside", () => {
  it("is four calls at once; one that ends makes room, and another phone has its own", () => {
    const limits = openOutboundLimits();
    for (const legId of ["a", "b", "c", "d"]) expect(limits.take(wish(legId), 0)).toBe(true);
    expect(limits.take(wish("e"), 0)).toBe(false);
    expect(limits.take(wish("f", "other"), 0)).toBe(true);
    limits.legGone("a");
    limits.legGone("a");
    expect(limits.take(wish("g"), 0)).toBe(true);
    expect(limits.take(wish("h"), 0)).toBe(false);
  });

  it("counts a call that he has left to others, as long as it goes on", () => {
    const limits = openOutboundLimits();
    for (const legId of ["a", "b", "c", "d"]) limits.take(wish(legId), 0);
    limits.standIn("stays", "a");
    limits.legGone("a");
    expect(limits.take(wish("e"), 0)).toBe(false);
    limits.legGone("stays");
    expect(limits.take(wish("e"), 0)).toBe(true);
    limits.standIn("stranger", "nobody");
  });

  it("is twenty calls in a row, and twenty a minute from then on", () => {
    const limits = openOutboundLimits();
    const call = (nowMs: number) => {
      const taken = limits.take(wish("leg"), nowMs);
      limits.legGone("leg");
      return taken;
    };
    for (let nth = 0; nth < 20; nth += 1) expect(call(0)).toBe(true);
    expect(call(0)).toBe(false);
    expect(call(2_900)).toBe(false);
    expect(call(3_100)).toBe(true);
    expect(call(3_100)).toBe(false);
  });

  it("is a hundred beginnings over one line, whatever phones they come from", () => {
    const limits = openOutboundLimits();
    const taken = Array.from({ length: 150 }, (_, nth) => limits.take(wish(`leg${nth}`, `phone${nth}`), 0));
    expect(taken.filter(Boolean)).toHaveLength(100);
  });
});

describe("what a call that is led may call outside", () => {
  const led = (legId: string, own: object = {}) => ({ legId, callId: "call", tenantId: "a", trunkId: "line", ...own });

  it("is eleven legs at once, and gives each back with its far end", () => {
    const limits = openOutboundLimits();
    const taken = Array.from({ length: 12 }, (_, nth) => limits.lead(led(`leg-${nth}`), 0));
    expect(taken).toEqual([...Array.from({ length: 11 }, () => true), false]);
    limits.legGone("leg-0");
    limits.legGone("leg-0");
    expect([limits.lead(led("more"), 0), limits.lead(led("most"), 0)]).toEqual([true, false]);
    expect(limits.lead(led("other", { callId: "other" }), 0)).toBe(true);
  });

  it("is twenty legs in a row, and twenty a minute from then on, however short each was", () => {
    const limits = openOutboundLimits();
    const dial = (nowMs: number) => {
      const taken = limits.lead(led("leg"), nowMs);
      limits.legGone("leg");
      return taken;
    };
    for (let nth = 0; nth < 20; nth += 1) expect(dial(0)).toBe(true);
    expect([dial(0), dial(2_900), dial(3_100), dial(3_100)]).toEqual([false, false, true, false]);
  });

  it("is a hundred legs in a row for one call centre, whatever many calls and lines it has", () => {
    const limits = openOutboundLimits();
    const dial = (nth: number, tenantId: string, nowMs = 0) =>
      limits.lead(led(`${tenantId}-${nth}`, { callId: `call-${nth}`, tenantId, trunkId: `line-${nth % 7}` }), nowMs);
    const taken = Array.from({ length: 120 }, (_, nth) => dial(nth, "a"));
    expect(taken.filter(Boolean)).toHaveLength(100);
    expect([dial(121, "a"), dial(122, "b"), dial(123, "a", 100)]).toEqual([false, true, true]);
  });

  it("shares the pace of the line with phones", () => {
    const limits = openOutboundLimits();
    for (let nth = 0; nth < 100; nth += 1)
      limits.lead(led(`leg-${nth}`, { callId: `call-${nth}`, tenantId: `centre-${nth}` }), 0);
    expect(limits.take(wish("a"), 0)).toBe(false);
    expect(limits.take({ ...wish("a"), trunkId: "another" }, 0)).toBe(true);
  });
});
