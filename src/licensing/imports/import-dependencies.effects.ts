import type { DatabaseTransaction } from "../../platform/database/index.ts";

interface ImportedOperatorRow {
  readonly id: string;
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly email: string;
  readonly kbli: string;
}

interface Note {
  readonly importId: string;
  readonly by: string;
  readonly role: string | null;
  readonly now: Date;
}

/** Writes by other modules for an import; injected by the composition. */
export interface ImportDependencies {
  insertImported(
    trx: DatabaseTransaction,
    asked: { readonly rows: readonly ImportedOperatorRow[]; readonly at: Date },
  ): Promise<number>;
  rewriteImported(
    trx: DatabaseTransaction,
    asked: {
      readonly row: ImportedOperatorRow;
      readonly expectedVersion: number;
      readonly becomesVersion?: number;
    },
  ): Promise<number | undefined>;
  removeImported(trx: DatabaseTransaction, ids: readonly string[]): Promise<number>;
  importCodes(
    trx: DatabaseTransaction,
    asked: {
      readonly codes: readonly {
        readonly code: string;
        readonly holderId: string;
        readonly mode: "off" | "open";
        readonly decreeId: string;
        readonly assignedAt: Date;
      }[];
      readonly note: Note;
    },
  ): Promise<readonly string[]>;
  undoImportedCodes(
    trx: DatabaseTransaction,
    asked: { readonly codes: readonly string[]; readonly note: Note; readonly reason: string },
  ): Promise<readonly string[]>;
}
