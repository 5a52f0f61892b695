import { COLUMNS, type SpreadsheetKind } from "./sheets.ts";

type Row = readonly string[];

/** An example of each sheet: one fictitious operator with a licence, its commitment and two codes. */
const EXAMPLES: Readonly<Record<SpreadsheetKind, Readonly<Record<"id" | "en", readonly Row[]>>>> = {
  operators: {
    id: [
      [
        ...["9120001234567", "PT Contoh Pusat Kontak", "PT", "01.234.567.8-012.000"],
        ...["Jalan Contoh Nomor 1\nGedung A, Lantai 3", "Kota Jakarta Selatan", "DKI Jakarta", "izin@contoh.invalid"],
      ],
    ],
    en: [
      [
        ...["9120001234567", "PT Contoh Pusat Kontak", "PT", "01.234.567.8-012.000"],
        ...["Jalan Contoh Nomor 1\nGedung A, Lantai 3", "Kota Jakarta Selatan", "DKI Jakarta", "izin@contoh.invalid"],
      ],
    ],
  },
  licences: {
    id: [["9120001234567", "0123/TEL.01.02/2019", "17/05/2019", "82200", "Layanan pusat panggilan", "berlaku"]],
    en: [["9120001234567", "0123/TEL.01.02/2019", "2019-05-17", "82200", "Call-centre service", "active"]],
  },
  commitments: {
    id: [["0123/TEL.01.02/2019", "2019", "1", "1", "2", "0", "1"]],
    en: [["0123/TEL.01.02/2019", "2019", "1", "1", "2", "0", "1"]],
  },
  codes: {
    id: [
      ["9120001234567", "14077", "0456/TEL.05.05/2019", "20/06/2019", "PT Bank Contoh", "dipakai"],
      ["9120001234567", "1500 777", "0789/TEL.05.05/2021", "02/03/2021", "", "belum dipakai"],
    ],
    en: [
      ["9120001234567", "14077", "0456/TEL.05.05/2019", "2019-06-20", "PT Bank Contoh", "in use"],
      ["9120001234567", "1500 777", "0789/TEL.05.05/2021", "2021-03-02", "", "not in use"],
    ],
  },
};

/** File names of the templates. */
export const TEMPLATE_NAMES: Readonly<Record<SpreadsheetKind, Readonly<Record<"id" | "en", string>>>> = {
  operators: { id: "operator.csv", en: "operators.csv" },
  licences: { id: "izin.csv", en: "licences.csv" },
  commitments: { id: "komitmen.csv", en: "commitments.csv" },
  codes: { id: "kode.csv", en: "codes.csv" },
};

/** The heading and the example of a sheet. */
export function templateRows(sheet: SpreadsheetKind, locale: "id" | "en"): readonly Row[] {
  const heading = COLUMNS[sheet].map(({ id, en }) => (locale === "id" ? id : en));
  return [heading, ...EXAMPLES[sheet][locale]];
}
