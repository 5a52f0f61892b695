import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesOf, readRange } from "./audio-range.ts";

describe("a part of a recording that is asked for", () => {
  it.each([
    ["bytes=0-0", { kind: "part", from: 0, to: 1 }],
    ["bytes=10-", { kind: "part", from: 10, to: 100 }],
    ["bytes=90-400", { kind: "part", from: 90, to: 100 }],
    ["bytes=-5", { kind: "part", from: 95, to: 100 }],
    ["bytes=-500", { kind: "part", from: 0, to: 100 }],
    ["bytes=99-", { kind: "part", from: 99, to: 100 }],
    ["bytes=100-", { kind: "not-there" }],
    ["bytes=-0", { kind: "not-there" }],
    ["bytes=5-2", { kind: "whole" }],
    ["bytes=0-1,5-6", { kind: "whole" }],
    ["items=0-1", { kind: "whole" }],
    ["bytes=-", { kind: "whole" }],
    ["bytes=a-b", { kind: "whole" }],
    [undefined, { kind: "whole" }],
  ] as const)("%s of 100 bytes", (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });
});

describe("files that are played as one", () => {
  it("give any part of the whole, byte for byte, in small pieces", () => {
    const files = fc.array(fc.uint8Array({ minLength: 4, maxLength: 60 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(files, fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 16 }), (all, one, other, step) => {
        const skip = 4;
        const whole = all.flatMap((bytes) => [...bytes.subarray(skip)]);
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const lengths = all.map(({ length }) => length);
        const pieces = piecesOf(lengths, { from, to, skip, step });
        const read = pieces.flatMap((piece) => [...(all[piece.file]?.subarray(piece.from, piece.to) ?? [])]);
        expect(read).toEqual(whole.slice(from, to));
        expect(pieces.every((piece) => piece.to - piece.from <= step)).toBe(true);
      }),
    );
  });
});
