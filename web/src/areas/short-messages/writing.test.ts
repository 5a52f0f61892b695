import { describe, expect, it } from "vitest";
import { type Draft, formOf, leavingOf, NEW_DRAFT, ofCategory, recipientsOf, textOf } from "./writing.ts";

const RULES = {
  senders: ["TOKO"],
  waitingSenders: 0,
  validMinutesMax: 4_320,
  promotionByTemplate: false,
  templates: [
    {
      name: "tagihan",
      version: 2,
      category: "transactional" as const,
      body: "{nama}, tagihan {nilai}.",
      senders: [],
      variables: [
        { name: "nama", kind: "plain" as const, most: 20 },
        { name: "nilai", kind: "digits" as const, most: 9 },
      ],
    },
  ],
  promotionalFromMinute: 480,
  promotionalUntilMinute: 1_200,
};
const draft = (own: Partial<Draft> = {}): Draft => ({ ...NEW_DRAFT, from: "TOKO", to: "081234567890", ...own });
const at = (time: string) => Date.parse(`2026-11-27T${time}:00+07:00`);
const promotional = { category: "promotional" } as const;

describe("the recipients of a message", () => {
  it("are read one to a line, each once, and those that are no numbers are named", () => {
    expect(recipientsOf("0812 3456 7890\n+62 812-3456-7890, kantor;\n\n081234567891")).toEqual({
      numbers: ["6281234567890", "6281234567891"],
      doubled: 1,
      unfit: ["kantor"],
    });
  });
});

describe("a message that is written", () => {
  it("leaves at once, or when it is wished", () => {
    expect(leavingOf(draft(), RULES, at("23:00"))).toEqual({ kind: "now" });
    const later = draft({ isLater: true, sendAt: "2026-11-28T06:30" });
    expect(leavingOf(later, RULES, at("23:00"))).toEqual({ kind: "planned", at: "2026-11-27T23:30:00.000Z" });
    expect(formOf(later, RULES).sendAt).toBe("2026-11-27T23:30:00.000Z");
  });

  it("waits for the hours of promotion, which are shorter where nobody names a zone", () => {
    const own = draft(promotional);
    expect(leavingOf(own, RULES, at("17:59"))).toEqual({ kind: "now" });
    expect(leavingOf(own, RULES, at("18:00"))).toEqual({ kind: "waits", at: "2026-11-28T01:00:00.000Z" });
    expect(leavingOf({ ...own, zone: "WIB" }, RULES, at("19:59"))).toEqual({ kind: "now" });
  });

  it("is told to be refused where it is not worth sending until then, or no hour is left", () => {
    const short = draft({ ...promotional, validMinutes: 60 });
    expect(leavingOf(short, RULES, at("20:00"))).toEqual({ kind: "never", at: "2026-11-28T01:00:00.000Z" });
    const narrow = { ...RULES, promotionalUntilMinute: 600 };
    expect(leavingOf(short, narrow, at("09:00"))).toEqual({ kind: "closed" });
  });

  it("names a zone only where the hours depend on it", () => {
    expect(formOf(draft({ zone: "WIT" }), RULES).zone).toBeNull();
    expect(formOf(draft({ ...promotional, zone: "WIT" }), RULES).zone).toBe("WIT");
  });

  it("is worth sending for minutes as a one-time password, and for a day again as another kind", () => {
    const otp = { ...draft(), ...ofCategory(draft(), "otp") };
    expect(otp.validMinutes).toBe(5);
    expect(ofCategory(otp, "transactional").validMinutes).toBe(1_440);
    expect(ofCategory(draft({ validMinutes: 60 }), "promotional").validMinutes).toBe(60);
  });
});

describe("a message by a template", () => {
  it("is sent as values for its places, and shows places that nothing was typed for", () => {
    const own = draft({ template: "tagihan", values: { nama: "{nilai} $&", lain: "x" }, text: "lama" });
    expect(textOf(own, RULES)).toBe("{nilai} $&, tagihan {nilai}.");
    expect(formOf(own, RULES)).toMatchObject({ template: "tagihan", values: { nama: "{nilai} $&", nilai: "" } });
    expect(formOf(own, RULES)).not.toHaveProperty("text");
    expect(formOf(draft({ text: "bebas" }), RULES)).not.toHaveProperty("template");
  });
});
