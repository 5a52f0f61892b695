/** The four sheets of the ministry, each a CSV file: their names and columns. */
export const SHEETS = ["operators", "licences", "commitments", "codes"] as const;

/** One of `SHEETS`. */
export type SpreadsheetKind = (typeof SHEETS)[number];

/** A column with its Indonesian and English heading. */
interface ColumnDefinition {
  readonly id: string;
  readonly en: string;
  /** A column that may be missing or empty. */
  readonly isOptional?: true;
}

const column = (id: string, en: string): ColumnDefinition => ({ id, en });
const optional = (id: string, en: string): ColumnDefinition => ({ id, en, isOptional: true });

/** The columns of each sheet, in the order of the template. */
export const COLUMNS: Readonly<Record<SpreadsheetKind, readonly ColumnDefinition[]>> = {
  operators: [
    column("nib", "nib"),
    column("nama", "name"),
    column("bentuk", "kind"),
    column("npwp", "npwp"),
    column("alamat", "address"),
    optional("kota", "city"),
    optional("provinsi", "province"),
    column("surel", "email"),
  ],
  licences: [
    column("nib", "nib"),
    column("nomor_izin", "licence_number"),
    column("tanggal_izin", "licence_date"),
    column("kbli", "kbli"),
    column("layanan", "service"),
    column("status_izin", "licence_status"),
  ],
  commitments: [
    column("nomor_izin", "licence_number"),
    column("tahun_mulai", "start_year"),
    column("e1_tahun_1", "e1_year_1"),
    column("e1_tahun_2", "e1_year_2"),
    column("e1_tahun_3", "e1_year_3"),
    column("e1_tahun_4", "e1_year_4"),
    column("e1_tahun_5", "e1_year_5"),
  ],
  codes: [
    column("nib", "nib"),
    column("kode", "code"),
    column("nomor_sk", "decree_number"),
    column("tanggal_sk", "decree_date"),
    optional("pengguna_akhir", "end_user"),
    column("status_kode", "code_status"),
  ],
};

/** The column that identifies a sheet. */
const MARKS: Readonly<Record<SpreadsheetKind, string>> = {
  operators: "npwp",
  licences: "tanggal_izin",
  commitments: "e1_tahun_1",
  codes: "kode",
};

/** Maximum number of rows of one sheet, excluding its heading. */
export const ROWS_MAX = 20_000;
/** Maximum number of characters of one cell. */
export const CELL_MAX = 500;
/** Maximum size of one file, in bytes. */
export const FILE_BYTES_MAX = 5_000_000;
/** Maximum number of stored faulty rows of one import; the rest are counted. */
export const FAULTS_MAX = 10_000;

/** The canonical column of a heading, in either language and any notation. Unknown ones are unchanged. */
export function columnOf(heading: string): string {
  const name = heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/gu, "_");
  return BY_HEADING.get(name) ?? name;
}

const BY_HEADING: ReadonlyMap<string, string> = new Map(
  SHEETS.flatMap((sheet) => COLUMNS[sheet]).flatMap(({ id, en }) => [[en, id] as const, [id, id] as const]),
);

/** The sheet with these columns, or null. */
export function spreadsheetKindOf(columns: readonly string[]): SpreadsheetKind | null {
  return SHEETS.find((sheet) => columns.includes(MARKS[sheet])) ?? null;
}
