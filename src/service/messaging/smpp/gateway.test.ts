import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  answerTo,
  answerWith,
  emptyBody,
  inspectSubmit,
  type PduOf,
  readPdu,
  receiptOf,
  writePdu,
} from "../../../protocols/smpp/index.ts";
import type { Carrier, DuePart, Notice } from "../sms/index.ts";
import { openBatch } from "./batch.effects.ts";
import { answerOf, broughtBy, partMessage } from "./carrier-message.ts";
import { carrierRateAt, carrierRateLimit, eased, initialCarrierRate, slowed, spent } from "./carrier-rate-limit.ts";
import { noticeMessage, shortError } from "./esme-message.ts";
import { refusalClass } from "./statuses.ts";

const QUIRKS: Carrier["quirks"] = {
  idInAnswer: "text",
  idInReceipt: "text",
  longBy: "udh8",
  defaultCoding: "gsm",
  hasPlus: false,
  dataCoding: { gsm: 0, ucs2: 8 },
  tellsValidity: false,
  ton: { letters: 5, digits: 3, recipient: 1 },
  npi: { letters: 0, digits: 1, recipient: 1 },
};
const PART: DuePart = {
  partId: "p",
  messageId: "m",
  tenantId: "t",
  sender: "TOKO",
  recipient: "628123456789",
  coding: "gsm",
  octets: new TextEncoder().encode("Halo"),
  part: null,
  category: "otp",
  validUntilMs: Date.UTC(2026, 10, 28),
  attempt: 1,
};
const quirky = (own: Partial<Carrier["quirks"]>) => ({ quirks: { ...QUIRKS, ...own } });
const asSubmit = (message: ReturnType<typeof partMessage>): PduOf<"submit_sm"> => ({
  command: "submit_sm",
  status: 0,
  sequence: 1,
  body: message.body,
  tlvs: message.tlvs,
});
const deliver = (
  own: Partial<PduOf<"deliver_sm">["body"]>,
  tlvs: PduOf<"deliver_sm">["tlvs"] = {},
): PduOf<"deliver_sm"> => ({
  command: "deliver_sm",
  status: 0,
  sequence: 1,
  tlvs,
  body: { ...emptyBody("deliver_sm"), sourceAddress: "628111", destAddress: "9999", ...own },
});

describe("the pace of a carrier", () => {
  it("lets no more go in any second than was agreed, and as much as was agreed over time", () => {
    const rate = fc.integer({ min: 1, max: 2_000 });
    const pauses = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, pauses, share, (perSecond, waits, together) => {
        const limits = carrierRateLimit(perSecond, 0.1);
        let rateState = initialCarrierRate(limits, 0);
        let nowMs = 0;
        const sent: [number, number][] = [];
        for (const wait of waits) {
          nowMs += wait;
          const least = Math.max(1, Math.ceil(limits.burst * together));
          const now = carrierRateAt(rateState, limits, nowMs, least);
          rateState = spent(now.pace, now.permitted);
          expect(now.permitted === 0 || now.permitted >= least).toBe(true);
          sent.push([nowMs, now.permitted]);
          if (now.permitted === 0) expect(now.waitMs).toBeGreaterThan(0);
        }
        for (const [fromMs] of sent) {
          const within = sent.filter(([atMs]) => atMs >= fromMs && atMs < fromMs + 1_000);
          const most = perSecond + limits.burst;
          expect(within.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it("tells when the next may go", () => {
    const limits = carrierRateLimit(4, 0.1);
    const empty = spent(initialCarrierRate(limits, 0), 1);
    const { waitMs, pace } = carrierRateAt(empty, limits, 100);
    expect(waitMs).toBe(150);
    expect(carrierRateAt(pace, limits, 100 + waitMs).permitted).toBe(1);
  });

  it("lets a carrier that is always behind be asked in tens, with as much over time", () => {
    const limits = carrierRateLimit(200, 0.1);
    let pace = spent(initialCarrierRate(limits, 0), 20);
    const sent: number[] = [];
    for (let nowMs = 0; nowMs <= 10_000; ) {
      const { permitted, waitMs, ...now } = carrierRateAt(pace, limits, nowMs, limits.burst / 2);
      pace = spent(now.pace, permitted);
      if (permitted > 0) sent.push(permitted);
      nowMs += Math.max(1, waitMs);
    }
    expect(sent).toEqual(Array.from({ length: 200 }, () => 10));
  });

  it("pauses when the carrier cannot take more, twice as long each time, once for a whole window, until one is taken", () => {
    const limits = carrierRateLimit(100, 0.1);
    let pace = slowed(initialCarrierRate(limits, 0), 0);
    expect(carrierRateAt(pace, limits, 499)).toMatchObject({ permitted: 0, waitMs: 1 });
    expect(slowed(pace, 200)).toEqual(pace);
    pace = slowed(pace, 500);
    expect(carrierRateAt(pace, limits, 1_400).permitted).toBe(0);
    expect(carrierRateAt(pace, limits, 1_500).permitted).toBeGreaterThan(0);
    for (let nth = 0; nth < 20; nth += 1) pace = slowed(pace, pace.heldUntilMs);
    expect(carrierRateAt(pace, limits, pace.heldUntilMs - 30_000).waitMs).toBe(30_000);
    expect(slowed(eased(pace), pace.heldUntilMs).heldUntilMs - pace.heldUntilMs).toBe(500);
  });
});

describe("a part on its way to a carrier", () => {
  it("is written in the carrier's own ways", () => {
    expect(partMessage(PART, quirky({})).body).toMatchObject({
      sourceTon: 5,
      sourceNpi: 0,
      destAddress: "628123456789",
      registeredDelivery: 1,
      validityPeriod: "",
    });
    const other = partMessage({ ...PART, sender: "6281" }, quirky({ hasPlus: true, tellsValidity: true }));
    expect(other.body).toMatchObject({
      sourceTon: 3,
      sourceNpi: 1,
      destAddress: "+628123456789",
      validityPeriod: "261128000000000+",
    });
    const wide = partMessage({ ...PART, coding: "ucs2" }, quirky({ dataCoding: { gsm: 0, ucs2: 0x18 } }));
    expect(wide.body.dataCoding).toBe(0x18);
  });

  it.each(["udh8", "sar"] as const)("is read as the part it is where parts are marked by %s", (longBy) => {
    const part = { reference: 200, total: 3, sequence: 2 };
    const read = inspectSubmit(asSubmit(partMessage({ ...PART, part }, quirky({ longBy }))), 0);
    expect(read).toMatchObject({ ok: true, value: { part, octets: PART.octets } });
  });

  it("is told in ISO 8859-1 to a carrier that takes 0 for that", () => {
    const octets = new Uint8Array([0x00, 0x11, 0x1b, 0x65, 0x41]);
    const { shortMessage } = partMessage({ ...PART, octets }, quirky({ defaultCoding: "latin1" })).body;
    expect(new TextDecoder("latin1").decode(shortMessage)).toBe("@_?A");
  });

  it("is sent, refused or in doubt by what came back", () => {
    const yes = answerWith({ command: "submit_sm", sequence: 1 }, { messageId: "77" });
    const outcome = (pdu: ReturnType<typeof answerTo>) => answerOf("p", { kind: "answered", pdu }).outcome;
    expect(outcome(yes)).toEqual({ kind: "accepted", carrierMessageId: "77" });
    const nameless = outcome(answerWith({ command: "submit_sm", sequence: 1 }, { messageId: "" }));
    expect(nameless).toEqual({ kind: "accepted", carrierMessageId: "nameless p" });
    const nack = { command: "generic_nack", status: 0, sequence: 1, body: {}, tlvs: {} } as const;
    expect(outcome(nack)).toEqual({ kind: "unanswered" });
    const blank = outcome(answerWith({ command: "submit_sm", sequence: 1 }, { messageId: " \t" }));
    expect(blank).toEqual({ kind: "accepted", carrierMessageId: "nameless p" });
    const padded = outcome(answerWith({ command: "submit_sm", sequence: 1 }, { messageId: " 77 " }));
    expect(padded).toEqual({ kind: "accepted", carrierMessageId: "77" });
    const full = answerTo({ command: "submit_sm", sequence: 1 }, "RMSGQFUL");
    expect(outcome(full)).toEqual({ kind: "refused", why: "full", status: 0x14 });
    expect(answerOf("p", { kind: "not-sent" }).outcome).toEqual({ kind: "not-sent" });
    expect(answerOf("p", { kind: "unwritable" }).outcome).toEqual({ kind: "refused", why: "content", status: 0x45 });
  });

  it.each([
    [0x58, "throttled"],
    [0x14, "full"],
    [0x0b, "recipient"],
    [0x0a, "sender"],
    [0x01, "content"],
    [0x0d, "account"],
    [0x08, "fault"],
    [0x45, "fault"],
    [0x0400, "fault"],
  ])("is refused with status %i as %s", (status, why) => {
    expect(refusalClass(status)).toBe(why);
  });
});

describe("what a carrier brings", () => {
  const carrier = { id: "c", ...quirky({}) };

  it("is a receipt with the id as it was written", () => {
    const shortMessage = new TextEncoder().encode("id:00AF stat:UNDELIV err:012");
    const receipt = {
      carrierId: "c",
      carrierMessageId: "00AF",
      recipient: "628111",
      state: "undeliverable",
      errorCode: "012",
    };
    expect(broughtBy(carrier, deliver({ esmClass: 4, shortMessage }), 5)).toEqual({
      kind: "receipt",
      receipt: { ...receipt, receivedAtMs: 5 },
    });
    const nameless = broughtBy(carrier, deliver({ esmClass: 4, shortMessage, sourceAddress: "" }), 5);
    expect(nameless).toMatchObject({ receipt: { recipient: null } });
    expect(broughtBy(carrier, deliver({ esmClass: 4 }), 5)).toBeNull();
  });

  it.each([" ", "\t ", "12\u000034", "\u00a0"])("is no receipt with %j for an id", (id) => {
    const marked = deliver({ esmClass: 4 }, { receiptedMessageId: id, messageState: 2 });
    expect(broughtBy(carrier, marked, 5)).toBeNull();
    const shortMessage = new Uint8Array(Buffer.from(`id:${id}\u0000 stat:DELIVRD err:000`, "latin1"));
    expect(broughtBy(carrier, deliver({ esmClass: 4, shortMessage }), 5)).toBeNull();
  });

  it("is a receipt of the id that it has between blanks", () => {
    const padded = deliver({ esmClass: 4 }, { receiptedMessageId: " 77 ", messageState: 2 });
    expect(broughtBy(carrier, padded, 5)).toMatchObject({ receipt: { carrierMessageId: "77" } });
  });

  it("is no message when it is longer than ten parts", () => {
    const of = (length: number) => broughtBy(carrier, deliver({}, { messagePayload: new Uint8Array(length) }), 5);
    expect(of(1_600)).toMatchObject({ kind: "inbound" });
    expect(of(1_601)).toBeNull();
  });

  it("is a message, whole or a part, by what its bytes mean there", () => {
    const whole = broughtBy(carrier, deliver({ shortMessage: new Uint8Array([72]), dataCoding: 0 }), 5);
    expect(whole).toMatchObject({
      kind: "inbound",
      message: { coding: "gsm", part: null, octets: new Uint8Array([72]) },
    });
    const headed = deliver({ esmClass: 0x40, shortMessage: new Uint8Array([5, 0, 3, 9, 2, 1, 72]) });
    const part = { reference: 9, total: 2, sequence: 1 };
    expect(broughtBy(carrier, headed, 5)).toMatchObject({ message: { part, octets: new Uint8Array([72]) } });
    const marked = deliver({ dataCoding: 8 }, { sarReference: 9, sarTotal: 2, sarPart: 1 });
    expect(broughtBy(carrier, marked, 5)).toMatchObject({ message: { part, coding: "ucs2" } });
    expect(broughtBy(carrier, deliver({ dataCoding: 4 }), 5)).toBeNull();
    expect(broughtBy(carrier, deliver({ esmClass: 0x40, shortMessage: new Uint8Array([9]) }), 5)).toBeNull();
  });
});

describe("what a program is brought", () => {
  const GSM = { defaultCoding: "gsm", knowsParameters: true } as const;
  const LATIN1 = { defaultCoding: "latin1", knowsParameters: true } as const;
  const receipt: Notice = {
    id: "n",
    notice: "receipt",
    messageId: "0198f7e2-0000-7000-8000-000000000001",
    sender: "TOKO",
    recipient: "628111",
    state: "undeliverable",
    errorCode: "smpp-0000000b",
    acceptedAtMs: 0,
    finalAtMs: 1,
    parts: 2,
    partsDelivered: 1,
  };
  const inbound: Notice = {
    id: "n",
    notice: "inbound",
    sender: "628111",
    recipient: "9999",
    coding: "gsm",
    part: null,
    receivedAtMs: 0,
    octets: new Uint8Array([0x00, 0x48]),
  };

  it("is read as the receipt it is by whoever reads receipts", () => {
    const message = noticeMessage(receipt, GSM);
    expect(receiptOf(deliver(message.body, message.tlvs))).toMatchObject({
      messageId: receipt.messageId,
      state: "undeliverable",
    });
    expect(message.body).toMatchObject({ sourceAddress: "628111", destAddress: "TOKO", esmClass: 4 });
  });

  it("names an error in three characters, a carrier's own or the status of its refusal", () => {
    const told = ["069", "5A", "smpp-0000000b", "smpp-00000400", "no-receipt", null].map(shortError);
    expect(told).toEqual(["069", "5A", "011", "999", "999", null]);
  });

  it("is a message in the alphabet that the program takes 0 for, or in UCS-2", () => {
    expect(noticeMessage(inbound, GSM).body).toMatchObject({
      dataCoding: 0,
      shortMessage: inbound.octets,
    });
    const other = noticeMessage(inbound, LATIN1).body;
    expect([other.dataCoding, [...other.shortMessage]]).toEqual([8, [0, 0x40, 0, 0x48]]);
    const part = { reference: 258, total: 2, sequence: 1 };
    const headed = noticeMessage({ ...inbound, part }, GSM).body;
    expect([headed.esmClass, [...headed.shortMessage.subarray(0, 7)]]).toEqual([0x40, [6, 8, 4, 1, 2, 2, 1]]);
  });

  it.each([127, 128, 130, 153, 160, 1_600])("is a text of %i characters in whole, in UCS-2 too", (length) => {
    const octets = new Uint8Array(length).fill(0x41);
    for (const part of [null, { reference: 258, total: 2, sequence: 1 }]) {
      for (const ways of [GSM, LATIN1]) {
        const message = noticeMessage({ ...inbound, octets, part }, ways);
        const pdu = { command: "deliver_sm", status: 0, sequence: 1, body: message.body, tlvs: message.tlvs } as const;
        const read = readPdu(writePdu(pdu));
        if (read.kind !== "pdu" || read.pdu.command !== "deliver_sm") throw new Error("no deliver_sm");
        const came = broughtBy({ id: "c", ...quirky({ defaultCoding: ways.defaultCoding }) }, read.pdu, 0);
        // A text of 1,600 characters is longer than a phone sends; only its length is compared here.
        if (length * 2 > 1_600 && ways === LATIN1) expect(message.tlvs.messagePayload?.length).toBeGreaterThan(3_199);
        else expect(came).toMatchObject({ kind: "inbound", message: { part } });
        const told = ways === LATIN1 ? length * 2 : length;
        const data = read.pdu.tlvs.messagePayload ?? read.pdu.body.shortMessage;
        expect(data.length - (part === null ? 0 : 7)).toBe(told);
        // SMPP 3.4 §5.3.2.32: in message_payload or short_message, the latter where it fits.
        expect(read.pdu.tlvs.messagePayload === undefined).toBe(told <= (part === null ? 254 : 246));
      }
    }
  });

  it("is brought as much as fits where the program knows no optional parameters", () => {
    const octets = new Uint8Array(160).fill(0x41);
    const old = { ...LATIN1, knowsParameters: false };
    const whole = noticeMessage({ ...inbound, octets }, old);
    expect([whole.tlvs, whole.body.shortMessage.length]).toEqual([{}, 254]);
    const part = { reference: 258, total: 2, sequence: 1 };
    const headed = noticeMessage({ ...inbound, octets, part }, old);
    expect([headed.tlvs, headed.body.shortMessage.length]).toEqual([{}, 7 + 246]);
  });
});

describe("things that are written together", () => {
  it("are all written, in their order, one batch at a time, and again when that failed", async () => {
    const written: number[][] = [];
    let failures = 2;
    const batch = openBatch<number>({
      most: 3,
      againMs: 5,
      onFault: () => "again",
      write: async (items) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("away");
        }
        written.push([...items]);
      },
    });
    for (let nth = 0; nth < 8; nth += 1) batch.add(nth);
    await batch.drained(5_000);
    expect(written.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(written.every((items) => items.length <= 3)).toBe(true);
    expect(batch.size()).toBe(0);
  });

  it("are let go when that is said, and wait no longer than they may", async () => {
    const letGo: number[] = [];
    const hanging = openBatch<number>({
      most: 3,
      againMs: 5,
      write: () => new Promise(() => undefined),
      onFault: () => "let-go",
    });
    hanging.add(1);
    await hanging.drained(30);
    expect(hanging.size()).toBe(1);
    const failing = openBatch<number>({
      most: 3,
      againMs: 5,
      write: () => Promise.reject(new Error("away")),
      onFault: (_error, items) => {
        letGo.push(...items);
        return "let-go";
      },
    });
    failing.add(1);
    await vi.waitUntil(() => failing.size() === 0);
    expect(letGo).toEqual([1]);
  });
});
