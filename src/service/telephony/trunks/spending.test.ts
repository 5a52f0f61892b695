import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CentreSpending, chargeOf, legOver, NO_SPENDING, settleCall, spentBy, takeSpending } from "./spending.ts";

const MONTH = "2026-11";
const centre = (maxRupiah: number | null, spentRupiah: CentreSpending["spentRupiah"] = {}): CentreSpending => ({
  timeZone: "Asia/Jakarta",
  maxRupiah,
  prices: { national: 600 },
  spentRupiah,
});
const wish = (legId: string, own: Partial<Parameters<typeof takeSpending>[1]> = {}) => ({
  legId,
  tenantId: "centre",
  minuteRupiah: 600,
  centre: centre(1_800),
  month: MONTH,
  nowMs: 0,
  ...own,
});

/** The legs that fit within the limit, begun one after the other in one turn. */
function begun(count: number, own: Partial<Parameters<typeof takeSpending>[1]> = {}) {
  let spending = NO_SPENDING;
  let taken = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const result = takeSpending(spending, wish(`leg ${nth}`, own));
    if (!result.ok) continue;
    spending = result.value;
    taken += 1;
  }
  return { spending, taken };
}

describe("what a call centre may spend", () => {
  it("lets as many of fifty calls out at once as it can pay a minute of, and no other", () => {
    expect(begun(50).taken).toBe(3);
    expect(begun(50, { centre: centre(1_800, { [MONTH]: 700 }) }).taken).toBe(1);
    expect(begun(50, { centre: centre(null) }).taken).toBe(50);
    expect(begun(50, { minuteRupiah: 0, centre: centre(1) }).taken).toBe(50);
  });

  it("counts a call that goes on by what it costs by now, and ends none", () => {
    const { spending } = begun(1);
    expect(takeSpending(spending, wish("second", { nowMs: 120_001 }))).toEqual({
      ok: false,
      refusal: "spending-limit",
    });
    expect(takeSpending(spending, wish("second", { nowMs: 120_000 })).ok).toBe(true);
    expect(takeSpending(spending, wish("other", { tenantId: "neighbour", nowMs: 120_001 })).ok).toBe(true);
  });

  it("holds what a leg has cost until its call is settled, and takes the record's word for it then", () => {
    const over = legOver(begun(1).spending, "leg 0", 90_000);
    const facts = { tenantId: "centre", centre: centre(1_800), month: MONTH, nowMs: 900_000 };
    expect(spentBy(over, facts)).toBe(900);
    const ended = { legIds: ["leg 0"], tenantId: "centre", month: MONTH, chargeRupiah: 750, centre: centre(1_800) };
    expect(spentBy(settleCall(over, ended), facts)).toBe(750);
    const told = { ...facts, centre: centre(1_800, { [MONTH]: 750 }) };
    expect(spentBy(settleCall(over, ended), told)).toBe(750);
    expect(spentBy(settleCall(over, ended), { ...told, month: "2026-12" })).toBe(0);
  });

  it("is exceeded by talks that go on only, whatever begins, ends and is settled", () => {
    const act = fc.record({ leg: fc.nat(9), does: fc.constantFrom("begin", "leave"), afterMs: fc.nat(90_000) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), fc.integer({ min: 600, max: 6_000 }), (acts, max) => {
        let spending = NO_SPENDING;
        let nowMs = 0;
        let billed = 0;
        const since = new Map<string, number>();
        const running = () =>
          [...since.values()].reduce((sum, ms) => sum + Math.max(600, chargeOf(600, nowMs - ms)), 0);
        for (const { leg, does, afterMs } of acts) {
          nowMs += afterMs;
          const legId = `leg ${leg}`;
          const began = since.get(legId);
          if (does === "begin" && began === undefined) {
            const taken = takeSpending(spending, wish(legId, { centre: centre(max), nowMs }));
            expect(taken.ok).toBe(billed + running() + 600 <= max);
            if (!taken.ok) continue;
            spending = taken.value;
            since.set(legId, nowMs);
          } else if (does === "leave" && began !== undefined) {
            const chargeRupiah = chargeOf(600, nowMs - began);
            const over = legOver(spending, legId, nowMs);
            const ended = { legIds: [legId], tenantId: "centre", month: MONTH, chargeRupiah, centre: centre(max) };
            spending = settleCall(over, ended);
            since.delete(legId);
            billed += chargeRupiah;
          }
        }
      }),
    );
  });
});
