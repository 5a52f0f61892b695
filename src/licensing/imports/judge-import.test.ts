import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_IMPORT_CONTEXT, importContextWith } from "../../../testkit/import-fixture.ts";
import { GOOD_LINES, type SpreadsheetLine, spreadsheetRows } from "../../../testkit/import-sheets.ts";
import { csvRows } from "../../platform/sheets/index.ts";
import { FAULT_CODES, type FaultCode } from "./fault.ts";
import { type ImportContext, needsOf } from "./import-context.ts";
import { judgeImport } from "./judge-import.ts";
import { type FileRows, readFiles } from "./parse-spreadsheet.ts";
import { countPlan } from "./plan.ts";
import { CELL_MAX, ROWS_MAX, SHEETS, type SpreadsheetKind } from "./sheets.ts";
import { templateRows } from "./templates.ts";

const NIB = "9120001234567";
const OTHER_NIB = "9120001234568";

/** All four sheets with one valid row each; the second argument replaces cells in the row of one sheet. */
function files(sheet: SpreadsheetKind, mended: SpreadsheetLine): readonly FileRows[] {
  return SHEETS.map((name) =>
    spreadsheetRows(name, [name === sheet ? { ...GOOD_LINES[name], ...mended } : GOOD_LINES[name]]),
  );
}

function judge(rows: readonly FileRows[], importContext: ImportContext = EMPTY_IMPORT_CONTEXT) {
  return judgeImport(readFiles(rows), importContext);
}

function codesOf(rows: readonly FileRows[], importContext: ImportContext = EMPTY_IMPORT_CONTEXT): readonly FaultCode[] {
  return judge(rows, importContext).faults.map(({ code }) => code);
}

describe("a good import", () => {
  it("creates an operator, its licence, its commitment and its code, which opens because the licence is active", () => {
    const { items, faults } = judge(files("codes", {}));
    expect(faults).toEqual([]);
    expect(items.map(({ kind, action, row }) => [kind, action, row])).toEqual([
      ["operator", "create", 2],
      ["licence", "create", 2],
      ["commitment", "create", 2],
      ["code", "create", 2],
    ]);
    expect(items[0]).toMatchObject({ line: { npwp: "0012345678012000", companyKind: "pt" } });
    expect(items[1]).toMatchObject({ line: { grantedOn: "2019-05-17", standing: "active" } });
    expect(items[3]).toMatchObject({ line: { code: "1500777", decidedOn: "2019-06-20" }, mode: "open" });
  });

  it("keeps a code off whose operator has no active licence", () => {
    const { items } = judge(files("licences", { status_izin: "dibekukan" }));
    expect(items.find(({ kind }) => kind === "code")).toMatchObject({ mode: "off" });
  });

  it("is what the templates hold, in both languages", () => {
    for (const locale of ["id", "en"] as const) {
      const rows = SHEETS.map((sheet): FileRows => ({ name: sheet, rows: templateRows(sheet, locale), fault: null }));
      expect(judge(rows).faults).toEqual([]);
      expect(countPlan(judge(rows).items)).toMatchObject({ operator: { create: 1 }, code: { create: 2 } });
    }
  });

  it("leaves what is recorded already, and changes what is recorded otherwise", () => {
    const importContext = importContextWith(judge(files("codes", {})).items);
    expect(judge(files("codes", {}), importContext).items.map(({ action }) => action)).toEqual(Array(4).fill("leave"));
    expect(judge(files("codes", { pengguna_akhir: "PT Lain" }), importContext).items.at(-1)).toMatchObject({
      action: "change",
    });
    expect(judge(files("operators", { nama: "PT Nama Baru" }), importContext).items[0]).toMatchObject({
      action: "change",
    });
    expect(judge(files("commitments", { e1_tahun_2: "3" }), importContext).items[2]).toMatchObject({
      action: "change",
    });
  });

  it("does not touch an operator that its company has claimed", () => {
    const world = importContextWith(judge(files("codes", {})).items, { isUnclaimed: false });
    expect(judge(files("operators", { nama: "PT Nama Baru" }), world).items[0]).toMatchObject({ action: "leave" });
  });
});

const CLAIMED = { state: "in-process", holderNib: NIB, decree: null } as const;

/** A faulty cell or context, and its fault. */
const BAD_LINES: readonly (readonly [FaultCode, SpreadsheetKind, SpreadsheetLine, Partial<ImportContext>?])[] = [
  ["cell-missing", "operators", { nama: "" }],
  ["cell-too-long", "operators", { alamat: "x".repeat(CELL_MAX + 1) }],
  ["cell-unreadable", "operators", { nama: "PT Con\u0007toh" }],
  ["number-mangled", "operators", { nib: "9,12E+12" }],
  ["number-mangled", "operators", { npwp: "1.23457E+14" }],
  ["nib-format", "operators", { nib: "912000123456" }],
  ["npwp-format", "operators", { npwp: "0123456" }],
  ["kind-unknown", "operators", { bentuk: "Maskapai" }],
  ["kind-government", "operators", { bentuk: "Dinas Kesehatan" }],
  ["email-format", "operators", { surel: "izin@contoh" }],
  ["npwp-of-another", "operators", {}, { npwps: [{ npwp: "0012345678012000", nib: OTHER_NIB }] }],
  ["operator-unknown", "licences", { nib: OTHER_NIB }],
  ["date-format", "licences", { tanggal_izin: "31/02/2019" }],
  ["date-format", "licences", { tanggal_izin: "05/17/2019" }],
  ["date-in-future", "licences", { tanggal_izin: "26/11/2026" }],
  ["date-too-early", "licences", { tanggal_izin: "31/12/1989" }],
  ["kbli-format", "licences", { kbli: "8220" }],
  ["kbli-other", "licences", { kbli: "61100" }],
  ["standing-unknown", "licences", { status_izin: "mungkin" }],
  ["licence-unknown", "commitments", { nomor_izin: "9999/TEL/2019" }],
  ["year-format", "commitments", { tahun_mulai: "19" }],
  ["e1-format", "commitments", { e1_tahun_2: "1,5" }],
  ["e1-format", "commitments", { e1_tahun_2: "-1" }],
  ["e1-first-year", "commitments", { e1_tahun_1: "0" }],
  ["e1-too-many", "commitments", { e1_tahun_5: "1001" }],
  ["code-malformed", "codes", { kode: "14A45" }],
  ["code-emergency", "codes", { kode: "112" }],
  ["code-not-in-plan", "codes", { kode: "13045" }],
  ["code-conflict", "codes", { kode: "1500 7771" }],
  ["code-conflict", "codes", {}, { taken: ["15007"] }],
  ["usage-unknown", "codes", { status_kode: "entah" }],
  ["end-user-missing", "codes", { pengguna_akhir: "" }],
  ["cell-too-long", "codes", { nomor_sk: "9".repeat(101) }],
  ["decree-known", "codes", {}, { decrees: [{ number: "0456/TEL.05.05/2019", code: "14001" }] }],
  ["operator-unknown", "codes", { nib: OTHER_NIB }],
];

describe("a bad line", () => {
  for (const [code, sheet, cells, but = {}] of BAD_LINES) {
    it(`${code} in ${sheet}: ${JSON.stringify({ ...cells, ...but }).slice(0, 80)}`, () => {
      const { faults } = judge(files(sheet, cells), { ...EMPTY_IMPORT_CONTEXT, ...but });
      expect(faults).toContainEqual(expect.objectContaining({ code, sheet, row: 2 }));
    });
  }

  it.each([
    ["code-of-another", { state: "active", holderNib: OTHER_NIB, decree: null }],
    ["code-by-other-decree", { state: "active", holderNib: NIB, decree: null }],
    ["code-claimed", CLAIMED],
    ["code-claimed", { ...CLAIMED, state: "held" }],
    ["code-claimed", { ...CLAIMED, state: "evaluation" }],
    ["code-in-quarantine", { ...CLAIMED, state: "quarantine" }],
    ["code-kept", { ...CLAIMED, state: "reserved" }],
    ["code-kept", { ...CLAIMED, state: "blocked" }],
  ] as const)("%s for a code that is %o", (code, known) => {
    const world = { ...EMPTY_IMPORT_CONTEXT, codes: [{ code: "1500777", version: 1, ...known }] };
    expect(codesOf(files("codes", {}), world)).toEqual([code]);
  });

  it("is told for every row that names the same thing again", () => {
    const twice = (sheet: SpreadsheetKind) =>
      SHEETS.map((name) => spreadsheetRows(name, Array(name === sheet ? 2 : 1).fill(GOOD_LINES[name])));
    expect(codesOf(twice("operators"))).toContain("operator-twice");
    expect(codesOf(twice("licences"))).toContain("licence-twice");
    expect(codesOf(twice("commitments"))).toEqual(["commitment-twice"]);
    expect(codesOf(twice("codes"))).toEqual(["decree-twice", "code-twice"]);
  });

  it("names the row that had the number first", () => {
    const other = { ...GOOD_LINES.operators, nib: OTHER_NIB };
    const { faults } = judge([spreadsheetRows("operators", [GOOD_LINES.operators, other])]);
    expect(faults).toEqual([expect.objectContaining({ code: "npwp-twice", row: 3, column: "npwp", other: "2" })]);
  });

  it("refuses an NPWP that differs from the one a registered company has", () => {
    const importContext = importContextWith(judge(files("codes", {})).items, { isUnclaimed: false });
    expect(codesOf(files("operators", { npwp: "0999999999012000" }), importContext)).toContain("npwp-differs");
  });

  it("refuses a licence that is on record for another operator", () => {
    const world = importContextWith(judge(files("codes", {})).items, { licenceNib: OTHER_NIB });
    expect(codesOf(files("codes", {}), world)).toContain("licence-of-another");
  });

  it("takes what hangs on it along, and says that it hangs on a bad line", () => {
    expect(codesOf(files("operators", { surel: "x" }))).toEqual([
      "email-format",
      "operator-line-bad",
      "licence-line-bad",
      "operator-line-bad",
    ]);
  });

  it("is counted by the row a spreadsheet shows, blank rows included", () => {
    const rows = spreadsheetRows("operators", [{}, { ...GOOD_LINES.operators, nib: "1" }]);
    expect(judge([rows]).faults).toEqual([expect.objectContaining({ code: "nib-format", row: 3, found: "1" })]);
  });
});

const csv = (text: string | Uint8Array, name = "a.csv"): FileRows =>
  csvRows({ name, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text }, { rowsMax: ROWS_MAX + 2 });
const operators = (separator: string): string =>
  [
    ["nib", "nama", "bentuk", "npwp", "alamat", "surel"].join(separator),
    ['"9120001234567"', '"PT ""A"", B; C"', "pt", "012345678012000", '"Jalan 1\r\nLantai 2"', "a@b.invalid"].join(
      separator,
    ),
  ].join("\r\n");

function manyOperators(count: number): readonly SpreadsheetLine[] {
  return Array.from({ length: count }, () => GOOD_LINES.operators);
}

describe("a file", () => {
  it.each([
    ["commas", operators(",")],
    ["semicolons, as Excel writes in Indonesian", operators(";")],
    ["tabs", operators("\t")],
    ["a byte-order mark", `\ufeff${operators(";")}`],
    ["a blank line at its end", `${operators(",")}\r\n\r\n`],
  ])("is read with %s", (_, text) => {
    const { items, faults } = judge([csv(text)]);
    expect(faults).toEqual([]);
    expect(items).toMatchObject([{ line: { name: 'PT "A", B; C', address: "Jalan 1 Lantai 2" } }]);
  });

  it.each([
    ["file-not-utf8", csv(Uint8Array.from([0x6e, 0xe9, 0x0a]))],
    ["file-empty", csv("")],
    ["file-empty", csv("nib,nama,bentuk,npwp,alamat,surel\n")],
    ["quote-broken", csv('nib;npwp\n"1;2\n')],
    ["sheet-unknown", csv("a;b\n1;2\n")],
    ["column-missing", csv("nib;npwp\n1;2\n")],
    ["column-twice", csv(operators(",").replace("surel", "nib"))],
    ["column-unknown", csv(operators(",").replace("surel", "surel,telepon"))],
    ["cells-too-many", csv(`${operators(",")},lebih`)],
    ["sheet-too-long", spreadsheetRows("operators", manyOperators(ROWS_MAX + 1))],
  ] as const)("is refused: %s", (code, file) => {
    expect(codesOf([file])).toContain(code);
  });

  it("may stand in an import only once for each sheet", () => {
    const again = spreadsheetRows("operators", [{ ...GOOD_LINES.operators, nib: OTHER_NIB }], "lain.csv");
    expect(codesOf([...files("codes", {}), again])).toEqual(["sheet-twice"]);
  });
});

describe("the list of faults", () => {
  it("has a test for every one", () => {
    const tried = new Set<FaultCode>([
      ...BAD_LINES.map(([code]) => code),
      ...(["file-not-utf8", "file-empty", "quote-broken", "sheet-unknown", "sheet-twice", "sheet-too-long"] as const),
      ...([
        "column-missing",
        "column-twice",
        "column-unknown",
        "cells-too-many",
        "npwp-twice",
        "npwp-differs",
      ] as const),
      ...(["operator-twice", "operator-line-bad", "licence-twice", "licence-of-another", "licence-line-bad"] as const),
      ...(["commitment-twice", "code-twice", "code-of-another", "code-claimed", "code-in-quarantine"] as const),
      ...(["code-kept", "code-by-other-decree", "decree-twice"] as const),
    ]);
    expect(FAULT_CODES.filter((code) => !tried.has(code))).toEqual([]);
  });
});

describe("any file", () => {
  it("is told about and never breaks the reading", () => {
    const anyRows = fc.array(
      fc.array(fc.oneof(fc.string(), fc.constantFrom("nib", "npwp", "kode", "1500 777")), { maxLength: 9 }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(anyRows, (rows) => {
        const read = readFiles([{ name: "a", rows, fault: null }]);
        expect(needsOf(read).nibs.length).toBeLessThanOrEqual(rows.length);
        const { items, faults } = judgeImport(read, EMPTY_IMPORT_CONTEXT);
        expect(items.length + faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
