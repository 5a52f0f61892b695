import { describe, expect, it } from "vitest";
import { type InvoiceFacts, type InvoiceLine, invoiceDocument, shownLines, totalsOf } from "./invoice.ts";

const FACTS: InvoiceFacts = {
  number: "SMS-2026-11-0001",
  centre: "Pusat",
  installation: "Sambung",
  month: "2026-11",
  issuedOn: "2026-12-01",
  lines: [
    {
      carrier: "Uji",
      category: "otp",
      prefix: "",
      priceRupiah: 350,
      purse: "postpaid",
      segments: 3_000,
      amountRupiah: 1_050_000,
    },
    {
      carrier: "Uji",
      category: "otp",
      prefix: "62811",
      priceRupiah: 400,
      purse: "prepaid",
      segments: -2,
      amountRupiah: -800,
    },
  ],
  corrections: [{ reason: "Salah", purse: "postpaid", amountRupiah: -50_000 }],
  rest: [],
};

describe("an invoice", () => {
  it("sums what is to be paid and what was paid out of the balance apart", () => {
    expect(totalsOf(FACTS)).toEqual({ postpaid: 1_000_000, prepaid: -800 });
    expect(totalsOf({ lines: [], corrections: [], rest: [] })).toEqual({ postpaid: 0, prepaid: 0 });
  });

  it("orders its lines by carrier, category, prefix and the number of the price", () => {
    const line = (carrier: string, prefix: string, priceRupiah: number): InvoiceLine => ({
      carrier,
      category: "otp",
      prefix,
      priceRupiah,
      purse: "postpaid",
      segments: 1,
      amountRupiah: priceRupiah,
    });
    const ordered = [line("A", "", 350), line("A", "", 1_000), line("A", "62811", 350), line("B", "", 350)];
    expect(shownLines(ordered.toReversed()).lines).toEqual(ordered);
  });

  it("shows refunds as lines, the largest amounts first where not all fit", () => {
    const [charge, refund] = FACTS.lines.map((line) => ({ ...line, purse: "postpaid" as const }));
    if (charge === undefined || refund === undefined) throw new Error("the invoice has two lines");
    expect(shownLines([refund])).toEqual({ lines: [refund], rest: [] });
    const small = { ...charge, segments: 1, amountRupiah: 350 };
    const { lines, rest } = shownLines([small, refund], 1);
    expect(lines).toEqual([refund]);
    expect(rest).toEqual([{ kind: "lines", purse: "postpaid", count: 1, segments: 1, amountRupiah: 350 }]);
  });

  it("is of everything, also where there are more lines than a paper can show", () => {
    const sums = Array.from({ length: 5_000 }, (_, nth): InvoiceLine => {
      const purse = nth % 3 === 0 ? "prepaid" : "postpaid";
      return {
        carrier: "Uji",
        category: "otp",
        prefix: `62${nth}`,
        priceRupiah: 350,
        purse,
        segments: nth,
        amountRupiah: nth * 350,
      };
    });
    const { lines, rest } = shownLines(sums);
    expect(lines).toHaveLength(2_000);
    expect(lines.every(({ amountRupiah }) => amountRupiah >= 3_000 * 350)).toBe(true);
    // Sums of zero segments and zero rupiah get no line.
    expect(rest.reduce((all, { count }) => all + count, 0)).toBe(2_999);
    const totals = totalsOf({ lines, rest, corrections: [] });
    const sumOf = (own: string) => sums.reduce((all, one) => all + (one.purse === own ? one.amountRupiah : 0), 0);
    expect(totals).toEqual({ prepaid: sumOf("prepaid"), postpaid: sumOf("postpaid") });
    const say = (key: string, params = {}) => `${key} ${JSON.stringify(params)}`;
    const look = { say, issuedAtMs: 0, checkUrl: "https://x", isDemonstration: false };
    const text = JSON.stringify(invoiceDocument({ ...FACTS, lines, rest }, look).blocks);
    for (const { count } of rest) expect(text).toContain(`\\"count\\":${count}`);
  });

  it("shows every line and correction with its amount, however large, and what was paid back as less than nothing", () => {
    const say = (key: string) => key;
    const letter = invoiceDocument(FACTS, { say, issuedAtMs: 0, checkUrl: "https://x", isDemonstration: true });
    const text = JSON.stringify(letter.blocks);
    for (const one of ["Rp 1.050.000", "−Rp 800", "−Rp 50.000", "Rp 1.000.000", "62811", "every", "Salah", "3000"])
      expect(text).toContain(one);
    expect(letter.demonstration?.mark).toBe("mark");
  });
});
