import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectSubmit } from "./inspect-submit.ts";
import { MESSAGE_STATE, type MessageState } from "./meaning.ts";
import type { PduOf } from "./pdu.ts";
import { isReceipt, readReceiptText, receiptOf, writeReceipt } from "./receipt.ts";
import { absoluteTime, instantOf } from "./time.ts";
import { readUserData, writeUserData } from "./user-data-header.ts";

const NOW_MS = Date.UTC(2026, 10, 27, 4, 45, 12);
const encode = (text: string) => new TextEncoder().encode(text);

function message<Command extends "submit_sm" | "deliver_sm">(
  command: Command,
  body: Partial<PduOf<"submit_sm">["body"]> = {},
  tlvs: PduOf<"submit_sm">["tlvs"] = {},
): PduOf<Command> {
  return {
    command,
    status: 0,
    sequence: 1,
    tlvs,
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
      validityPeriod: "",
      registeredDelivery: 0,
      replaceIfPresent: 0,
      dataCoding: 0,
      defaultMessageId: 0,
      shortMessage: encode("Halo"),
      ...body,
    },
  } as PduOf<Command>;
}

describe("times of SMPP 3.4 §7.1.1", () => {
  it.each([
    ["", null],
    ["261127044512300+", NOW_MS + 300],
    ["261127114512328+", NOW_MS + 300],
    ["261126234512320-", NOW_MS + 300],
    ["000000010000000R", NOW_MS + 3_600_000],
    ["000002000000000R", NOW_MS + 2 * 86_400_000],
    ["000100000000000R", Date.UTC(2026, 11, 27, 4, 45, 12)],
    ["000300000000000R", Date.UTC(2027, 1, 27, 4, 45, 12)],
  ])("%j mean an instant", (text, expected) => {
    expect(instantOf(text, NOW_MS)).toEqual({ ok: true, value: expected });
  });

  it.each([
    "261327044512300+",
    "260230044512300+",
    "261127244512300+",
    "261127044512349+",
    "000000010000001R",
    "26112704451230",
    "garbage-garbage!",
    "261127044512300x",
  ])("%j is none", (text) => {
    expect(instantOf(text, NOW_MS).ok).toBe(false);
  });

  it("are read as they were written", () => {
    const instant = fc
      .integer({ min: Date.UTC(2000, 0, 1) / 100, max: Date.UTC(2099, 11, 31) / 100 })
      .map((tenths) => tenths * 100);
    fc.assert(
      fc.property(instant, (atMs) => {
        expect(instantOf(absoluteTime(atMs), 0)).toEqual({ ok: true, value: atMs });
      }),
    );
  });
});

describe("headers of user data", () => {
  const mark = fc
    .record({ reference: fc.integer({ min: 0, max: 65_535 }), total: fc.integer({ min: 1, max: 255 }), nth: fc.nat() })
    .map(({ reference, total, nth }) => ({ reference, total, sequence: 1 + (nth % total) }));

  it("are read as they were written, with wide references and narrow ones", () => {
    fc.assert(
      fc.property(
        mark,
        fc.uint8Array({ maxLength: 134 }),
        fc.constantFrom(8 as const, 16 as const),
        (part, octets, bits) => {
          const reference = bits === 8 ? part.reference % 256 : part.reference;
          const expected = { part: { ...part, reference }, hasOthers: false, octets };
          expect(readUserData(writeUserData(part, octets, bits))).toEqual({ ok: true, value: expected });
        },
      ),
    );
  });

  it("are refused or read, whatever the bytes, and never go beyond them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const read = readUserData(data);
        if (read.ok) expect(read.value.octets.length).toBe(data.length - 1 - (data[0] ?? 0));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["nothing", []],
    ["a header beyond the data", [5, 0, 3, 1, 2]],
    ["a part beyond its total", [5, 0, 3, 1, 2, 3, 65]],
    ["part nought", [5, 0, 3, 1, 2, 0, 65]],
    ["an element beyond the header", [3, 0, 3, 1, 65, 65]],
    ["two references", [10, 0, 3, 1, 2, 1, 0, 3, 1, 2, 1, 65]],
  ])("are refused where they contradict themselves: %s", (_name, bytes) => {
    expect(readUserData(new Uint8Array(bytes)).ok).toBe(false);
  });
});

describe("receipts (SMPP 3.4 appendix B)", () => {
  const facts = {
    messageId: "0198f7e2-0000-7000-8000-000000000001",
    submitted: 1,
    delivered: 1,
    error: null,
    submittedAtMs: NOW_MS,
    doneAtMs: NOW_MS + 61_000,
    minutesAhead: 420,
  };

  it("are written as the specification shows them, in the time of the reader", () => {
    expect(writeReceipt({ ...facts, state: "delivered" })).toBe(
      "id:0198f7e2-0000-7000-8000-000000000001 sub:001 dlvrd:001 submit date:2611271145 done date:2611271146 stat:DELIVRD err:000 text:",
    );
  });

  it.each(Object.keys(MESSAGE_STATE) as MessageState[])("are read as they were written: %s", (state) => {
    const error = state === "delivered" ? "000" : "069";
    expect(readReceiptText(writeReceipt({ ...facts, state, error }))).toEqual({
      messageId: facts.messageId,
      state,
      error,
    });
  });

  it.each([
    [
      "id:12345 sub:001 dlvrd:001 submit date:260101120000 done date:260101120005 stat:DELIVRD err:0 Text:abc",
      "12345",
      "delivered",
      "0",
    ],
    ["ID:0AF3 STAT:undeliv ERR:0021", "0AF3", "undeliverable", "0021"],
    ["sub:001 stat:EXPIRED id:77 done date:2601011200", "77", "expired", null],
    ["id: 9 ,sub:1 ,status:FAILED, error:EC_5", "9", "undeliverable", "EC"],
    ["id:5 stat:ACCEPTED err:000 text:id:6 stat:REJECTD", "5", "accepted", "000"],
  ])("are read as carriers write them: %s", (text, messageId, state, error) => {
    expect(readReceiptText(text)).toEqual({ messageId, state, error });
  });

  it.each(["", "Halo, kode Anda 123", "stat:DELIVRD", "id:7", "id:7 stat:SOMETHING", "text:id:7 stat:DELIVRD"])(
    "are not made up out of %j",
    (text) => {
      expect(readReceiptText(text)).toBeNull();
    },
  );

  it("go by their optional parameters first", () => {
    const shortMessage = encode("id:7 stat:UNDELIV err:012 text:");
    const tlvs = { receiptedMessageId: "A7", messageState: 2 };
    expect(receiptOf(message("deliver_sm", { esmClass: 4, shortMessage }, tlvs))).toEqual({
      messageId: "A7",
      state: "delivered",
      error: "012",
    });
    expect(
      receiptOf(message("deliver_sm", { esmClass: 4, shortMessage: encode("") }, { ...tlvs, messageState: 77 })),
    ).toBeNull();
    const network = { ...tlvs, messageState: 5, networkErrorCode: new Uint8Array([3, 1, 4]) };
    expect(receiptOf(message("deliver_sm", { shortMessage: encode("") }, network))?.error).toBe("260");
  });

  it("are told from messages by esm_class, or by the message and the state they name", () => {
    expect(isReceipt(message("deliver_sm", { esmClass: 0x04 }))).toBe(true);
    expect(isReceipt(message("deliver_sm", {}, { receiptedMessageId: "1", messageState: 2 }))).toBe(true);
    expect(isReceipt(message("deliver_sm", {}, { receiptedMessageId: "1" }))).toBe(false);
    expect(isReceipt(message("deliver_sm", { esmClass: 0x40 }))).toBe(false);
    expect(isReceipt(message("deliver_sm", { esmClass: 0x08 }, { receiptedMessageId: "1" }))).toBe(false);
  });
});

describe("a submit_sm", () => {
  it("is read in meanings", () => {
    const body = { registeredDelivery: 1, validityPeriod: "000000010000000R", dataCoding: 8 };
    expect(inspectSubmit(message("submit_sm", body), NOW_MS)).toEqual({
      ok: true,
      value: {
        sender: "TOKO",
        recipient: "628123456789",
        coding: "ucs2",
        octets: encode("Halo"),
        part: null,
        sendAtMs: null,
        validUntilMs: NOW_MS + 3_600_000,
        receipt: "always",
      },
    });
  });

  it("tells the part of a long message, however it is marked, and takes one of one part for a whole", () => {
    const part = { reference: 258, total: 3, sequence: 2 };
    const headed = message("submit_sm", { esmClass: 0x40, shortMessage: writeUserData(part, encode("dua"), 16) });
    const marked = message(
      "submit_sm",
      { shortMessage: encode("dua") },
      { sarReference: 258, sarTotal: 3, sarPart: 2 },
    );
    for (const pdu of [headed, marked])
      expect(inspectSubmit(pdu, NOW_MS)).toMatchObject({ ok: true, value: { part, octets: encode("dua") } });
    const alone = message("submit_sm", {}, { sarReference: 1, sarTotal: 1, sarPart: 1 });
    expect(inspectSubmit(alone, NOW_MS)).toMatchObject({ ok: true, value: { part: null } });
  });

  const payload = { messagePayload: encode("x") };
  it.each([
    [{ sourceTon: 7 }, {}, "RINVSRCTON"],
    [{ sourceNpi: 2 }, {}, "RINVSRCNPI"],
    [{ destTon: 9 }, {}, "RINVDSTTON"],
    [{ destNpi: 99 }, {}, "RINVDSTNPI"],
    [{ destAddress: "" }, {}, "RINVDSTADR"],
    [{ esmClass: 1 }, {}, "RINVESMCLASS"],
    [{ esmClass: 4 }, {}, "RINVESMCLASS"],
    [{ esmClass: 0x40 }, {}, "RINVESMCLASS"],
    [{ esmClass: 0x40, shortMessage: new Uint8Array([6, 5, 4, 0x0b, 0x84, 0, 0]) }, {}, "RINVESMCLASS"],
    [{ priorityFlag: 4 }, {}, "RINVPRTFLG"],
    [{ replaceIfPresent: 1 }, {}, "RINVREPFLAG"],
    [{ defaultMessageId: 1 }, {}, "RINVDFTMSGID"],
    [{ registeredDelivery: 0x20 }, {}, "RINVREGDLVFLG"],
    [{ dataCoding: 4 }, {}, "RSUBMITFAIL"],
    [{ scheduleDeliveryTime: "261327044512300+" }, {}, "RINVSCHED"],
    [{ validityPeriod: "26112704451230?+" }, {}, "RINVEXPIRY"],
    [{}, payload, "ROPTPARNOTALLWD"],
    [{}, { sarReference: 1 }, "RMISSINGOPTPARAM"],
    [{}, { sarReference: 1, sarTotal: 2, sarPart: 3 }, "RINVOPTPARAMVAL"],
    [{ esmClass: 0x40 }, { sarReference: 1, sarTotal: 2, sarPart: 1 }, "ROPTPARNOTALLWD"],
  ])("is refused as the specification says: %j %j", (body, tlvs, status) => {
    expect(inspectSubmit(message("submit_sm", body, tlvs), NOW_MS)).toEqual({ ok: false, refusal: status });
  });
});
