import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND_NAMES, pduOf } from "../../../testkit/smpp-samples.ts";
import { FRAMES_START, type Frame, readFrames } from "./frames.ts";
import { PASSED_BYTES_MAX, PDU_BYTES_MAX } from "./limits.ts";
import { writePdu } from "./pdu.ts";

function framesOf(chunks: readonly Uint8Array[]): { readonly frames: readonly Frame[]; readonly most: number } {
  let state = FRAMES_START;
  let most = 0;
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    const step = readFrames(state, chunk);
    state = step.state;
    most = Math.max(most, state.rest.length);
    // Frames are views into their chunk: stored ones must be copied.
    frames.push(
      ...step.effects.map((frame) => (frame.kind === "pdu" ? { ...frame, bytes: new Uint8Array(frame.bytes) } : frame)),
    );
  }
  return { frames, most };
}

function cut(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, nth = 0; at < bytes.length; nth += 1) {
    const size = Math.max(1, sizes[nth % sizes.length] ?? 1);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function header(length: number, sequence: number, id = 4): Buffer {
  const bytes = Buffer.alloc(16);
  [length, id, 0, sequence].forEach((value, nth) => {
    bytes.writeUInt32BE(value, nth * 4);
  });
  return bytes;
}

describe("a stream of PDUs", () => {
  it("gives the same PDUs however it is cut", () => {
    const pdus = fc.array(fc.oneof(...COMMAND_NAMES.map(pduOf)), { minLength: 1, maxLength: 8 });
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(pdus, sizes, (some, cuts) => {
        const written = some.map(writePdu);
        const { frames, most } = framesOf(cut(Buffer.concat(written), cuts));
        expect(frames).toEqual(written.map((bytes) => ({ kind: "pdu", bytes })));
        expect(most).toBeLessThan(PDU_BYTES_MAX);
      }),
      { numRuns: 300 },
    );
  });

  it.each([1, 7, 15, 16, 17, 4_096])(
    "passes over a PDU that is too long, in pieces of %i bytes, and goes on",
    (size) => {
      const long = Buffer.concat([header(PDU_BYTES_MAX + 1, 5), Buffer.alloc(PDU_BYTES_MAX + 1 - 16, 0xff)]);
      const next = header(16, 6, 0x15);
      const { frames, most } = framesOf(cut(Buffer.concat([long, next]), [size]));
      expect(frames).toEqual([
        { kind: "too-long", commandId: 4, sequence: 5 },
        { kind: "pdu", bytes: new Uint8Array(next) },
      ]);
      expect(most).toBeLessThanOrEqual(16);
    },
  );

  it.each([
    [0, 0],
    [15, 0],
    [PASSED_BYTES_MAX + 1, 77],
    [0xffff_ffff, 77],
  ])("ends at a length of %i, which is none", (length, sequence) => {
    const { frames } = framesOf([Buffer.concat([header(16, 1, 0x15), header(length, 77), header(16, 2)])]);
    expect(frames.map(({ kind }) => kind)).toEqual(["pdu", "broken"]);
    expect(frames[1]).toEqual({ kind: "broken", sequence });
  });
});
