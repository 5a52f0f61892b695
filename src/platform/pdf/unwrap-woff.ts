import { inflateSync } from "node:zlib";

const HEADER_BYTES = 44;
const ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;
const WOFF_SIGNATURE = 0x774f4646;
/** Maximum size of one decompressed font table in bytes. */
const TABLE_BYTES_MAX = 4_000_000;

interface Table {
  readonly tag: Buffer;
  readonly checksum: number;
  readonly bytes: Buffer;
}

/**
 * Unpacks a WOFF 1.0 file into its plain OpenType file (W3C WOFF File Format 1.0 §4–5).
 * Done once per face: the font reader would inflate every table for every letter, which takes most of its time.
 */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== WOFF_SIGNATURE) throw new TypeError("not a WOFF 1.0 font");
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => readTable(woff, HEADER_BYTES + index * ENTRY_BYTES));
  return joinTables(woff.subarray(4, 8), tables);
}

function readTable(woff: Buffer, at: number): Table {
  const offset = woff.readUInt32BE(at + 4);
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
  const bytes = woff.readUInt32BE(at + 12);
  const plain = packed.length === bytes ? packed : inflateSync(packed, { maxOutputLength: TABLE_BYTES_MAX });
  return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), bytes: plain };
}

function joinTables(flavour: Buffer, tables: readonly Table[]): Buffer {
  const head = Buffer.alloc(SFNT_HEADER_BYTES + tables.length * SFNT_ENTRY_BYTES);
  const power = Math.floor(Math.log2(tables.length));
  flavour.copy(head, 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(2 ** power * 16, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (const [index, table] of tables.entries()) {
    const at = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES;
    table.tag.copy(head, at);
    head.writeUInt32BE(table.checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(table.bytes.length, at + 12);
    const padded = Buffer.concat([table.bytes, Buffer.alloc((4 - (table.bytes.length % 4)) % 4)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
