import type { StatusName } from "./status.ts";

/** Reads the fields of one PDU in order, never beyond its end. After the first fault every field reads as empty. */
export interface OctetReader {
  /** The first fault; null while there is none. */
  fault(): StatusName | null;
  left(): number;
  fail(fault: StatusName): void;
  /** A number of one, two or four bytes; `RINVCMDLEN` when the PDU has ended. */
  number(bytes: 1 | 2 | 4): number;
  /** A text with a terminating zero byte, of at most `max` bytes including it; `fault` when the terminator is missing. */
  text(max: number, fault: StatusName): string;
  /** The given number of bytes; `fault` when there are fewer. */
  octets(count: number, fault: StatusName): Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** Opens a reader at an offset of a PDU. */
export function octetReader(bytes: Uint8Array, from: number): OctetReader {
  let at = from;
  let fault: StatusName | null = null;
  const fail = (why: StatusName) => {
    fault ??= why;
    at = bytes.length;
  };
  return {
    fault: () => fault,
    left: () => bytes.length - at,
    fail,
    number(count) {
      if (at + count > bytes.length) {
        fail("RINVCMDLEN");
        return 0;
      }
      let value = 0;
      for (let nth = 0; nth < count; nth += 1) value = value * 256 + (bytes[at + nth] ?? 0);
      at += count;
      return value;
    },
    text(max, why) {
      const end = bytes.indexOf(0, at);
      // A missing terminator at the end of a PDU is a fault of the length rather than of the text.
      if (end < 0 && bytes.length - at < max) fail("RINVCMDLEN");
      else if (end < 0 || end - at >= max) fail(why);
      if (fault !== null) return "";
      const value = latin1(bytes.subarray(at, end));
      at = end + 1;
      return value;
    },
    octets(count, why) {
      if (at + count > bytes.length) {
        fail(why);
        return NOTHING;
      }
      const value = copied(bytes.subarray(at, at + count));
      at += count;
      return value;
    },
  };
}

/** A copy: `slice` of a Buffer would share the memory. */
export function copied(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** Bytes decoded as Latin-1. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
}

/** Writes fields one after another. */
export interface OctetWriter {
  number(bytes: 1 | 2 | 4, value: number): void;
  /** A text with its terminating zero byte. Throws RangeError for a text that cannot be encoded. */
  text(value: string, max: number): void;
  octets(value: Uint8Array): void;
  /** All written bytes. */
  bytes(): Uint8Array;
}

/** Opens a writer with room for `most` bytes; writing more throws RangeError. */
export function octetWriter(most: number): OctetWriter {
  const room = new Uint8Array(most);
  let at = 0;
  return {
    number(count, value) {
      if (!Number.isInteger(value) || value < 0 || value >= 256 ** count || at + count > most)
        throw new RangeError("number");
      for (let nth = count - 1; nth >= 0; nth -= 1) {
        room[at] = Math.floor(value / 256 ** nth) % 256;
        at += 1;
      }
    },
    text(value, max) {
      if (value.length >= max || at + value.length + 1 > most) throw new RangeError("text too long");
      for (let nth = 0; nth < value.length; nth += 1) {
        const code = value.charCodeAt(nth);
        if (code === 0 || code > 255) throw new RangeError("text of other characters");
        room[at + nth] = code;
      }
      at += value.length;
      room[at] = 0;
      at += 1;
    },
    octets(value) {
      if (at + value.length > most) throw new RangeError("octets too long");
      room.set(value, at);
      at += value.length;
    },
    bytes: () => room.slice(0, at),
  };
}
