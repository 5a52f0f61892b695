import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../testkit/pumped.ts";
import { extractTextFacts } from "./text-facts.ts";

const NPWP = "0981234567890000";

describe("what the text of a file names", () => {
  it.each([
    "NPWP: 98.123.456.7-890.000",
    "NPWP : 981234567890000",
    "Nomor Pokok Wajib Pajak (NPWP) 98.123.456.7-890.000",
    "NPWP16: 0981234567890000",
    "NPWP Nomor 0981 2345 6789 0000",
  ])("is a tax number in whatever form it is written: %s", (text) => {
    expect(extractTextFacts([text])?.npwps).toEqual([NPWP]);
  });

  it("is no tax number where sixteen digits are something else", () => {
    expect(extractTextFacts(["NIK 3174012345678901, rekening 1234567890123456"])?.npwps).toEqual([]);
  });

  it.each([
    ["Jakarta, 20 November 2026", "2026-11-20"],
    ["20 Nopember 2026", "2026-11-20"],
    ["5 Des. 2026", "2026-12-05"],
    ["Berlaku 20-11-2026", "2026-11-20"],
    ["20/11/2026", "2026-11-20"],
    ["2026-11-20", "2026-11-20"],
  ])("is a date in whatever form it is written: %s", (text, date) => {
    expect(extractTextFacts([text])?.dates).toEqual([date]);
  });

  it("is no date where there is no such day", () => {
    expect(extractTextFacts(["32 November 2026, 20-13-2026, 00-11-2026, 31 April 2026"])?.dates).toEqual([]);
  });

  it("is unknown where no page has a text, which is another thing than nothing", () => {
    expect(extractTextFacts([])).toBeNull();
    expect(extractTextFacts(["", " \n"])).toBeNull();
    expect(extractTextFacts(["Surat"])).toEqual({ npwps: [], dates: [] });
  });

  it("is read from any text at all, each once and not without end", () => {
    const anyText = fc.array(fc.oneof(fc.string(), fc.constantFrom("NPWP ", "98.123.456.7-890.000 ", "1 Mei 2026 ")));
    fc.assert(
      fc.property(anyText, (parts) => {
        const said = extractTextFacts([parts.join("")]);
        expect((said?.npwps.length ?? 0) <= 40 && (said?.dates.length ?? 0) <= 40).toBe(true);
        expect(new Set(said?.dates).size).toBe(said?.dates.length ?? 0);
        expect(said?.npwps.every((npwp) => /^\d{16}$/.test(npwp)) ?? true).toBe(true);
      }),
    );
  });
});

describe("reading the text of an uploaded file", () => {
  itTakesLinearTime((text) => extractTextFacts([text]));
});
