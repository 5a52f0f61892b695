import { TLVS_MAX } from "./limits.ts";
import { latin1, type OctetReader, octetWriter } from "./octets.ts";
import type { StatusName } from "./status.ts";

type Kind = "number" | "text" | "octets";

/** SMPP 3.4 §5.3.2: the supported optional parameters. `min` and `max` are bytes of the value. */
const TLVS = {
  receiptedMessageId: { tag: 0x001e, kind: "text", min: 1, max: 65 },
  userMessageReference: { tag: 0x0204, kind: "number", min: 2, max: 2 },
  sarReference: { tag: 0x020c, kind: "number", min: 2, max: 2 },
  sarTotal: { tag: 0x020e, kind: "number", min: 1, max: 1 },
  sarPart: { tag: 0x020f, kind: "number", min: 1, max: 1 },
  interfaceVersion: { tag: 0x0210, kind: "number", min: 1, max: 1 },
  /** One byte for the type of network, two for its error. */
  networkErrorCode: { tag: 0x0423, kind: "octets", min: 3, max: 3 },
  messagePayload: { tag: 0x0424, kind: "octets", min: 0, max: 65_535 },
  messageState: { tag: 0x0427, kind: "number", min: 1, max: 1 },
} as const satisfies Readonly<Record<string, Definition>>;

interface Definition {
  readonly tag: number;
  readonly kind: Kind;
  readonly min: number;
  readonly max: number;
}

interface ValueOf {
  readonly number: number;
  readonly text: string;
  readonly octets: Uint8Array;
}

type TlvName = keyof typeof TLVS;

/** The optional parameters of a PDU. */
export type Tlvs = { readonly [Name in TlvName]?: ValueOf[(typeof TLVS)[Name]["kind"]] };

const BY_TAG = new Map<number, readonly [TlvName, Definition]>(
  Object.entries(TLVS).map(([name, definition]) => [definition.tag, [name as TlvName, definition]]),
);

/** A PDU without optional parameters. */
export const NO_TLVS: Tlvs = {};

/** Reads the optional parameters of a PDU. Unknown ones are skipped (SMPP 3.4 §3.3); known ones must be well formed. */
export function readTlvs(reader: OctetReader): Tlvs {
  if (reader.left() === 0) return NO_TLVS;
  const found = new Map<TlvName, ValueOf[Kind]>();
  for (let nth = 0; reader.left() > 0; nth += 1) {
    if (nth >= TLVS_MAX || reader.left() < 4) reader.fail("RINVOPTPARSTREAM");
    const tag = reader.number(2);
    const length = reader.number(2);
    const value = reader.octets(length, "RINVOPTPARSTREAM");
    if (reader.fault() !== null) return NO_TLVS;
    const known = BY_TAG.get(tag);
    if (known === undefined) continue;
    const fault = faultOf(known, { length, isThere: found.has(known[0]) });
    if (fault !== null) reader.fail(fault);
    found.set(known[0], readValue(known[1].kind, value));
  }
  return Object.fromEntries(found) as Tlvs;
}

function faultOf(
  [, { min, max }]: readonly [TlvName, Definition],
  { length, isThere }: { readonly length: number; readonly isThere: boolean },
): StatusName | null {
  if (length < min || length > max) return "RINVPARLEN";
  return isThere ? "RINVOPTPARSTREAM" : null;
}

function readValue(kind: Kind, bytes: Uint8Array): ValueOf[Kind] {
  if (kind === "octets") return bytes;
  if (kind === "number") return bytes.reduce((value, octet) => value * 256 + octet, 0);
  // Many carriers omit the terminating zero byte; the length then gives the end of the text.
  const end = bytes.indexOf(0);
  return latin1(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Writes optional parameters sorted by tag. Throws RangeError for a value that does not fit. */
export function writeTlvs(tlvs: Tlvs): Uint8Array {
  const names = Object.keys(tlvs) as TlvName[];
  if (names.length === 0) return new Uint8Array(0);
  const values = names
    .flatMap((name) => {
      const value = tlvs[name];
      return value === undefined ? [] : [{ ...TLVS[name], bytes: bytesOf(TLVS[name], value) }];
    })
    .toSorted((left, right) => left.tag - right.tag);
  const writer = octetWriter(values.reduce((sum, { bytes }) => sum + 4 + bytes.length, 0));
  for (const { tag, min, max, bytes } of values) {
    if (bytes.length < min || bytes.length > max) throw new RangeError("optional parameter");
    writer.number(2, tag);
    writer.number(2, bytes.length);
    writer.octets(bytes);
  }
  return writer.bytes();
}

function bytesOf(definition: Definition, value: ValueOf[Kind]): Uint8Array {
  if (typeof value === "number") {
    const writer = octetWriter(definition.max);
    writer.number(definition.max === 1 ? 1 : 2, value);
    return writer.bytes();
  }
  if (typeof value !== "string") return value;
  const writer = octetWriter(definition.max);
  writer.text(value, definition.max);
  return writer.bytes();
}
