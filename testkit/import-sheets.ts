import { COLUMNS, type FileRows, type SpreadsheetKind } from "../src/licensing/imports/index.ts";
import type { Answer, TestClient } from "./client.ts";

/** A line of a sheet by its columns. */
export type SpreadsheetLine = Readonly<Record<string, string>>;

/** A valid line of each spreadsheet; together they are one operator with a licence, its commitment and a code. */
export const GOOD_LINES: Readonly<Record<SpreadsheetKind, SpreadsheetLine>> = {
  operators: {
    nib: "9120001234567",
    nama: "PT Contoh Pusat Kontak",
    bentuk: "PT",
    npwp: "01.234.567.8-012.000",
    alamat: "Jalan Contoh Nomor 1",
    kota: "Kota Depok",
    provinsi: "Jawa Barat",
    surel: "izin@contoh.invalid",
  },
  licences: {
    nib: "9120001234567",
    nomor_izin: "0123/TEL.01.02/2019",
    tanggal_izin: "17/05/2019",
    kbli: "82200",
    layanan: "Layanan pusat panggilan",
    status_izin: "berlaku",
  },
  commitments: {
    nomor_izin: "0123/TEL.01.02/2019",
    tahun_mulai: "2019",
    e1_tahun_1: "1",
    e1_tahun_2: "1",
    e1_tahun_3: "2",
    e1_tahun_4: "0",
    e1_tahun_5: "1",
  },
  codes: {
    nib: "9120001234567",
    kode: "1500 777",
    nomor_sk: "0456/TEL.05.05/2019",
    tanggal_sk: "20/06/2019",
    pengguna_akhir: "PT Bank Contoh",
    status_kode: "dipakai",
  },
};

/** A sheet as rows: the heading of the template and the lines. */
export function spreadsheetRows(
  sheet: SpreadsheetKind,
  lines: readonly SpreadsheetLine[],
  name = `${sheet}.csv`,
): FileRows {
  const columns = COLUMNS[sheet].map(({ id }) => id);
  const rows = lines.map((line) => columns.map((column) => line[column] ?? ""));
  return { name, rows: [columns, ...rows], fault: null };
}

/** A file as uploaded. */
export interface SpreadsheetFile {
  readonly name: string;
  readonly text: string;
}

/** A spreadsheet as a CSV file with semicolons, as in Indonesian locales. */
export function spreadsheetFile(sheet: SpreadsheetKind, lines: readonly SpreadsheetLine[]): SpreadsheetFile {
  const { name, rows } = spreadsheetRows(sheet, lines);
  const quoted = (cell: string) => (/[";\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return { name, text: `${rows.map((row) => row.map(quoted).join(";")).join("\r\n")}\r\n` };
}

/** Uploads files for a preview. */
export function uploadSheets(
  client: TestClient,
  files: readonly SpreadsheetFile[],
): Promise<Answer<{ readonly id: string }>> {
  const form = new FormData();
  for (const { name, text } of files) form.append("files", new Blob([text], { type: "text/csv" }), name);
  return client.send("/api/imports", { method: "POST", body: form, signal: AbortSignal.timeout(60_000) });
}
