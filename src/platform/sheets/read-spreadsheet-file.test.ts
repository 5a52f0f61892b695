import { strFromU8, strToU8, zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { openDocumentPool } from "../pdf/index.ts";
import { readSpreadsheetFile } from "./index.ts";

const paper = openDocumentPool();
afterAll(() => paper.close());

const limits = { rowsMax: 100, holder: "test" };
const table = {
  name: "Perangkat",
  heading: [],
  columns: ["jenis", "nomor_serial"],
  rows: [
    ["SBC", "0012345678901234567890"],
    ["=1+1", "12345678901234567"],
  ],
  footer: "",
  createdAtMs: 1_795_581_000_000,
};
const read = (bytes: Uint8Array, name = "perangkat.xlsx") => readSpreadsheetFile({ name, bytes }, limits);
const filled = (rows: readonly (readonly string[])[]) => rows.filter((row) => row.some((cell) => cell !== ""));

const parts = (sheet: string): Record<string, Uint8Array> => ({
  "[Content_Types].xml": strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  ),
  "_rels/.rels": strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
  ),
  "xl/workbook.xml": strToU8(
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ),
  "xl/_rels/workbook.xml.rels": strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
  "xl/worksheets/sheet1.xml": strToU8(
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  ),
});
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe("a spreadsheet that somebody sends", () => {
  it("is read as XLSX with every text as it was typed", async () => {
    const { rows, fault } = await read(await paper.sheet(table));
    expect(fault).toBeNull();
    expect(filled(rows)).toEqual([table.columns, ...table.rows]);
  });

  it("gives numbers with all their digits", async () => {
    const sheet = '<row r="1"><c r="A1"><v>12345678901234567</v></c><c r="B1"><v>0.1</v></c></row>';
    expect((await read(zipSync(parts(sheet)))).rows).toEqual([["12345678901234567", "0.1"]]);
  });

  it("is told by content: the same name with CSV in it is CSV", async () => {
    const csv = new TextEncoder().encode("\ufeffjenis;nomor\nSBC;1\n");
    expect(await read(csv)).toMatchObject({
      rows: [
        ["jenis", "nomor"],
        ["SBC", "1"],
      ],
      fault: null,
    });
  });

  it.each([
    ["an archive that is no workbook", zipSync({ "a.txt": strToU8("x") }), "file-not-spreadsheet"],
    ["an archive cut off", zipSync(parts("")).slice(0, 60), "file-not-spreadsheet"],
    ["a workbook of Excel 97", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "file-old-spreadsheet"],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), "file-not-utf8"],
  ])("is refused when it is %s", async (_what, bytes, code) => {
    expect(await read(bytes)).toMatchObject({ rows: [], fault: { code } });
  });

  it("is refused when it unpacks to more than it may, before it is unpacked", async () => {
    const swollen = zipSync(parts(" ".repeat(25_000_000)));
    expect(swollen.length).toBeLessThan(100_000);
    expect(await read(swollen)).toMatchObject({ rows: [], fault: { code: "file-swollen" } });
  });

  it.each([
    ["a cell at the far corner", `<row r="1048576">${cell("XFD1048576", "x")}</row>`],
    ["a cell ZZ99999", `<row r="99999">${cell("ZZ99999", "x")}</row>`],
    [
      "a far cell with its address in single quotes",
      `<row r='99999'><c r='ZZ99999' t="inlineStr"><is><t>x</t></is></c></row>`,
    ],
    ["a far cell with its address as character references", `<row r="9&#57;999">${cell("&#90;Z99999", "x")}</row>`],
    ["a far cell in a prefixed element", `<x:row xmlns:x="u" r="99999"><x:c r="ZZ99999"/></x:row>`],
    ["a wide row above a low one", `<row r="1">${cell("ZZ1", "x")}</row><row r="99999">${cell("A99999", "x")}</row>`],
    ["a row number without an end", `<row r="1e300">${cell("A1", "x")}</row>`],
  ])("is refused before a table is built when it has %s", async (_what, sheet) => {
    expect(await read(zipSync(parts(sheet)))).toMatchObject({ rows: [], fault: { code: "file-swollen" } });
  });

  it("is refused when another part than a worksheet is named as the sheet and has a far cell", async () => {
    const files = parts("");
    const [rels, sheet] = ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"];
    files[rels] = strToU8(strFromU8(files[rels] ?? new Uint8Array()).replace("worksheets/sheet1.xml", "styles.xml"));
    files["xl/styles.xml"] = parts(`<row r="99999">${cell("ZZ99999", "x")}</row>`)[sheet] ?? new Uint8Array();
    expect(await read(zipSync(files))).toMatchObject({ rows: [], fault: { code: "file-swollen" } });
  });

  it("is read one at a time for a holder, and a far cell leaves the next one readable", async () => {
    const far = zipSync(parts(`<row r="99999">${cell("ZZ99999", "x")}</row>`));
    const small = zipSync(parts(`<row r="1">${cell("A1", "x")}</row>`));
    const faults = (await Promise.all([far, small, far, small].map((bytes) => read(bytes)))).map(
      ({ fault }) => fault?.code,
    );
    expect(faults).toEqual(["file-swollen", undefined, "file-swollen", undefined]);
  });

  it("cannot break the portal with a size that lies", async () => {
    const lying = zipSync(parts(`<row r="1">${cell("A1", "x".repeat(200_000))}</row>`), { level: 9 });
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 30; at += 1) {
      // Central directory headers: the unpacked size is at offset 24.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect((await read(lying)).rows.flat().join("").length).toBeLessThan(1_000);
  });
});
