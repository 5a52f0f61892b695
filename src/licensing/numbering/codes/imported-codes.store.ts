import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { changeCodes } from "./code-change.store.ts";

/** A code that an earlier decree assigned. */
export interface ImportedCode {
  readonly code: string;
  readonly holderId: string;
  readonly mode: "off" | "open";
  readonly decreeId: string;
  /** When the decree assigned it. */
  readonly assignedAt: Date;
}

/** The author and id of an import. */
export interface ImportNote {
  readonly importId: string;
  readonly by: string;
  readonly role: string | null;
  readonly now: Date;
}

/** Assigns free codes to the holders named by earlier decrees. Returns the codes that were still free. */
export async function importCodes(
  trx: DatabaseTransaction,
  asked: { readonly codes: readonly ImportedCode[]; readonly note: ImportNote },
): Promise<readonly string[]> {
  const { importId, ...note } = asked.note;
  const given: string[] = [];
  // One statement per code, because each has its own decree; in ascending order, the lock order of all writers of codes.
  for (const one of asked.codes.toSorted((left, right) => (left.code < right.code ? -1 : 1))) {
    const { code, holderId: becomesHeldBy, mode, decreeId, assignedAt: at } = one;
    const refs = { importId, decreeId };
    given.push(
      ...(await changeCodes(trx, { ...note, change: "import", codes: [code], becomesHeldBy, mode, at, refs })),
    );
  }
  return given;
}

/** Undoes the import of codes. Returns those that were still active. */
export async function undoImportedCodes(
  trx: DatabaseTransaction,
  asked: { readonly codes: readonly string[]; readonly note: ImportNote; readonly reason: string },
): Promise<readonly string[]> {
  const { importId, ...note } = asked.note;
  const change = { change: "undo-import", codes: asked.codes, note: asked.reason, refs: { importId } } as const;
  return changeCodes(trx, { ...note, ...change });
}
