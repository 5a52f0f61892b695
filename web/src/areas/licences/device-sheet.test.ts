import { describe, expect, it } from "vitest";
import { DEVICE_COLUMNS, readDeviceRows } from "./device-sheet.ts";

const site: Parameters<typeof readDeviceRows>[1]["sites"][number] = {
  ...{ id: "s1", kind: "service-centre", name: "Pusat Depok", address: "", city: "Depok", country: "ID", agents: 8 },
};

function read(rows: readonly (readonly string[])[], room = 500) {
  let nth = 0;
  const newId = (): string => {
    nth += 1;
    return `d${nth}`;
  };
  return readDeviceRows(rows, { sites: [site], countries: ["ID", "CN"], newId, room });
}

const headings = (language: 0 | 1) => Object.values(DEVICE_COLUMNS).map((names) => names[language]);
const sound = ["IP PBX", "Yeastar", "P570", "SN-1", "cn", "12345/SDPPI/2026", "pusat depok", "Sewa", "tidak"];

describe("devices from a spreadsheet", () => {
  it.each([0, 1] as const)("are read under the headings of language %s", (language) => {
    expect(read([headings(language), sound])).toEqual({
      devices: [
        {
          ...{ id: "d1", siteId: "s1", kind: "IP PBX", maker: "Yeastar", type: "P570", country: "CN", serial: "SN-1" },
          ...{ isVirtual: false, certificateNumber: "12345/SDPPI/2026", ownership: "leased" },
        },
      ],
      faults: [],
    });
  });

  it("are read in any order of columns, with columns that nobody knows left out", () => {
    const { devices } = read([
      ["Catatan", "Tipe", "Merek"],
      ["baru", "P570", "Yeastar"],
    ]);
    expect(devices.map(({ maker, type }) => [maker, type])).toEqual([["Yeastar", "P570"]]);
  });

  it("are refused row by row, with the cell, so that the sound rows can be taken", () => {
    const broken = ["", "Yeastar", "", "", "XX", "", "Gudang", "pinjam", "mungkin"];
    const { devices, faults } = read([headings(0), broken, sound]);
    expect(devices).toHaveLength(1);
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "type", "missing"],
      [2, "country", "country-unknown"],
      [2, "site", "site-unknown"],
      [2, "ownership", "ownership-unknown"],
      [2, "isVirtual", "yes-or-no"],
    ]);
  });

  it("count rows as the spreadsheet does, also after an empty one", () => {
    expect(read([headings(0), [""], ["", "", "P570"]]).faults[0]).toMatchObject({ row: 3, column: "maker" });
  });

  it("are no sheet without maker and type, without rows, or with more rows than there is room for", () => {
    expect(read([["Nama"], ["x"]]).faults[0]?.code).toBe("no-heading");
    expect(read([headings(0)]).faults[0]?.code).toBe("no-rows");
    expect(read([headings(0), sound, sound], 1).faults[0]?.code).toBe("too-many");
  });
});
