import { describe, expect, it } from "vitest";
import {
  currentFormats,
  currentRuleset,
  openRulebook,
  publishedFormats,
  publishFormats,
} from "../../regulation/index.ts";
import { formatLetter, formatSpreadsheet } from "./format-letter.ts";

const FILLINGS = ["blank", "example"] as const;
const texts = (value: unknown): string => JSON.stringify(value);

describe.each(currentFormats.formats)("the form $id", (format) => {
  it("asks in brackets for every field when blank, and for none when filled in", () => {
    const [blank, example] = FILLINGS.map((filling) => texts(formatLetter(currentFormats, format, filling)));
    for (const { hint, example: value } of format.fields) {
      expect(blank, hint).toContain(`[${hint}]`);
      expect(example, hint).toContain(value);
    }
    expect(example).not.toMatch(/\[[a-z]/u);
    expect(blank + (example ?? "")).not.toMatch(/\{(?!page)\w+\}/u);
  });

  it("carries its version, date and rules at the foot of every page, and CONTOH on an example only", () => {
    for (const filling of FILLINGS) {
      const letter = formatLetter(currentFormats, format, filling);
      expect(letter.footer.reference).toContain("Format versi 2026.11, 2026-11-01; aturan versi 2026.11");
      expect(letter.demonstration?.mark).toBe(filling === "example" ? "CONTOH" : undefined);
    }
  });
});

describe("the usage report", () => {
  const report = currentFormats.formats.find(({ id }) => id === "laporan-penggunaan");

  it("has the columns that the rule names, in its order", () => {
    const opened = openRulebook({ version: currentRuleset.version, atDate: "2026-11-25" });
    expect(opened.ok && opened.value.rules["usage-report-fields"].value).toEqual(report?.columns);
  });

  it("has room for ten codes when blank, and two made-up ones as an example", () => {
    if (report === undefined) throw new Error("no usage report");
    const sheets = FILLINGS.map((filling) => formatSpreadsheet(currentFormats, report, filling));
    expect(sheets.map(({ rows }) => rows.length)).toEqual([10, 2]);
    expect(sheets[1]?.rows[0]?.[0]).toBe("14045");
    expect(texts(sheets[1]?.heading)).toContain("CONTOH");
  });
});

describe("the editions of the forms", () => {
  it("are published once each", () => {
    expect(() => publishFormats([currentFormats, currentFormats])).toThrow("a version is published once");
    expect(publishedFormats.at(-1)).toBe(currentFormats);
  });

  it("name no field that they do not have, and no rule that does not exist", () => {
    const [first] = currentFormats.formats;
    const withFault = (fault: object) => ({ ...currentFormats, version: "2027.01", formats: [{ ...first, ...fault }] });
    expect(() => publishFormats([withFault({ about: "untuk {siapa}" })])).toThrow("names a field");
    expect(() => publishFormats([withFault({ rule: "no-such-rule" })])).toThrow("a rule that Sambung knows");
  });
});
