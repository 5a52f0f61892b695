import { ok, type Result, refuse } from "../../kernel/index.ts";
import { copied } from "./octets.ts";

/** Segment information of a concatenated message. */
export interface PartMark {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
}

/** User data with a user data header (3GPP TS 23.040 §9.2.3.24). */
export interface HeadedData {
  /** Null when the header does not mark a segment of a concatenated message. */
  readonly part: PartMark | null;
  /** True when it contains further elements, such as a port. */
  readonly hasOthers: boolean;
  /** The data after the header. */
  readonly octets: Uint8Array;
}

const CONCATENATED_8 = 0x00;
const CONCATENATED_16 = 0x08;

/** Reads user data that starts with a header according to esm_class. Refuses a header that exceeds the data or contradicts itself. */
export function readUserData(data: Uint8Array): Result<HeadedData, "header-unfit"> {
  const headerEnd = 1 + (data[0] ?? 0);
  if (data.length === 0 || headerEnd > data.length) return refuse("header-unfit");
  let part: PartMark | null = null;
  let hasOthers = false;
  for (let at = 1; at < headerEnd; ) {
    const element = data[at];
    const length = data[at + 1];
    const end = at + 2 + (length ?? 0);
    if (length === undefined || end > headerEnd) return refuse("header-unfit");
    const value = data.subarray(at + 2, end);
    if (element === CONCATENATED_8 || element === CONCATENATED_16) {
      const read = partOf(value, element === CONCATENATED_16);
      if (read === null || part !== null) return refuse("header-unfit");
      part = read;
    } else hasOthers = true;
    at = end;
  }
  return ok({ part, hasOthers, octets: copied(data.subarray(headerEnd)) });
}

/** 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8. */
function partOf(value: Uint8Array, isWide: boolean): PartMark | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = value;
  if (value.length !== (isWide ? 4 : 3)) return null;
  const mark = isWide
    ? { reference: first * 256 + second, total: third, sequence: fourth }
    : { reference: first, total: second, sequence: third };
  return mark.total >= 1 && mark.sequence >= 1 && mark.sequence <= mark.total ? mark : null;
}

/** Prepends the header of a segment to its data, with a reference of 8 or 16 bits. A wider reference is truncated to its lower bits. */
export function writeUserData(mark: PartMark, octets: Uint8Array, bits: 8 | 16): Uint8Array {
  const { reference, total, sequence } = mark;
  const header =
    bits === 16
      ? [6, CONCATENATED_16, 4, Math.floor(reference / 256) % 256, reference % 256, total, sequence]
      : [5, CONCATENATED_8, 3, reference % 256, total, sequence];
  const data = new Uint8Array(header.length + octets.length);
  data.set(header);
  data.set(octets, header.length);
  return data;
}
