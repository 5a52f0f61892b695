import fc from "fast-check";
import { COMMANDS, type CommandName, isAnswer, type Pdu } from "../src/protocols/smpp/index.ts";

const ascii = (max: number) =>
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: max - 1,
  });
const octet = fc.integer({ min: 0, max: 255 });
const octets = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max });

/** Maximum lengths of texts with their terminator, by field; the tests' own copy of SMPP 3.4 §4. */
const TEXTS: Readonly<Record<string, number>> = {
  systemId: 16,
  password: 9,
  systemType: 13,
  addressRange: 41,
  serviceType: 6,
  sourceAddress: 21,
  destAddress: 21,
  messageId: 65,
  esmeAddress: 65,
};
const TIMES = new Set(["scheduleDeliveryTime", "validityPeriod", "finalDate"]);

function fieldOf(name: string): fc.Arbitrary<unknown> {
  if (name === "shortMessage") return octets(0, 254);
  if (name === "unread") return octets(0, 60);
  if (TIMES.has(name)) return fc.constantFrom("", "261127044512300+", "000001000000000R");
  const length = TEXTS[name];
  return length === undefined ? octet : ascii(length);
}

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const TLVS = fc
  .record({
    receiptedMessageId: optional(ascii(65)),
    userMessageReference: optional(fc.integer({ min: 0, max: 65_535 })),
    sarReference: optional(fc.integer({ min: 0, max: 65_535 })),
    sarTotal: optional(octet),
    sarPart: optional(octet),
    interfaceVersion: optional(octet),
    networkErrorCode: optional(octets(3, 3)),
    messagePayload: optional(octets(0, 2_000)),
    messageState: optional(octet),
  })
  .map((tlvs) => Object.fromEntries(Object.entries(tlvs).filter(([, value]) => value !== undefined)));

/** Any PDU of a command that can be written. */
export function pduOf(command: CommandName): fc.Arbitrary<Pdu> {
  const fields = Object.keys(COMMANDS[command].fields);
  const isOpaque = fields.includes("unread");
  return fc
    .record({
      sequence: fc.integer({ min: 0, max: 0xffff_ffff }),
      body: fc.record(Object.fromEntries(fields.map((name) => [name, fieldOf(name)]))),
      tlvs: isOpaque ? fc.constant({}) : TLVS,
    })
    .map((pdu) => ({ command, status: 0, ...pdu }) as unknown as Pdu);
}

/** The names of all commands. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

/** The names of response commands. */
export const ANSWER_NAMES = COMMAND_NAMES.filter(isAnswer);
