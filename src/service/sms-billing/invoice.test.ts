import { describe, expect, it } from "vitest";
import { type InvoiceFacts, invoiceDocument, totalsOf } from "./invoice.ts";

const FACTS: InvoiceFacts = {
  ...{ number: "SMS-2026-11-0001", centre: "Pusat", installation: "Sambung", month: "2026-11", issuedOn: "2026-12-01" },
  lines: [
    {
      ...{ carrier: "Uji", category: "otp", prefix: "", priceRupiah: 350, purse: "postpaid" },
      ...{ segments: 3_000, amountRupiah: 1_050_000 },
    },
    {
      ...{ carrier: "Uji", category: "otp", prefix: "62811", priceRupiah: 400, purse: "prepaid" },
      ...{ segments: -2, amountRupiah: -800 },
    },
  ],
  corrections: [{ reason: "Salah", purse: "postpaid", amountRupiah: -50_000 }],
};

describe("an invoice", () => {
  it("sums what is to be paid and what was paid out of the balance apart", () => {
    expect(totalsOf(FACTS)).toEqual({ postpaid: 1_000_000, prepaid: -800 });
    expect(totalsOf({ lines: [], corrections: [] })).toEqual({ postpaid: 0, prepaid: 0 });
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
