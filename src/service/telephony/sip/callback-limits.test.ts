import { describe, expect, it } from "vitest";
import { openCallbackLimits } from "./callback-limits.effects.ts";

const HOUR_MS = 3_600_000;
const take = (limits: ReturnType<typeof openCallbackLimits>, number: string, atMs: number) =>
  limits.take({ tenantId: "satu", number }, atMs);

describe("callbacks that are booked", () => {
  it("are three in a row to one number, then one in eight hours; other numbers do not count", () => {
    const limits = openCallbackLimits();
    const booked = (atMs: number) => take(limits, "081234567890", atMs);
    expect([0, 1, 2, 3].map(booked)).toEqual([true, true, true, false]);
    expect(take(limits, "081234567891", 4)).toBe(true);
    expect(booked(7 * HOUR_MS)).toBe(false);
    expect(booked(9 * HOUR_MS)).toBe(true);
    expect(booked(9 * HOUR_MS + 1)).toBe(false);
  });

  it("are a hundred in a row at one call centre; its neighbour has its own", () => {
    const limits = openCallbackLimits();
    const numbers = Array.from({ length: 101 }, (_, nth) => `0812345678${String(nth).padStart(3, "0")}`);
    expect(numbers.map((number) => take(limits, number, 0)).filter(Boolean)).toHaveLength(100);
    expect(limits.take({ tenantId: "dua", number: "081234567890" }, 0)).toBe(true);
  });
});
