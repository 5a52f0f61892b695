import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstMp3Frame } from "./mp3-frames.ts";

/** Frames of MPEG 1, layer III, 128 kilobits at 44,100 Hz: 417 bytes each. */
const frames = (count: number) => {
  const one = Uint8Array.from({ length: 417 }, (_, at) => [0xff, 0xfb, 0x90, 0x00][at] ?? 0);
  return Uint8Array.from(Array.from({ length: count }, () => [...one]).flat());
};
const tag = (size: readonly number[], length: number, flags = 0) =>
  Uint8Array.from([0x49, 0x44, 0x33, 4, 0, flags, ...size, ...new Uint8Array(length)]);
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("an MP3", () => {
  it("is told by two frames behind each other, behind its tags and a little rubbish", () => {
    expect(firstMp3Frame(frames(2))).toBe(0);
    expect(firstMp3Frame(frames(1))).toBe(0);
    expect(firstMp3Frame(joined(tag([0, 0, 2, 0], 256), frames(2)))).toBe(266);
    expect(firstMp3Frame(joined(tag([0, 0, 0, 5], 15, 0x10), tag([0, 0, 0, 3], 3), frames(3)))).toBe(38);
    expect(firstMp3Frame(joined(new Uint8Array(1_000), frames(2)))).toBe(1_000);
  });

  it("is none where a tag says that it is longer than the file, where nothing follows, or where it is of another layer", () => {
    expect(firstMp3Frame(joined(tag([127, 127, 127, 127], 10), frames(3)))).toBeNull();
    expect(firstMp3Frame(joined(frames(1), new Uint8Array(50)))).toBeNull();
    expect(firstMp3Frame(joined(new Uint8Array(20_000), frames(3)))).toBeNull();
    expect(firstMp3Frame(frames(2).map((byte, at) => (at % 417 === 1 ? 0xfd : byte)))).toBeNull();
    expect(firstMp3Frame(new Uint8Array(0))).toBeNull();
    expect(firstMp3Frame(new TextEncoder().encode("<html>ID3 nothing</html>"))).toBeNull();
  });

  it("is looked for in any bytes without a fault, and lies within them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const at = firstMp3Frame(bytes);
        expect(at === null || at < bytes.length).toBe(true);
        const tagged = firstMp3Frame(joined(Uint8Array.from([0x49, 0x44, 0x33]), bytes));
        expect(tagged === null || tagged < bytes.length + 3).toBe(true);
      }),
    );
  });
});
