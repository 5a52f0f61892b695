import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBefore, find, first, put, type Sorted, sizeOf, valuesOf, without } from "./sorted.ts";

const byNumber = (left: number, right: number) => left - right;
const heightOf = (map: Sorted<number, string>): number =>
  map === null ? 0 : 1 + Math.max(heightOf(map.left), heightOf(map.right));

describe("a sorted map", () => {
  it("is at every moment what a plain list of the same keys is, and leaves every earlier one as it was", () => {
    const acts = fc.array(fc.record({ key: fc.integer({ min: 0, max: 40 }), isPut: fc.boolean() }), { maxLength: 200 });
    fc.assert(
      fc.property(acts, (all) => {
        let map: Sorted<number, string> = null;
        const plain = new Map<number, string>();
        for (const [index, { key, isPut }] of all.entries()) {
          const before = map;
          const kept = valuesOf(before);
          map = isPut ? put(map, key, `${key}.${index}`, byNumber) : without(map, key, byNumber);
          if (isPut) plain.set(key, `${key}.${index}`);
          else plain.delete(key);
          expect(valuesOf(before)).toEqual(kept);
          const keys = [...plain.keys()].sort(byNumber);
          expect(valuesOf(map)).toEqual(keys.map((one) => plain.get(one)));
          expect(sizeOf(map)).toBe(keys.length);
          expect(first(map)?.key).toBe(keys[0]);
          expect(find(map, key, byNumber)).toBe(plain.get(key));
          expect(countBefore(map, key, byNumber)).toBe(keys.filter((one) => one < key).length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(["rising", "falling", "from both ends"])("stays low when keys come %s and half of them go again", (how) => {
    const keys = Array.from({ length: 10_000 }, (_, index) => {
      if (how === "rising") return index;
      return how === "falling" ? -index : index % 2 === 0 ? index : -index;
    });
    let map: Sorted<number, string> = null;
    for (const key of keys) map = put(map, key, "", byNumber);
    for (const key of keys.slice(0, 5_000)) map = without(map, key, byNumber);
    expect(sizeOf(map)).toBe(5_000);
    expect(heightOf(map)).toBeLessThan(26);
  });

  it("answers the very same map when there was nothing to take out", () => {
    const map = put<number, string>(null, 1, "one", byNumber);
    expect(without(map, 2, byNumber)).toBe(map);
  });
});
