import type { DeviceRow } from "./form.shared.ts";

/** A column of the device spreadsheet with its Indonesian and English heading. */
export interface DeviceColumn {
  readonly id: "site" | "kind" | "maker" | "type" | "country" | "serial" | "virtual" | "certificate" | "ownership";
  readonly heading: Readonly<Record<"id" | "en", string>>;
}

/** The columns of the device spreadsheet, in the order of the template. */
export const DEVICE_COLUMNS: readonly DeviceColumn[] = [
  { id: "site", heading: { id: "lokasi", en: "site" } },
  { id: "kind", heading: { id: "jenis", en: "kind" } },
  { id: "maker", heading: { id: "merek", en: "maker" } },
  { id: "type", heading: { id: "tipe", en: "type" } },
  { id: "country", heading: { id: "negara_asal", en: "country" } },
  { id: "serial", heading: { id: "nomor_serial", en: "serial" } },
  { id: "virtual", heading: { id: "virtual", en: "virtual" } },
  { id: "certificate", heading: { id: "nomor_sertifikat", en: "certificate_number" } },
  { id: "ownership", heading: { id: "kepemilikan", en: "ownership" } },
];

/** Words for the ownership of a device, in both languages; the first of each language is written. */
export const OWNERSHIP_WORDS: Readonly<
  Record<DeviceRow["ownership"], Readonly<Record<"id" | "en", readonly string[]>>>
> = {
  owned: { id: ["milik", "milik sendiri", "dimiliki"], en: ["owned", "own"] },
  leased: { id: ["sewa", "disewa"], en: ["leased", "rented", "lease"] },
  contract: { id: ["kontrak"], en: ["contract"] },
};

/** Words for yes and no, in both languages and as spreadsheets write them; the first of each language is written. */
export const YES_NO_WORDS: Readonly<Record<"yes" | "no", Readonly<Record<"id" | "en", readonly string[]>>>> = {
  yes: { id: ["ya", "benar"], en: ["yes", "true"] },
  no: { id: ["tidak", "bukan", "salah"], en: ["no", "false"] },
};

/** Normalises a heading or a word for comparison: case and white space are ignored. */
export function normaliseCell(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ");
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
/** Codes with a display name that are no countries. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"]);

function countryNames(): ReadonlyMap<string, string> {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    (code) => !NO_COUNTRY.has(code),
  );
  const names = ["id", "en"].flatMap((language) => {
    const named = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    return codes.flatMap((code): readonly (readonly [string, string])[] => {
      const name = named.of(code);
      return name === undefined ? [] : [[normaliseCell(name), code]];
    });
  });
  return new Map([...names, ...names.map(([, code]) => [code.toLowerCase(), code] as const)]);
}

const COUNTRIES = countryNames();

/** The code of a country (ISO 3166-1 alpha-2) from its code or its name in either language; null if unknown. */
export function countryOf(text: string): string | null {
  return COUNTRIES.get(normaliseCell(text)) ?? null;
}
