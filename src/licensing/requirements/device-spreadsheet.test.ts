import fc from "fast-check";
import { describe, expect, it } from "vitest";
import textsEn from "../../../locales/parts/en/licence-requirements.json" with { type: "json" };
import textsId from "../../../locales/parts/id/licence-requirements.json" with { type: "json" };
import { anyLicenceForm } from "../../../testkit/licence-arbitrary.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { countryOf } from "./device-columns.ts";
import { DEVICE_FAULTS, readDeviceSpreadsheet } from "./device-spreadsheet.ts";
import { deviceExamples, deviceHeading, deviceSpreadsheetRows } from "./device-spreadsheet-rows.ts";
import type { DeviceRow } from "./form.shared.ts";
import { parsePart, ROW_LIMITS } from "./part-schemas.ts";

const { sites } = SOUND_FORM.configuration;
const present = SOUND_FORM.devices.rows;

function world(devices: readonly DeviceRow[] = present) {
  let last = 0;
  const nextId = () => {
    last += 1;
    return `new-${last}`;
  };
  return { present: devices, sites, nextId };
}

const heading = deviceHeading("id");
const sheet = (...rows: readonly (readonly string[])[]) => [heading, ...rows];
const good = ["Kolokasi Cyber", "SBC", "Contoh", "S-1", "Jerman", "SN-9", "tidak", "7/SDPPI/2025", "milik"];
const withCell = (column: string, text: string) => good.map((cell, index) => (heading[index] === column ? text : cell));
const codesOf = (rows: readonly (readonly string[])[]) =>
  readDeviceSpreadsheet(rows, world()).faults.map(({ code }) => code);

describe("a sheet of devices", () => {
  it("is read row by row, sites by their name, countries by name or code", () => {
    const read = readDeviceSpreadsheet(sheet(good, withCell("negara_asal", "de")), world());
    expect(read).toMatchObject({ faults: [], rowCount: 2, added: 2, kept: 0 });
    expect(read.rows[0]).toEqual({
      id: "new-1",
      siteId: "s2",
      kind: "SBC",
      maker: "Contoh",
      type: "S-1",
      country: "DE",
      serial: "SN-9",
      isVirtual: false,
      certificateNumber: "7/SDPPI/2025",
      ownership: "owned",
    });
    expect(read.rows[1]?.country).toBe("DE");
  });

  it("may have a title above its heading, empty rows between, and English headings", () => {
    const rows = [["Daftar perangkat 2026"], [], deviceHeading("en"), good, ["", ""], good];
    expect(readDeviceSpreadsheet(rows, world())).toMatchObject({ rowCount: 2, faults: [] });
  });

  it("keeps the ids of devices that are in the list, so that their files stay, and names those that go", () => {
    const rows = deviceSpreadsheetRows(present.slice(0, 1), { sites, language: "id" });
    const read = readDeviceSpreadsheet(sheet(...rows, good), world());
    expect(read.rows.map(({ id }) => id)).toEqual(["d1", "new-1"]);
    expect(read).toMatchObject({ kept: 1, added: 1 });
    expect(read.removed.map(({ id }) => id)).toEqual(["d2"]);
  });

  it("keeps each of two devices without a serial once", () => {
    const cloud: DeviceRow = {
      ...present[0],
      id: "v1",
      siteId: "",
      kind: "Cloud",
      maker: "Awan",
      type: "A",
      country: "ID",
      serial: "",
      isVirtual: true,
      certificateNumber: "",
      ownership: "contract",
    };
    const twins = [cloud, { ...cloud, id: "v2" }];
    const read = readDeviceSpreadsheet(sheet(...deviceSpreadsheetRows(twins, { sites, language: "id" })), world(twins));
    expect(read.rows.map(({ id }) => id)).toEqual(["v1", "v2"]);
    expect(read.removed).toEqual([]);
  });

  it("may leave cells empty: what is missing is named by the pre-check", () => {
    const bare = heading.map((column) => (column === "jenis" ? "Telepon IP" : ""));
    const [row] = readDeviceSpreadsheet(sheet(bare), world()).rows;
    expect(row).toMatchObject({ kind: "Telepon IP", serial: "", siteId: "", ownership: "owned" });
  });

  it.each([
    ["lokasi", "Gudang", "site-unknown"],
    ["negara_asal", "Atlantis", "country-unknown"],
    ["negara_asal", "XX", "country-unknown"],
    ["virtual", "mungkin", "virtual-unknown"],
    ["kepemilikan", "pinjam", "ownership-unknown"],
    ["nomor_serial", "9,12E+12", "number-mangled"],
    ["merek", "x".repeat(101), "cell-too-long"],
    ["tipe", "A\u0007B", "cell-unreadable"],
  ])("names what is wrong in the column %s (%j) with its row", (column, text, code) => {
    const read = readDeviceSpreadsheet(sheet(good, withCell(column, text), good), world());
    expect(read.faults).toMatchObject([{ row: 3, code }]);
    expect(read.rows).toHaveLength(2);
  });

  it("names every fault of a row at once", () => {
    const bad = good.map((cell, index) =>
      ["lokasi", "negara_asal", "kepemilikan"].includes(heading[index] ?? "") ? "?" : cell,
    );
    expect(codesOf(sheet(bad))).toEqual(["site-unknown", "country-unknown", "ownership-unknown"]);
  });

  it("takes a site by its city only where one stands there", () => {
    expect(readDeviceSpreadsheet(sheet(withCell("lokasi", "kota depok")), world()).rows[0]?.siteId).toBe("s1");
    const twice = { ...world(), sites: sites.map((site) => ({ ...site, city: "Kota Depok" })) };
    expect(readDeviceSpreadsheet(sheet(withCell("lokasi", "Kota Depok")), twice).faults).toMatchObject([
      { code: "site-unclear" },
    ]);
  });

  it.each([
    ["nothing in it", [], "file-empty"],
    ["a heading only", [heading], "file-empty"],
    ["no heading", [["a", "b"], ["c"]], "heading-missing"],
    ["a column missing", [heading.slice(1), good.slice(1)], "column-missing"],
    ["a column twice", [[...heading, "merek"], good], "column-twice"],
    ["a strange column", [[...heading, "warna"], good], "column-unknown"],
    ["more cells than headings", [heading, [...good, "", "x"]], "cells-too-many"],
    ["a row of a site only", [heading, ["Kolokasi Cyber"]], "row-empty"],
  ])("with %s is refused", (_what, rows, code) => {
    expect(codesOf(rows)).toEqual([code]);
  });

  it("has as many rows as the list may have, and not one more", () => {
    const rows = (count: number) => sheet(...Array.from({ length: count }, () => good));
    expect(readDeviceSpreadsheet(rows(ROW_LIMITS.devices), world()).rows).toHaveLength(ROW_LIMITS.devices);
    expect(codesOf(rows(ROW_LIMITS.devices + 1))).toEqual(["rows-too-many"]);
  });

  it("that was downloaded reads back as the same list, in either language", () => {
    const usable = anyLicenceForm.filter(({ configuration, devices }) => {
      const names = configuration.sites.map(({ name }) => name.trim().toLowerCase());
      return (
        devices.rows.length > 0 &&
        configuration.sites.every(({ name }) => /^[A-Za-z][A-Za-z0-9 ]*$/u.test(name)) &&
        new Set(names).size === names.length
      );
    });
    const plain = (text: string) =>
      text
        .replaceAll(/[^\p{L}\p{N} ]/gu, "")
        .replaceAll(/\s+/gu, " ")
        .trim();
    fc.assert(
      fc.property(usable, fc.constantFrom("id", "en"), (form, language) => {
        const own = new Set(form.configuration.sites.map(({ id }) => id));
        const rows = form.devices.rows.map((row) => ({
          ...row,
          siteId: own.has(row.siteId) ? row.siteId : "",
          kind: plain(row.kind) || "Telepon",
          maker: plain(row.maker),
          type: plain(row.type),
          serial: plain(row.serial).replaceAll(/\d/gu, "x"),
          certificateNumber: plain(row.certificateNumber).replaceAll(/\d/gu, "x"),
        }));
        const texts = [
          deviceHeading(language),
          ...deviceSpreadsheetRows(rows, { sites: form.configuration.sites, language }),
        ];
        const read = readDeviceSpreadsheet(texts, { ...world(rows), sites: form.configuration.sites });
        expect(read.faults).toEqual([]);
        expect(read.rows.map(({ id: _id, ...row }) => row)).toEqual(rows.map(({ id: _id, ...row }) => row));
        expect(read.removed).toEqual([]);
        expect(parsePart("devices", { rows: read.rows }).ok).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("never throws, whatever stands in it, and makes only rows that can be saved", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: 10 }), { maxLength: 8 }),
        (rows) => {
          for (const texts of [rows, sheet(...rows)]) {
            const read = readDeviceSpreadsheet(texts, world());
            expect(parsePart("devices", { rows: read.rows }).ok).toBe(true);
          }
        },
      ),
    );
  });

  it("has an example that reads without a fault", () => {
    for (const language of ["id", "en"] as const) {
      const read = readDeviceSpreadsheet([deviceHeading(language), ...deviceExamples(sites, language)], world([]));
      expect(read).toMatchObject({ faults: [], added: 2 });
    }
  });

  it("has a rule and a remedy for each fault in both languages", () => {
    for (const { licence } of [textsId, textsEn]) {
      expect(Object.keys(licence.deviceSheet.faults)).toEqual([...DEVICE_FAULTS]);
    }
  });
});

describe("a country", () => {
  it.each([
    ["Indonesia", "ID"],
    ["jepang", "JP"],
    ["Japan", "JP"],
    ["Tiongkok", "CN"],
    ["sg", "SG"],
    ["Amerika Serikat", "US"],
  ])("%s is %s", (name, code) => {
    expect(countryOf(name)).toBe(code);
  });

  it.each(["EU", "ZZ", "Wakanda", ""])("%j is none", (name) => {
    expect(countryOf(name)).toBeNull();
  });
});
