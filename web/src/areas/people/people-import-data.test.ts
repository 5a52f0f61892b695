import { expect, it } from "vitest";
import { csvText } from "./people-import-data.ts";

it("writes passwords of phones as a spreadsheet of the language reads them, and no formula", () => {
  const rows = [
    ["ekstensi", "nama"],
    ["201", '=HYPERLINK("x")'],
    ["202", "Ani; Budi"],
  ];
  expect(csvText(rows, ";")).toBe('\ufeffekstensi;nama\r\n201;"\'=HYPERLINK(""x"")"\r\n202;"Ani; Budi"\r\n');
});
