import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optOutActOf } from "../inbound/opt-out-word.ts";
import { chooseCarrier } from "../routing/choose-carrier.ts";
import { judgeSending, type SendingFacts } from "./lawful-sending.ts";
import { prefixesOf, recipientOf } from "./recipient.shared.ts";
import { similarNameOf } from "./similar-names.ts";

const RULES = { promotionalFromMinute: 8 * 60, promotionalUntilMinute: 20 * 60 };
const DAY_MS = 86_400_000;
const at = (wib: string) => Date.parse(`2026-11-25T${wib}:00+07:00`);

const GOOD: SendingFacts = {
  category: "promotional",
  nowMs: at("12:00"),
  sendAtMs: at("12:00"),
  validUntilMs: at("12:00") + 3 * DAY_MS,
  zone: null,
  isSenderOpen: true,
  registration: "approved",
  registeredUntil: null,
  isLookAlike: false,
  isOptedOut: false,
  isBarred: false,
  fullUntilMs: null,
  isTaken: false,
  isTemplateOwed: false,
};

const judge = (own: Partial<SendingFacts>) => judgeSending({ ...GOOD, ...own }, RULES);
const sentAt = (wib: string, own: Partial<SendingFacts> = {}) => {
  const verdict = judge({ nowMs: at(wib), sendAtMs: at(wib), ...own });
  return verdict.verdict === "wait" ? new Date(verdict.untilMs).toISOString() : verdict.verdict;
};

describe("lawful sending", () => {
  test("sends promotion from eight in Jakarta until eight in Jayapura where the zone is unknown", () => {
    expect(sentAt("07:59")).toBe("2026-11-25T01:00:00.000Z");
    expect(sentAt("08:00")).toBe("send");
    expect(sentAt("17:59")).toBe("send");
    expect(sentAt("18:00")).toBe("2026-11-26T01:00:00.000Z");
    expect(sentAt("00:30")).toBe("2026-11-25T01:00:00.000Z");
  });

  test("keeps to the hours of the zone that the sender names", () => {
    expect(sentAt("19:59", { zone: "WIB" })).toBe("send");
    expect(sentAt("20:00", { zone: "WIB" })).toBe("2026-11-26T01:00:00.000Z");
    expect(sentAt("06:00", { zone: "WIT" })).toBe("send");
    expect(sentAt("05:59", { zone: "WIT" })).toBe("2026-11-24T23:00:00.000Z");
    expect(sentAt("18:30", { zone: "WITA" })).toBe("send");
    expect(sentAt("19:00", { zone: "WITA" })).toBe("2026-11-26T00:00:00.000Z");
  });

  test("waits for the next day only while the message is still good then", () => {
    expect(judge({ nowMs: at("19:00"), sendAtMs: at("19:00"), validUntilMs: at("23:00") })).toEqual({
      verdict: "refuse",
      why: "outside-hours",
    });
    expect(sentAt("23:00", { category: "otp" })).toBe("send");
    expect(sentAt("23:00", { category: "transactional" })).toBe("send");
  });

  test("knows the last day of a registration by the calendar of Jakarta", () => {
    expect(judge({ registeredUntil: "2026-11-25" }).verdict).toBe("send");
    expect(judge({ registeredUntil: "2026-11-24" })).toEqual({ verdict: "refuse", why: "sender-not-approved" });
    const lastMinute = { nowMs: at("23:59"), sendAtMs: at("23:59"), category: "otp" } as const;
    expect(judge({ ...lastMinute, registeredUntil: "2026-11-25" }).verdict).toBe("send");
  });

  test("never lets a message through that anything forbids, in whatever order facts come", () => {
    const seldom = fc.constantFrom(false, false, true);
    const facts = fc.record({
      category: fc.constantFrom("otp" as const, "transactional" as const, "promotional" as const),
      nowMs: fc.integer({ min: at("00:00"), max: at("00:00") + 10 * DAY_MS }),
      ahead: fc.integer({ min: -DAY_MS, max: 2 * DAY_MS }),
      validity: fc.integer({ min: -DAY_MS, max: 4 * DAY_MS }),
      zone: fc.constantFrom(null, "WIB" as const, "WITA" as const, "WIT" as const),
      isSenderOpen: fc.boolean(),
      registration: fc.oneof(
        fc.constant("approved"),
        fc.constantFrom("none", "draft", "submitted", "rejected", "suspended"),
      ),
      registeredUntil: fc.constantFrom(null, "2026-11-24", "2026-11-30", "2027-01-01"),
      isLookAlike: seldom,
      isOptedOut: seldom,
      isBarred: seldom,
      full: fc.constantFrom(null, null, null, 60_000, 3_600_000),
      isTaken: fc.boolean(),
      isTemplateOwed: fc.boolean(),
    });
    let sent = 0;
    fc.assert(
      fc.property(facts, ({ ahead, validity, full, ...own }) => {
        const times = { sendAtMs: own.nowMs + ahead, validUntilMs: own.nowMs + validity };
        const all = { ...own, ...times, fullUntilMs: full === null ? null : own.nowMs + full } as SendingFacts;
        const verdict = judgeSending(all, RULES);
        if (verdict.verdict === "refuse") return;
        sent += 1;
        const whenMs = verdict.verdict === "wait" ? verdict.untilMs : all.nowMs;
        expect(all.isSenderOpen && all.registration === "approved").toBe(true);
        expect(all.isLookAlike || all.isOptedOut || all.isBarred).toBe(false);
        expect(all.fullUntilMs === null || (all.isTaken && whenMs >= all.fullUntilMs)).toBe(true);
        expect(all.registeredUntil === null || all.registeredUntil >= dayIn(all.nowMs, 7)).toBe(true);
        expect(whenMs).toBeGreaterThanOrEqual(Math.max(all.nowMs, all.sendAtMs));
        expect(whenMs).toBeLessThan(all.validUntilMs);
        if (all.category !== "promotional") return;
        // An independent oracle: the local hour in each time zone that may be the recipient's.
        const offsets = { WIB: [7], WITA: [8], WIT: [9] }[all.zone ?? "WIB"];
        for (const offset of all.zone === null ? [7, 8, 9] : offsets) {
          const hour = new Date(whenMs + offset * 3_600_000).getUTCHours();
          expect(hour >= 8 && hour < 20).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(sent).toBeGreaterThan(100);
  });
});

const dayIn = (ms: number, offset: number) => new Date(ms + offset * 3_600_000).toISOString().slice(0, 10);

describe("look-alikes of protected names", () => {
  const names = ["BCA", "KLIKBCA", "MANDIRI", "BANK INDONESIA", "BRI", "BPJS"];
  test.each([
    "BCA",
    "bca",
    "B.C.A",
    "8CA",
    "BCA-INFO",
    "Mandiri",
    "MAND1RI",
    "INFOMANDIRI",
    "MANDRI",
    "BANKINDONESIA",
    "BR1 PROMO",
    "K1ikBCA",
  ])("refuses %s", (value) => expect(similarNameOf(value, names)).toBeDefined());
  test.each(["BRILIAN", "TOKO SEPATU", "SAMBUNG", "ABCAR", "ADIRA", "MAN DIRI KU 9"])(
    "lets %s pass or names why",
    (value) => {
      const found = similarNameOf(value, names);
      expect(found).toBe(value === "MAN DIRI KU 9" ? "MANDIRI" : undefined);
    },
  );
});

describe("numbers and ways", () => {
  test("reads Indonesian numbers as people write them", () => {
    expect(["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "006281234567890"].map(recipientOf)).toEqual(
      Array.from({ length: 4 }, () => "6281234567890"),
    );
    expect(["", "abc", "0", "+0812345678", "12", "62812345678901234", "08123'; drop"].map(recipientOf)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
    expect(prefixesOf("628")).toEqual(["628", "62", "6"]);
  });

  const route = (carrierId: string, prefix: string, priceRupiah: number, quality = 50) => ({
    carrierId,
    prefix,
    priceRupiah,
    quality,
  });
  const choose = (own: Partial<Parameters<typeof chooseCarrier>[0]> = {}) =>
    chooseCarrier({
      recipient: "6281234567890",
      routes: [
        route("a", "628", 50),
        route("b", "62812", 90),
        route("c", "62812", 80, 10),
        route("d", "62812", 80, 70),
        route("e", "63", 1),
      ],
      approvedAt: new Set(["a", "b", "c", "d", "e"]),
      down: new Set(),
      refusedBy: new Set(),
      ...own,
    });

  test("the longest prefix goes before the price, the price before the quality", () => {
    expect(choose()).toBe("d");
    expect(choose({ approvedAt: new Set(["a", "b"]) })).toBe("b");
    expect(choose({ approvedAt: new Set(["a"]) })).toBe("a");
    expect(choose({ approvedAt: new Set(["e"]) })).toBeUndefined();
  });

  test("whoever is down or has refused it comes last, and is taken when there is nobody else", () => {
    expect(choose({ down: new Set(["d"]) })).toBe("c");
    expect(choose({ refusedBy: new Set(["d", "c", "b"]) })).toBe("a");
    expect(choose({ approvedAt: new Set(["d"]), down: new Set(["d"]), refusedBy: new Set(["d"]) })).toBe("d");
  });

  test("reads words that ask for no more", () => {
    expect(
      ["stop", "Berhenti.", "STOP ALL", "berhenti semua", "mulai", "stop it now", "saya berhenti"].map(optOutActOf),
    ).toEqual([...["opt-out", "opt-out", "opt-out-of-all", "opt-out-of-all", "opt-in", "opt-out", undefined]]);
    expect(["STOP,", "UNREG TOKO", "Stop please", "(unreg) semua!", "keluar", "Keluar dong"].map(optOutActOf)).toEqual([
      ...["opt-out", "opt-out", "opt-out", "opt-out-of-all", "opt-out", "opt-out"],
    ]);
    const others = ["", "...", "Keluar jam berapa, Pak?", "unregistered", "mulai lagi", "non-stop"];
    expect(others.map(optOutActOf)).toEqual(others.map(() => undefined));
  });

  test("one telephone has one number, whoever writes it", () => {
    const ways = ["+6281234567890", "081234567890", "+62 (0)812-3456-7890", "62081234567890", "0062 0812 3456 7890"];
    expect(new Set(ways.map(recipientOf))).toEqual(new Set(["6281234567890"]));
    expect(["+62", "+6200", "+620812"].map(recipientOf)).toEqual([undefined, undefined, undefined]);
  });
});
