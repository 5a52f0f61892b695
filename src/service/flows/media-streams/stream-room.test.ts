import { describe, expect, it } from "vitest";
import { hasStreamRoom, type PlacedStream } from "./stream-room.ts";

const streams = (tenantId: string, count: number): readonly PlacedStream[] =>
  Array.from({ length: count }, (_, nth) => ({ tenantId, callId: `${tenantId}-${nth}`, name: "" }));
const wish = (tenantId: string, own: Partial<PlacedStream> = {}) => ({ tenantId, callId: "baru", name: "", ...own });

describe("room for one more stream", () => {
  it("is a call's and a call centre's, and a name is given once in a call", () => {
    const call = (count: number) => Array.from({ length: count }, () => wish("a", { name: "" }));
    expect(hasStreamRoom(call(4), wish("a"))).toBe(true);
    expect(hasStreamRoom(call(5), wish("a"))).toBe(false);
    expect(hasStreamRoom(streams("a", 99), wish("a"))).toBe(true);
    expect(hasStreamRoom(streams("a", 100), wish("a"))).toBe(false);
    const named = wish("a", { name: "telinga" });
    expect(hasStreamRoom([named], named)).toBe(false);
    expect(hasStreamRoom([named], { ...named, callId: "lain" })).toBe(true);
  });

  it("stays for call centres with few, however many those with many want", () => {
    let going: readonly PlacedStream[] = [];
    for (let nth = 0; nth < 1_000; nth += 1) {
      const one = { tenantId: `besar-${nth % 4}`, callId: `c${nth}`, name: "" };
      if (hasStreamRoom(going, one)) going = [...going, one];
    }
    expect(going).toHaveLength(300);
    expect(hasStreamRoom(going, wish("kecil"))).toBe(true);
    const full = [...going, ...Array.from({ length: 100 }, (_, nth) => streams(`kecil-${nth}`, 1)).flat()];
    expect(hasStreamRoom(full, wish("kecil"))).toBe(false);
  });
});
