import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasWebCallerCapacity,
  judgeWebCaller,
  VISIT_BEGINS_MS,
  WEB_CALLER_METHODS,
  type WebCallerRequest,
} from "./web-caller-rules.ts";

const first: WebCallerRequest = {
  method: "INVITE",
  isInside: false,
  isOwn: false,
  user: "1500881",
  code: "1500881",
  hasCalled: false,
  sinceMs: 900,
};
const METHODS = [
  ...WEB_CALLER_METHODS,
  "REGISTER",
  "REFER",
  "SUBSCRIBE",
  "MESSAGE",
  "NOTIFY",
  "OPTIONS",
  "PUBLISH",
  "PRACK",
];
const asks = fc.record({
  method: fc.constantFrom(...METHODS),
  isInside: fc.boolean(),
  isOwn: fc.boolean(),
  user: fc.constantFrom("1500881", "1500882", "101", "110", "08123456789", "*71", null),
  code: fc.constant("1500881"),
  hasCalled: fc.boolean(),
  sinceMs: fc.nat({ max: 2 * VISIT_BEGINS_MS }),
});

describe("what a visitor's connection may say", () => {
  it("is one INVITE to its one number, soon after it was opened", () => {
    expect(judgeWebCaller(first)).toBe("begin");
    expect(judgeWebCaller({ ...first, user: "1500882" })).toBe(403);
    expect(judgeWebCaller({ ...first, user: "1500881;phone-context=x" })).toBe(403);
    expect(judgeWebCaller({ ...first, user: null })).toBe(403);
    expect(judgeWebCaller({ ...first, hasCalled: true })).toBe(403);
    expect(judgeWebCaller({ ...first, sinceMs: VISIT_BEGINS_MS + 1 })).toBe(403);
    expect(judgeWebCaller({ ...first, isInside: true })).toBe(481);
  });

  it("and what belongs to that call; nothing else, whatever is tried", () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const verdict = judgeWebCaller(ask);
        const isSpoken = WEB_CALLER_METHODS.some((one) => one === ask.method);
        if (!isSpoken) expect(verdict).toBe(405);
        else if (ask.isOwn) expect(verdict).toBe("pass");
        else if (verdict === "begin")
          expect(ask).toMatchObject({ method: "INVITE", isInside: false, hasCalled: false, user: ask.code });
        else expect([403, 481, "drop"]).toContain(verdict);
        expect(verdict === "drop").toBe(isSpoken && !ask.isOwn && ask.method === "ACK");
      }),
    );
  });
});

describe("room for calls of visitors", () => {
  const wish = { widgetId: "toko", mark: "rumah", callsMax: 2, allMax: 3 };
  const legs = (...widgets: readonly string[]) =>
    new Map(widgets.map((widgetId, nth) => [`leg-${nth}`, { widgetId, mark: `rumah-${nth}` }]));

  it("is a widget's own, and the installation's over all of them", () => {
    expect(hasWebCallerCapacity(legs(), wish)).toBe(true);
    expect(hasWebCallerCapacity(legs("toko"), wish)).toBe(true);
    expect(hasWebCallerCapacity(legs("toko", "toko"), wish)).toBe(false);
    expect(hasWebCallerCapacity(legs("lain", "lain"), wish)).toBe(true);
    expect(hasWebCallerCapacity(legs("lain", "lain", "toko"), wish)).toBe(false);
    expect(hasWebCallerCapacity(legs(), { ...wish, allMax: 0 })).toBe(false);
  });

  it("is at most half of a widget's for one address, and never none", () => {
    const ofHouse = (count: number) =>
      new Map(Array.from({ length: count }, (_, nth) => [`leg-${nth}`, { widgetId: "toko", mark: "rumah" }]));
    const most = (callsMax: number) => {
      let calls = 0;
      while (hasWebCallerCapacity(ofHouse(calls), { ...wish, callsMax, allMax: 50 })) calls += 1;
      return calls;
    };
    expect([1, 2, 3, 5, 50].map(most)).toEqual([1, 1, 1, 2, 25]);
    const five = { ...wish, callsMax: 5, allMax: 50 };
    expect(hasWebCallerCapacity(ofHouse(2), five)).toBe(false);
    expect(hasWebCallerCapacity(ofHouse(2), { ...five, mark: "kantor" })).toBe(true);
    expect(hasWebCallerCapacity(ofHouse(2), { ...five, widgetId: "lain" })).toBe(true);
  });
});
