import { SHORT_MESSAGE_BYTES_MAX } from "./limits.ts";
import type { OctetReader, OctetWriter } from "./octets.ts";
import type { StatusName } from "./status.ts";

/** One mandatory parameter with its reader and writer, so that both always agree. */
export interface Field<Value> {
  read(reader: OctetReader): Value;
  write(writer: OctetWriter, value: Value): void;
  readonly empty: Value;
}

/** The mandatory parameters of a command in the order of the specification. */
export type Layout = Readonly<Record<string, Field<unknown>>>;

/** The values that a layout reads. */
export type Fields<Of extends Layout> = {
  readonly [Name in keyof Of]: Of[Name] extends Field<infer Value> ? Value : never;
};

/** A one-byte number. */
export const octet: Field<number> = {
  read: (reader) => reader.number(1),
  write: (writer, value) => writer.number(1, value),
  empty: 0,
};

/** A C-octet string of at most `max` bytes including its terminator; `fault` is the status of an invalid one. */
export function text(max: number, fault: StatusName): Field<string> {
  return {
    read: (reader) => reader.text(max, fault),
    write: (writer, value) => writer.text(value, max),
    empty: "",
  };
}

/** A C-octet string that is empty or exactly `length` characters (the times of SMPP 3.4 §7.1.1). */
export function fixedText(length: number, fault: StatusName): Field<string> {
  const inner = text(length + 1, fault);
  return {
    ...inner,
    read: (reader) => {
      const value = inner.read(reader);
      if (value.length !== 0 && value.length !== length) reader.fail(fault);
      return value;
    },
  };
}

/** The message as bytes after its length (SMPP 3.4 §5.2.21, §5.2.22). */
export const shortMessage: Field<Uint8Array> = {
  read: (reader) => {
    const length = reader.number(1);
    if (length > SHORT_MESSAGE_BYTES_MAX) reader.fail("RINVMSGLEN");
    return reader.octets(length, "RINVMSGLEN");
  },
  write: (writer, value) => {
    if (value.length > SHORT_MESSAGE_BYTES_MAX) throw new RangeError("short_message too long");
    writer.number(1, value.length);
    writer.octets(value);
  },
  empty: new Uint8Array(0),
};

/** The rest of the PDU as bytes, for commands whose parameters are not decoded. */
export const unread: Field<Uint8Array> = {
  read: (reader) => reader.octets(reader.left(), "RINVCMDLEN"),
  write: (writer, value) => writer.octets(value),
  empty: new Uint8Array(0),
};
