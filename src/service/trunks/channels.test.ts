import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelsInUse, giveChannel, NO_CHANNELS, takeChannel } from "./channels.ts";

describe("the channels of a line", () => {
  it("let thirty calls in and refuse the thirty-first; one that ends makes room for one", () => {
    let channels = NO_CHANNELS;
    for (let call = 0; call < 30; call += 1) {
      const taken = takeChannel(channels, { trunkId: "e1", legId: `leg ${call}`, limit: 30 });
      expect(taken.ok).toBe(true);
      if (taken.ok) channels = taken.value;
    }
    const wish = { trunkId: "e1", legId: "leg 30", limit: 30 };
    expect(takeChannel(channels, wish)).toEqual({ ok: false, refusal: "channels-full" });
    expect(takeChannel(channels, { ...wish, limit: null }).ok).toBe(true);
    expect(takeChannel(giveChannel(channels, "leg 4"), wish).ok).toBe(true);
  });

  it("are never more in use than the limit, and never fewer than the legs that hold one", () => {
    const act = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        let channels = NO_CHANNELS;
        const held = new Set<string>();
        for (const [isTake, leg] of acts) {
          const legId = `leg ${leg}`;
          if (isTake && !held.has(legId)) {
            const taken = takeChannel(channels, { trunkId: "e1", legId, limit: 30 });
            expect(taken.ok).toBe(held.size < 30);
            if (taken.ok) {
              channels = taken.value;
              held.add(legId);
            }
          } else if (!isTake) {
            channels = giveChannel(channels, legId);
            held.delete(legId);
          }
          expect(channelsInUse(channels, "e1")).toBe(held.size);
        }
      }),
    );
  });
});
