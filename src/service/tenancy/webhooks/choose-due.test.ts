import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseDue, type DueDelivery, keyOf } from "./choose-due.ts";

const SHARES = { all: 8, ofTenant: 4, toEndpoint: () => 2 };
const of = (tenantId: string, endpoint: string, nth: number): DueDelivery => ({
  tenantId,
  endpointId: `${tenantId}-${endpoint}`,
  eventId: String(nth),
});

describe("what begins of what is due", () => {
  it("is no more than its share of an address, a call centre and everybody", () => {
    const flood = Array.from({ length: 20 }, (_, nth) => of("a", String(nth % 5), nth));
    expect(chooseDue(flood, [], SHARES)).toHaveLength(4);
    const one = Array.from({ length: 20 }, (_, nth) => of("a", "x", nth));
    expect(chooseDue(one, [], SHARES)).toHaveLength(2);
    expect(chooseDue([...one, of("b", "x", 1)], [], SHARES).map(({ tenantId }) => tenantId)).toEqual(["a", "a", "b"]);
    const many = Array.from({ length: 20 }, (_, nth) => of(String(nth), "x", nth));
    expect(chooseDue(many, [], SHARES)).toHaveLength(8);
  });

  it("counts what goes on, and begins nothing that does", () => {
    const going = [of("a", "x", 1), of("a", "x", 2)];
    expect(chooseDue([of("a", "x", 3), of("a", "y", 4), of("a", "y", 4)], going, SHARES)).toEqual([of("a", "y", 4)]);
  });

  it("never passes a share, whatever is due and goes on", () => {
    const drawn = fc.array(
      fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 40 })).map(([t, e, n]) => of(`t${t}`, `e${e}`, n)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(drawn, (due) => {
        const first = chooseDue(due, [], SHARES);
        const second = chooseDue(due, first, SHARES);
        expect(second).toEqual([]);
        const most = (by: (one: DueDelivery) => string) =>
          Math.max(0, ...[...Map.groupBy(first, by).values()].map(({ length }) => length));
        return (
          first.length <= 8 &&
          most(({ tenantId }) => tenantId) <= 4 &&
          most(({ endpointId }) => endpointId) <= 2 &&
          most(keyOf) <= 1
        );
      }),
    );
  });
});
