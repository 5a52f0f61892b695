import fc from "fast-check";
import smpp from "smpp";
import { describe, expect, it } from "vitest";
import { ANSWER_NAMES, COMMAND_NAMES, pduOf } from "../../../testkit/smpp-samples.ts";
import { ANSWERS, COMMANDS, isAnswer, isRequest } from "./commands.ts";
import { answerTo, answerWith, type Pdu, type PduOf, readPdu, writePdu } from "./pdu.ts";
import { STATUS, statusName } from "./status.ts";

const anyPdu = fc.oneof(...COMMAND_NAMES.map(pduOf));

function samplePdu(): PduOf<"submit_sm"> {
  return {
    command: "submit_sm",
    status: 0,
    sequence: 7,
    body: {
      serviceType: "",
      sourceTon: 5,
      sourceNpi: 0,
      sourceAddress: "TOKO",
      destTon: 1,
      destNpi: 1,
      destAddress: "628123456789",
      esmClass: 0,
      protocolId: 0,
      priorityFlag: 0,
      scheduleDeliveryTime: "",
      validityPeriod: "000001000000000R",
      registeredDelivery: 1,
      replaceIfPresent: 0,
      dataCoding: 0,
      defaultMessageId: 0,
      shortMessage: new TextEncoder().encode("Kode Anda 123456"),
    },
    tlvs: { userMessageReference: 513 },
  };
}

function read(bytes: Uint8Array): Pdu {
  const said = readPdu(bytes);
  if (said.kind !== "pdu") throw new Error(said.fault);
  return said.pdu;
}

function bad(bytes: Uint8Array) {
  const said = readPdu(bytes);
  if (said.kind !== "bad") throw new Error("it was read");
  return said;
}

/** Bytes with a corrected length field. */
function relength(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  new DataView(copy.buffer).setUint32(0, copy.length);
  return copy;
}

/** Position of a byte sequence. */
function at(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(Buffer.from(text, "latin1"));
}

describe("PDUs of SMPP 3.4", () => {
  it("are read as they were written, every command", () => {
    fc.assert(
      fc.property(anyPdu, (pdu) => {
        expect(read(writePdu(pdu))).toEqual(pdu);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are refused with an answer by name wherever they are cut, and never read beyond their end", () => {
    fc.assert(
      fc.property(anyPdu, fc.nat(), (pdu, cut) => {
        const whole = writePdu(pdu);
        const part = relength(whole.subarray(0, 16 + (cut % Math.max(1, whole.length - 16))));
        // Bytes after the end belong to another PDU.
        const room = new Uint8Array(part.length + 300).fill(0x41);
        room.set(part);
        const alone = readPdu(part);
        expect(readPdu(room.subarray(0, part.length))).toEqual(alone);
        if (alone.kind === "pdu" || isAnswer(pdu.command)) return;
        if (isRequest(pdu.command)) expect(alone.answer?.command).toBe(ANSWERS[pdu.command]);
        expect(alone.sequence).toBe(pdu.sequence);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(ANSWER_NAMES)("need no parameters where %s refuses", (command) => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 16);
    view.setUint32(4, COMMANDS[command].id);
    view.setUint32(8, STATUS.RTHROTTLED);
    view.setUint32(12, 9);
    const pdu = read(bytes);
    expect(pdu).toMatchObject({ command, status: STATUS.RTHROTTLED, sequence: 9 });
    expect(writePdu(pdu)).toEqual(bytes);
  });

  it.each([
    [
      "a length that is not its own",
      (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1),
      "generic_nack",
      "RINVCMDLEN",
    ],
    [
      "an unknown command",
      (bytes: Uint8Array) => bytes.map((octet, nth) => (nth === 7 ? 0x77 : octet)),
      "generic_nack",
      "RINVCMDID",
    ],
    [
      "a text that goes on beyond the end",
      (bytes: Uint8Array) => relength(bytes.subarray(0, at(bytes, "62812") + 4)),
      "submit_sm_resp",
      "RINVCMDLEN",
    ],
    [
      "a recipient that is too long",
      (bytes: Uint8Array) =>
        relength(Buffer.from(Buffer.from(bytes).toString("latin1").replace("628123456789", "6".repeat(21)), "latin1")),
      "submit_sm_resp",
      "RINVDSTADR",
    ],
    [
      "a sender that is too long",
      (bytes: Uint8Array) =>
        relength(Buffer.from(Buffer.from(bytes).toString("latin1").replace("TOKO", "T".repeat(21)), "latin1")),
      "submit_sm_resp",
      "RINVSRCADR",
    ],
    [
      "more message than there is",
      (bytes: Uint8Array) => bytes.map((octet, nth) => (nth === at(bytes, "Kode") - 1 ? 0xfa : octet)),
      "submit_sm_resp",
      "RINVMSGLEN",
    ],
    [
      "a message of 255 bytes",
      (bytes: Uint8Array) =>
        relength(Buffer.concat([bytes.subarray(0, at(bytes, "Kode") - 1), Buffer.from([255]), Buffer.alloc(255, 65)])),
      "submit_sm_resp",
      "RINVMSGLEN",
    ],
    [
      "a time of another length",
      (bytes: Uint8Array) =>
        relength(Buffer.from(Buffer.from(bytes).toString("latin1").replace("000001000000000R", "0001R"), "latin1")),
      "submit_sm_resp",
      "RINVEXPIRY",
    ],
    [
      "half an optional parameter",
      (bytes: Uint8Array) => relength(bytes.subarray(0, bytes.length - 1)),
      "submit_sm_resp",
      "RINVOPTPARSTREAM",
    ],
    [
      "an optional parameter of another length",
      (bytes: Uint8Array) => relength(Buffer.concat([bytes, Buffer.from([0x02, 0x0e, 0, 2, 1, 1])])),
      "submit_sm_resp",
      "RINVPARLEN",
    ],
    [
      "an optional parameter twice",
      (bytes: Uint8Array) => relength(Buffer.concat([bytes, Buffer.from([0x02, 0x04, 0, 2, 1, 1])])),
      "submit_sm_resp",
      "RINVOPTPARSTREAM",
    ],
  ])("are answered as the specification says: %s", (_name, spoil, command, status) => {
    const said = bad(spoil(writePdu(samplePdu())));
    expect(said.answer?.command).toBe(command);
    expect(statusName(said.answer?.status ?? -1)).toBe(status);
    expect(said.answer?.sequence).toBe(7);
  });

  it("pass over optional parameters that are not known here", () => {
    const pdu = samplePdu();
    expect(read(relength(Buffer.concat([writePdu(pdu), Buffer.from([0x14, 0x00, 0, 3, 1, 2, 3])])))).toEqual(pdu);
  });

  it("give no answer to an answer that cannot be read", () => {
    const answer = writePdu(answerWith({ command: "submit_sm", sequence: 4 }, { messageId: "x".repeat(64) }));
    expect(bad(relength(answer.subarray(0, 30)))).toMatchObject({ answer: null, isAnswer: true, sequence: 4 });
    const unknown = answer.map((octet, nth) => (nth === 7 ? 0x66 : octet));
    expect(bad(unknown)).toMatchObject({ answer: null, isAnswer: true });
  });

  it("take an acknowledgement that leaves its empty id out", () => {
    const bytes = relength(
      writePdu(answerWith({ command: "deliver_sm", sequence: 3 }, { messageId: "" })).subarray(0, 16),
    );
    expect(read(bytes)).toMatchObject({ command: "deliver_sm_resp", status: 0, sequence: 3, body: { messageId: "" } });
  });

  it("are never written with what does not fit", () => {
    const pdu = samplePdu();
    const others = [
      { destAddress: "6".repeat(21) },
      { sourceAddress: "TOKÖ€" },
      { shortMessage: new Uint8Array(255) },
      { esmClass: 256 },
    ];
    for (const other of others) expect(() => writePdu({ ...pdu, body: { ...pdu.body, ...other } })).toThrow(RangeError);
    expect(() => writePdu({ ...pdu, tlvs: { networkErrorCode: new Uint8Array(2) } })).toThrow(RangeError);
  });
});

/** Field names of another implementation. */
const THEIRS: Readonly<Record<string, string>> = {
  systemId: "system_id",
  systemType: "system_type",
  interfaceVersion: "interface_version",
  addressTon: "addr_ton",
  addressNpi: "addr_npi",
  addressRange: "address_range",
  serviceType: "service_type",
  sourceTon: "source_addr_ton",
  sourceNpi: "source_addr_npi",
  sourceAddress: "source_addr",
  destTon: "dest_addr_ton",
  destNpi: "dest_addr_npi",
  destAddress: "destination_addr",
  protocolId: "protocol_id",
  priorityFlag: "priority_flag",
  registeredDelivery: "registered_delivery",
  replaceIfPresent: "replace_if_present_flag",
  defaultMessageId: "sm_default_msg_id",
  messageId: "message_id",
  messageState: "message_state",
  errorCode: "error_code",
  password: "password",
};

describe("PDUs between us and the package smpp", () => {
  it.each(["bind_transceiver", "submit_sm", "deliver_sm", "query_sm", "cancel_sm", "submit_sm_resp"] as const)(
    "mean the same, both ways: %s",
    (command) => {
      fc.assert(
        fc.property(pduOf(command), (pdu) => {
          const bytes = writePdu({ ...pdu, tlvs: {} } as Pdu);
          const theirs = new smpp.PDU(Buffer.from(bytes));
          expect(theirs.command).toBe(command);
          expect(theirs["sequence_number"]).toBe(pdu.sequence);
          for (const [name, value] of Object.entries(pdu.body)) {
            const other = THEIRS[name];
            if (other !== undefined) expect([name, theirs[other]]).toEqual([name, value]);
          }
          const fields = Object.fromEntries(
            Object.entries(pdu.body).flatMap(([name, value]) =>
              THEIRS[name] === undefined ? [] : [[THEIRS[name], value]],
            ),
          );
          const own = new smpp.PDU(command, { ...fields, sequence_number: pdu.sequence });
          const again = read(own.toBuffer());
          for (const [name, value] of Object.entries(pdu.body))
            if (THEIRS[name] !== undefined)
              expect([name, (again.body as Record<string, unknown>)[name]]).toEqual([name, value]);
        }),
        { numRuns: 200 },
      );
    },
  );

  it("mean the same where parts of long messages and receipts are named", () => {
    const pdu = samplePdu();
    const tlvs = { sarReference: 300, sarTotal: 3, sarPart: 2, receiptedMessageId: "ab12", messageState: 2 };
    const theirs = new smpp.PDU(Buffer.from(writePdu({ ...pdu, tlvs })));
    expect(theirs).toMatchObject({
      sar_msg_ref_num: 300,
      sar_total_segments: 3,
      sar_segment_seqnum: 2,
      receipted_message_id: "ab12",
      message_state: 2,
    });
  });

  it("are why we read by ourselves: the package takes a message that is cut short for a whole one", () => {
    const bytes = Buffer.from(writePdu({ ...samplePdu(), tlvs: {} }));
    const length = at(bytes, "Kode") - 1;
    bytes[length] = 200;
    const theirs = new smpp.PDU(Buffer.from(bytes));
    expect(theirs.command).toBe("submit_sm");
    expect(bad(bytes).answer).toEqual(answerTo({ command: "submit_sm", sequence: 7 }, "RINVMSGLEN"));
  });
});
