import { describe, expect, it } from "vitest";
import { openTexts } from "../../../platform/texts/index.ts";
import { LIST_COLUMNS, LIST_KINDS } from "./list-columns.shared.ts";
import { LIST_FAULTS, readList } from "./read-list.ts";

const PRICES = ["kode", "nama", "satuan", "harga_rupiah", "ketentuan", "berlaku_dari", "berlaku_sampai"];
const prices = (...rows: readonly (readonly string[])[]) => readList("prices", [PRICES, ...rows], { rowsMax: 3 });
const faultsOf = (read: ReturnType<typeof readList>) =>
  read.faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

describe("a file of prices", () => {
  it("is read with prices in whole rupiah, with or without dots, and days in both ways", () => {
    const { entries, faults } = prices(
      ["20-01", " Kartu   perdana ", "lembar", "Rp 25.000", "", "01/12/2026", "2027-06-30"],
      ["AB2", "'=Diskon", "", "0", "Semua kota", "", ""],
    );
    expect(faults).toEqual([]);
    expect(entries).toEqual([
      {
        line: 2,
        code: "20-01",
        keys: "2001",
        postcode: null,
        name: "Kartu perdana",
        priceRupiah: 25_000,
        validFrom: "2026-12-01",
        validUntil: "2027-06-30",
        fields: { unit: "lembar" },
      },
      {
        line: 3,
        code: "AB2",
        keys: null,
        postcode: null,
        name: "=Diskon",
        priceRupiah: 0,
        validFrom: null,
        validUntil: null,
        fields: { conditions: "Semua kota" },
      },
    ]);
  });

  it("is refused whole where one cell cannot be read, each by its line, column and rule", () => {
    const read = prices(
      ["1", "", "", "1,5", "", "", ""],
      ["2", "Pulsa", "", "12.50", "", "31/02/2026", ""],
      ["3", "Kuota", "x".repeat(41), "9999999999999", "", "2026-12-02", "2026-12-01"],
    );
    expect(read.entries).toEqual([]);
    expect(faultsOf(read)).toEqual([
      ...["2 nama cell-missing", "2 harga_rupiah price-form", "3 harga_rupiah price-form", "3 berlaku_dari day-form"],
      ...["4 satuan cell-too-long", "4 harga_rupiah price-too-high", "4 berlaku_sampai days-order"],
    ]);
  });

  it("has a code once a day, whatever its case", () => {
    const twice = prices(["a1", "Satu", "", "1", "", "", "2026-12-31"], ["A1", "Satu", "", "2", "", "2026-12-31", ""]);
    expect(faultsOf(twice)).toEqual(["3 kode code-twice"]);
    const after = prices(["a1", "Satu", "", "1", "", "", "2026-12-31"], ["A1", "Satu", "", "2", "", "2027-01-01", ""]);
    expect(after.entries).toHaveLength(2);
  });

  it("has headings in either language and any order, and rows within the limit", () => {
    expect(
      readList(
        "prices",
        [
          ["price_rupiah", "Name", "CODE"],
          ["5", "Satu", "1"],
        ],
        { rowsMax: 3 },
      ).entries,
    ).toMatchObject([{ code: "1", name: "Satu", priceRupiah: 5 }]);
    expect(faultsOf(readList("prices", [["kode", "kode", "nama"]], { rowsMax: 3 }))).toEqual([
      "1 harga_rupiah column-missing",
      "1 kode column-twice",
    ]);
    expect(faultsOf(readList("prices", [[], [""]], { rowsMax: 3 }))).toEqual(["1 null file-empty"]);
    const row = (code: string) => [code, "Satu", "", "1", "", "", ""];
    expect(faultsOf(prices(row("1"), row("2"), ["", ""], row("3"), row("4")))).toEqual(["6 null too-many-rows"]);
  });
});

describe("a file of locations", () => {
  it("has postcodes and coordinates that can be, and both coordinates or neither", () => {
    const heading = LIST_COLUMNS.locations.map(({ heading: one }) => one.en);
    const place = (part: Readonly<Record<string, string>>) =>
      heading.map((name) => ({ code: "1", name: "Pusat", address: "Jalan 1", city: "Depok", ...part })[name] ?? "");
    const read = (part: Readonly<Record<string, string>>) =>
      readList("locations", [heading, place(part)], { rowsMax: 3 });
    expect(read({ postcode: "16424", latitude: "-6.39", longitude: "106.83" }).entries).toMatchObject([
      { postcode: "16424", fields: { latitude: "-6.39", longitude: "106.83" } },
    ]);
    expect(faultsOf(read({ postcode: "1642", latitude: "-96", longitude: "abc" }))).toEqual([
      ...["2 postcode postcode-form", "2 latitude coordinate-form", "2 longitude coordinate-form"],
    ]);
    expect(faultsOf(read({ latitude: "1" }))).toEqual(["2 longitude coordinate-half"]);
  });
});

it.each(LIST_KINDS)("reads the template of %s as it is given out", (kind) => {
  const template = [
    LIST_COLUMNS[kind].map(({ heading }) => heading.id),
    LIST_COLUMNS[kind].map(({ example }) => example),
  ];
  expect(readList(kind, template, { rowsMax: 1 })).toMatchObject({ faults: [], entries: [{ line: 2 }] });
});

it.each(["id", "en"] as const)("says of every fault what to do (%s)", (locale) => {
  const texts = openTexts();
  const said = LIST_FAULTS.map((code) => texts.text(locale, `information.listFaults.${code}`, { found: "x" }));
  expect(said.filter((text) => text.length < 15 || text.startsWith("information."))).toEqual([]);
});
