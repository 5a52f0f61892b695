/** A file as it was uploaded. */
export interface UploadedSpreadsheet {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Why a CSV file has no rows. */
export type CsvFault = "file-not-utf8" | "quote-broken";

/** Why a spreadsheet has no rows. */
export type SpreadsheetFileFault = CsvFault | "file-not-spreadsheet" | "file-old-spreadsheet" | "file-swollen";

/** A file as rows of texts; `fault` is the reason for missing rows, and the row at which it occurred. */
export interface FileRows<Fault extends string = SpreadsheetFileFault> {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly fault: { readonly row: number; readonly code: Fault } | null;
}
