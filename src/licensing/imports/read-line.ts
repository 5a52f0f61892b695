import { ok } from "../../kernel/index.ts";
import type { CellFault, FaultCode } from "./fault.ts";
import {
  type Cell,
  readDay,
  readEmail,
  readKbli,
  readNib,
  readNpwp,
  readText,
  readWhole,
  readYear,
  unread,
  wordReader,
} from "./read-cell.ts";
import { COLUMNS, type SpreadsheetKind } from "./sheets.ts";

/** An operator in a row. */
export interface OperatorLine {
  readonly nib: string;
  readonly name: string;
  readonly companyKind: string;
  readonly npwp: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly email: string;
}

/** Standing of a licence. */
export type ImportedLicenceState = "active" | "suspended" | "revoked";

/** A licence in a row. */
export interface LicenceLine {
  readonly nib: string;
  readonly number: string;
  /** Local date. */
  readonly grantedOn: string;
  readonly kbli: string;
  readonly service: string;
  readonly standing: ImportedLicenceState;
}

/** The E1s that a licence adds in each of five years. */
export interface CommitmentLine {
  readonly number: string;
  readonly startYear: number;
  readonly increments: readonly number[];
}

/** Usage status of a code. */
export type CodeUsage = "in-use" | "being-prepared" | "not-in-use";

/** A code with its decree in a row. The code itself is parsed later with the numbering plan. */
export interface CodeLine {
  readonly nib: string;
  readonly code: string;
  readonly decreeNumber: string;
  /** Local date. */
  readonly decidedOn: string;
  readonly endUser: string;
  readonly usage: CodeUsage;
}

/** The row type of each sheet. */
export interface LineOf {
  readonly operators: OperatorLine;
  readonly licences: LicenceLine;
  readonly commitments: CommitmentLine;
  readonly codes: CodeLine;
}

/** A row by the columns of its sheet; every text is trimmed. */
export type Cells = Readonly<Record<string, string>>;

const readKind = wordReader(
  {
    pt: "pt",
    "perseroan terbatas": "pt",
    cv: "cv",
    firma: "firma",
    koperasi: "koperasi",
    cooperative: "koperasi",
    yayasan: "yayasan",
    foundation: "yayasan",
    perkumpulan: "association",
    perum: "perum",
    perumda: "perumda",
    "pt perorangan": "pt-perorangan",
    perorangan: "individual",
  },
  "kind-unknown",
);
const GOVERNMENT = /^(?:kementerian|lembaga|pemerintah|dinas|badan|instansi|ministry|agency|government)\b/iu;

function readCompanyKind(text: string): Cell<string> {
  return GOVERNMENT.test(text) ? unread("kind-government") : readKind(text);
}

const readLicenceState = wordReader<ImportedLicenceState>(
  {
    berlaku: "active",
    aktif: "active",
    active: "active",
    dibekukan: "suspended",
    suspended: "suspended",
    dicabut: "revoked",
    revoked: "revoked",
  },
  "standing-unknown",
);

const readUsage = wordReader<CodeUsage>(
  {
    dipakai: "in-use",
    digunakan: "in-use",
    "in use": "in-use",
    disiapkan: "being-prepared",
    "being prepared": "being-prepared",
    "belum dipakai": "not-in-use",
    "tidak dipakai": "not-in-use",
    "not in use": "not-in-use",
  },
  "usage-unknown",
);

/** Parses one cell of a row and collects its fault. */
type Take = <Value>(column: string, read: (text: string) => Cell<Value>, otherwise: Value) => Value;

const READERS: { readonly [Sheet in SpreadsheetKind]: (take: Take) => LineOf[Sheet] } = {
  operators: (take) => ({
    nib: take("nib", readNib, ""),
    name: take("nama", readText, ""),
    companyKind: take("bentuk", readCompanyKind, ""),
    npwp: take("npwp", readNpwp, ""),
    address: take("alamat", readText, ""),
    city: take("kota", readText, ""),
    province: take("provinsi", readText, ""),
    email: take("surel", readEmail, ""),
  }),
  licences: (take) => ({
    nib: take("nib", readNib, ""),
    number: take("nomor_izin", readNumber, ""),
    grantedOn: take("tanggal_izin", readDay, ""),
    kbli: take("kbli", readKbli, ""),
    service: take("layanan", readText, ""),
    standing: take("status_izin", readLicenceState, "active"),
  }),
  commitments: (take) => ({
    number: take("nomor_izin", readNumber, ""),
    startYear: take("tahun_mulai", readYear, 0),
    increments: [1, 2, 3, 4, 5].map((year) => take(`e1_tahun_${year}`, readWhole, 1)),
  }),
  codes: (take) => ({
    nib: take("nib", readNib, ""),
    code: take("kode", readCodeText, ""),
    decreeNumber: take("nomor_sk", readNumber, ""),
    decidedOn: take("tanggal_sk", readDay, ""),
    endUser: take("pengguna_akhir", readText, ""),
    usage: take("status_kode", readUsage, "not-in-use"),
  }),
};

const NUMBER_MAX = 100;
const CODE_TEXT = /^[\d\s.-]+$/u;

/** The number of a licence or decree, with a maximum length. */
function readNumber(text: string): Cell<string> {
  return text.length > NUMBER_MAX ? unread("cell-too-long") : readText(text);
}

function readCodeText(text: string): Cell<string> {
  return CODE_TEXT.test(text) ? ok(text) : unread("code-malformed");
}

/** Parses a row with all its faults. The row is valid only without faults. */
export function readLine<Sheet extends SpreadsheetKind>(
  sheet: Sheet,
  cells: Cells,
): { readonly line: LineOf[Sheet]; readonly faults: readonly CellFault[] } {
  const faults: CellFault[] = [];
  const optional = new Set(COLUMNS[sheet].filter(({ isOptional }) => isOptional === true).map(({ id }) => id));
  const fault = (column: string, code: FaultCode) => faults.push({ column, code, found: cells[column] ?? "" });
  const take: Take = (column, read, otherwise) => {
    const text = cells[column] ?? "";
    if (text === "" && optional.has(column)) return otherwise;
    const value = text === "" ? unread("cell-missing") : read(text);
    if (value.ok) return value.value;
    fault(column, value.refusal);
    return otherwise;
  };
  return { line: READERS[sheet](take), faults };
}
