import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelsInUse, giveChannel, NO_CHANNELS, takeChannel } from "./channels.ts";

const line = (id: string, centreChannelsMax: number | null = null) => ({
  id,
  tenantId: "centre",
  channelsMax: 30,
  centreChannelsMax,
});

describe("the channels of a line", () => {
  it("let thirty calls in and refuse the thirty-first; one that ends makes room for one", () => {
    let channels = NO_CHANNELS;
    for (let call = 0; call < 30; call += 1) {
      const taken = takeChannel(channels, { line: line("e1"), legId: `leg ${call}`, isEmergency: false });
      expect(taken.ok).toBe(true);
      if (taken.ok) channels = taken.value;
    }
    const wish = { line: line("e1"), legId: "leg 30", isEmergency: false };
    expect(takeChannel(channels, wish)).toEqual({ ok: false, refusal: "channels-full" });
    expect(takeChannel(channels, { ...wish, isEmergency: true }).ok).toBe(true);
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
            const taken = takeChannel(channels, { line: line("e1"), legId, isEmergency: false });
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

  it("of a call centre are counted over all its lines, and no other call centre's; calls for help pass", () => {
    let channels = NO_CHANNELS;
    const take = (id: string, legId: string, isEmergency = false) => {
      const taken = takeChannel(channels, { line: line(id, 2), legId, isEmergency });
      if (taken.ok) channels = taken.value;
      return taken.ok;
    };
    expect([take("one", "a"), take("other", "b"), take("one", "c"), take("other", "d")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const neighbour = { ...line("third", 2), tenantId: "neighbour" };
    expect(takeChannel(channels, { line: neighbour, legId: "e", isEmergency: false }).ok).toBe(true);
    expect(take("one", "f", true)).toBe(true);
    channels = giveChannel(giveChannel(channels, "a"), "b");
    expect([take("one", "g"), take("one", "h")]).toEqual([true, false]);
  });
});
