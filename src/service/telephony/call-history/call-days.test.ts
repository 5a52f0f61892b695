import { describe, expect, it } from "vitest";
import { instantsOf } from "./call-days.ts";

describe("the days of a list of calls", () => {
  it("begin at midnight where the call centre is and include the last day whole", () => {
    const read = instantsOf({ from: "2026-11-25", to: "2026-11-25" }, "Asia/Jakarta");
    expect(read).toEqual({
      ok: true,
      value: { fromMs: Date.parse("2026-11-24T17:00:00Z"), untilMs: Date.parse("2026-11-25T17:00:00Z") },
    });
    const east = instantsOf({ from: "2026-11-25" }, "Asia/Jayapura");
    expect(east).toEqual({ ok: true, value: { fromMs: Date.parse("2026-11-24T15:00:00Z"), untilMs: null } });
  });

  it("are refused when the last comes before the first", () => {
    expect(instantsOf({ from: "2026-11-26", to: "2026-11-25" }, "Asia/Jakarta")).toMatchObject({
      refusal: "days-turned-round",
    });
  });
});
