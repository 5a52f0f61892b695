import { DEVICE_COLUMNS, OWNERSHIP_WORDS, YES_NO_WORDS } from "./device-columns.ts";
import type { DeviceRow, Site } from "./form.shared.ts";

type Language = "id" | "en";

/** The headings of the device spreadsheet. */
export function deviceHeading(language: Language): readonly string[] {
  return DEVICE_COLUMNS.map(({ heading }) => heading[language]);
}

/** The device list as rows of a spreadsheet, which parse to the same list. */
export function deviceSpreadsheetRows(
  rows: readonly DeviceRow[],
  { sites, language }: { readonly sites: readonly Site[]; readonly language: Language },
): readonly (readonly string[])[] {
  const siteNames = new Map(sites.map(({ id, name, city }) => [id, name.trim() === "" ? city : name]));
  const first = (words: Readonly<Record<Language, readonly string[]>>) => words[language][0] ?? "";
  return rows.map((row) => [
    siteNames.get(row.siteId) ?? "",
    row.kind,
    row.maker,
    row.type,
    row.country,
    row.serial,
    first(YES_NO_WORDS[row.isVirtual ? "yes" : "no"]),
    row.certificateNumber,
    first(OWNERSHIP_WORDS[row.ownership]),
  ]);
}

/** An example of the spreadsheet: a physical device and a virtual one. */
export function deviceExamples(sites: readonly Site[], language: Language): readonly (readonly string[])[] {
  const base = { id: "", country: "ID", isVirtual: false, ownership: "owned" } as const;
  const siteId = sites[0]?.id ?? "";
  const examples: readonly DeviceRow[] = [
    {
      ...base,
      siteId,
      kind: "SBC",
      maker: "Contoh Jaringan",
      type: "SBC-200",
      serial: "SN-0001",
      certificateNumber: "71234/SDPPI/2025",
    },
    {
      ...base,
      siteId: "",
      kind: "Cloud PBX",
      maker: "Contoh Awan",
      type: "PBX-as-a-service",
      serial: "",
      isVirtual: true,
      certificateNumber: "",
      ownership: "contract",
    },
  ];
  return deviceSpreadsheetRows(examples, { sites, language });
}
