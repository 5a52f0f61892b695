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
