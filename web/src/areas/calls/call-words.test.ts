import { describe, expect, it } from "vitest";
import { callTime, lengthText, phoneLabelOf } from "./call-words.ts";

describe("the length of a call", () => {
  it.each([
    [0, "0:00"],
    [999, "0:00"],
    [59_999, "0:59"],
    [60_000, "1:00"],
    [3_599_999, "59:59"],
    [3_600_000, "1:00:00"],
    [3_729_000, "1:02:09"],
    [-5, "0:00"],
  ])("of %d ms is %s", (ms, text) => {
    expect(lengthText(ms)).toBe(text);
  });
});

describe("the phone of a call", () => {
  it.each([
    ["inbound", null, "phone"],
    ["outbound", "2026-11-26T01:00:00Z", "phoneOut"],
    ["internal", "2026-11-26T01:00:00Z", "phone"],
    ["internal", null, "phoneOut"],
    ["test", null, "phone"],
    ["desk", "2026-11-26T01:00:00Z", "phoneOut"],
  ] as const)("of a call that is %s, answered at %s, is its %s", (direction, answeredAt, label) => {
    expect(phoneLabelOf({ direction, answeredAt })).toBe(label);
  });
});

describe("the time of a call", () => {
  it("is told where the call centre is", () => {
    expect(callTime("2026-11-25T07:05:09Z", "Asia/Jakarta", "id")).toBe("25 Nov 2026, 14.05.09 WIB");
    expect(callTime("2026-11-25T07:05:09Z", "Asia/Jayapura", "en")).toBe("25 Nov 2026, 16:05:09 WIT");
  });
});
