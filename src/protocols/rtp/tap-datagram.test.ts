import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTapFeed, buildTapReport, readTapFeed, readTapReport, tapTokenOf } from "./index.ts";

const token = Uint8Array.from({ length: 16 }, (_, at) => at * 17);
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const frame = fc.uint8Array({ minLength: 160, maxLength: 160 });

describe("datagrams of a tap", () => {
  it("mean what was written, and bear their token", () => {
    const report = fc.record({
      nth: word,
      run: word,
      taken: word,
      queued: fc.integer({ min: 0, max: 65_535 }),
      inbound: fc.option(frame),
      outbound: fc.option(frame),
    });
    fc.assert(
      fc.property(report, (one) => {
        const bytes = buildTapReport(token, one);
        expect(tapTokenOf(bytes)).toBe(Buffer.from(token).toString("hex"));
        expect(readTapReport(bytes)).toEqual(one);
        expect(readTapFeed(bytes)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(word, frame, (nth, codes) => {
        expect(readTapFeed(buildTapFeed(token, { feed: "frame", nth, codes }))).toEqual({ feed: "frame", nth, codes });
        expect(readTapFeed(buildTapFeed(token, { feed: "clear", nth }))).toEqual({ feed: "clear", nth });
        expect(readTapReport(buildTapFeed(token, { feed: "clear", nth }))).toBeNull();
      }),
    );
  });

  it("that are cut off or made up are none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const report = readTapReport(bytes);
        if (report !== null) expect(bytes.length).toBeGreaterThanOrEqual(32);
        const feed = readTapFeed(bytes);
        if (feed !== null) expect([32, 192]).toContain(bytes.length);
        expect(tapTokenOf(bytes)).toHaveLength(bytes.length < 32 ? 0 : 32);
      }),
    );
    const whole = buildTapReport(token, {
      nth: 1,
      run: 1,
      taken: 0,
      queued: 0,
      inbound: new Uint8Array(160),
      outbound: null,
    });
    expect(readTapReport(whole.subarray(0, 100))).toBeNull();
  });
});
