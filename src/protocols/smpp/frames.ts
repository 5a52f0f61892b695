import type { Step } from "../../kernel/index.ts";
import { HEADER_BYTES, PASSED_BYTES_MAX, PDU_BYTES_MAX } from "./limits.ts";
import { copied } from "./octets.ts";

/** State of a stream. */
export interface FrameState {
  /** Unread bytes. */
  readonly rest: Uint8Array;
  /** Bytes of an over-long PDU still to be skipped. */
  readonly passing: number;
  /** After an invalid length the start of the next PDU is unknown: nothing more is read. */
  readonly isBroken: boolean;
}

/** Output of a stream. After `broken` the connection is closed, with a generic_nack. */
export type Frame =
  | { readonly kind: "pdu"; readonly bytes: Uint8Array }
  /** Longer than the limit: skipped, and answered. */
  | { readonly kind: "too-long"; readonly commandId: number; readonly sequence: number }
  | { readonly kind: "broken"; readonly sequence: number };

const NOTHING = new Uint8Array(0);
const LENGTH_BYTES = 4;

/** Initial state of a stream. */
export const FRAMES_START: FrameState = { rest: NOTHING, passing: 0, isBroken: false };

/** Reads a chunk of a stream, whatever its boundaries, and returns the complete PDUs. Retains at most one PDU of bytes. */
export function readFrames(before: FrameState, chunk: Uint8Array): Step<FrameState, Frame> {
  if (before.isBroken) return { state: before, effects: [] };
  const effects: Frame[] = [];
  const passed = Math.min(before.passing, chunk.length);
  let passing = before.passing - passed;
  let rest = joined(before.rest, chunk.subarray(passed));
  while (rest.length >= LENGTH_BYTES && passing === 0) {
    const length = numberAt(rest, 0);
    if (length >= HEADER_BYTES && rest.length < HEADER_BYTES) break;
    if (length < HEADER_BYTES || length > PASSED_BYTES_MAX) {
      // SMPP 3.4 §4.3: if the sequence number is unreadable, the response has none.
      const sequence = length >= HEADER_BYTES ? numberAt(rest, 12) : 0;
      return {
        state: { rest: NOTHING, passing: 0, isBroken: true },
        effects: [...effects, { kind: "broken", sequence }],
      };
    }
    if (length <= PDU_BYTES_MAX && rest.length < length) break;
    if (length > PDU_BYTES_MAX) {
      effects.push({ kind: "too-long", commandId: numberAt(rest, 4), sequence: numberAt(rest, 12) });
      passing = Math.max(0, length - rest.length);
    } else {
      effects.push({ kind: "pdu", bytes: rest.subarray(0, length) });
    }
    rest = rest.subarray(Math.min(length, rest.length));
  }
  // The rest is copied, so that it does not retain the whole chunk.
  return { state: { rest: rest.length === 0 ? NOTHING : copied(rest), passing, isBroken: false }, effects };
}

function numberAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let nth = 0; nth < 4; nth += 1) value = value * 256 + (bytes[at + nth] ?? 0);
  return value;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
