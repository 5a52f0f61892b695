import { describe, expect, it } from "vitest";
import { sandboxRefusal } from "./magic-number.ts";

const FIELDS = "+15005550006";
const call = (to: string, from = FIELDS, isOwn = false) => sandboxRefusal({ kind: "call", to, from, isOwn });
const message = (to: string, from = FIELDS, isOwn = false) => sandboxRefusal({ kind: "message", to, from, isOwn });

describe("magic numbers", () => {
  it("of the field are answered as the field answers them", () => {
    expect([1, 2, 3, 4, 6].map((ending) => call(`+1500555000${ending}`))).toEqual([21217, 21214, 21215, 21216, null]);
    expect([1, 2, 3, 4, 9, 6].map((ending) => message(`+1500555000${ending}`))).toEqual([
      ...[21211, 21612, 21408, 21610, 21614, null],
    ]);
    expect([1, 7, 8].map((ending) => message("+6281234567890", `+1500555000${ending}`))).toEqual([21212, 21606, 21611]);
    expect(call("+6281234567890", "+15005550001")).toBe(21212);
  });

  it("with the country's prefix are answered as real requests are here", () => {
    expect([1, 4, 5, 6].map((ending) => call(`+62810555000${ending}`))).toEqual([21211, 21216, 20429, null]);
    expect([1, 2, 3, 4, 5].map((ending) => message(`0810-5550-00${ending}`))).toEqual([
      ...[21211, 21612, 21408, 21610, 20429],
    ]);
    expect(message("+6281234567890", "+628105550008")).toBe(20503);
  });

  it("come before all others: another number is reached, and another sender is not the account's", () => {
    expect([call("+6281234567890"), message("081234567890")]).toEqual([null, null]);
    expect([call("+6281234567890", "1500999"), message("081234567890", "LAIN")]).toEqual([21210, 21606]);
    expect([call("+6281234567890", "1500123", true), message("+15005550004", "1500123", true)]).toEqual([null, 21610]);
  });
});
