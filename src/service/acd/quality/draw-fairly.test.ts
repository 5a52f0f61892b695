import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawFairly } from "./draw-fairly.ts";

const contacts = (agent: string, count: number) =>
  Array.from({ length: count }, (_, nth) => ({ contactId: `0193b0c4-7a10-7c3e-9d2f-${agent}${nth}`, agentId: agent }));

describe("a draw of contacts to be judged", () => {
  it("takes the same number of every agent, and all of one who has fewer", () => {
    const drawn = drawFairly([...contacts("a", 40), ...contacts("b", 2), ...contacts("c", 900)], {
      seed: "1",
      perAgent: 3,
    });
    expect(drawn.map(({ agentId, place }) => `${agentId}${place}`)).toEqual([
      "a1",
      "a2",
      "a3",
      "b1",
      "b2",
      "c1",
      "c2",
      "c3",
    ]);
  });

  it("draws the same by the same seed in whatever order contacts are told, and others by another", () => {
    const all = [...contacts("a", 50), ...contacts("b", 50)];
    const drawn = drawFairly(all, { seed: "pekan 47", perAgent: 5 });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(drawFairly(shuffled, { seed: "pekan 47", perAgent: 5 })).toEqual(drawn);
      }),
      { numRuns: 20 },
    );
    expect(drawFairly(all, { seed: "pekan 48", perAgent: 5 })).not.toEqual(drawn);
  });

  it("prefers no contact: over many seeds each is drawn about as often as the others", () => {
    const all = contacts("a", 10);
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1)
      for (const { contactId } of drawFairly(all, { seed: `${seed}`, perAgent: 2 }))
        counts.set(contactId, (counts.get(contactId) ?? 0) + 1);
    // 400 each; five times the standard deviation is 90.
    expect([...counts.values()].every((count) => count > 310 && count < 490)).toBe(true);
    expect(counts.size).toBe(10);
  });
});
