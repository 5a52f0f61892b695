import type { Database } from "../database/index.ts";

/** The case in which a document is looked at. */
export interface DocumentCase {
  readonly kind: "registration" | "authority" | "dispute" | "application";
  readonly id: string;
}

/** Somebody opens a personal document. */
export interface DocumentView {
  readonly id: string;
  readonly fileId: string;
  readonly purpose: string;
  readonly organisationId: string | null;
  readonly personId: string;
  readonly role: string;
  readonly isMinistry: boolean;
  readonly inCase: DocumentCase | null;
  readonly viewedAt: Date;
}

/** Remembers a view; false when the same person has one in the same window, of `foldMs` from the full hour on. */
export async function recordView(db: Database, view: DocumentView, foldMs: number): Promise<boolean> {
  const { inCase, ...row } = view;
  const atMs = view.viewedAt.getTime();
  const windowAt = new Date(atMs - (atMs % foldMs));
  const result = await db
    .insertInto("documentView")
    .values({ ...row, caseKind: inCase?.kind ?? null, caseId: inCase?.id ?? null, windowAt })
    .onConflict((conflict) => conflict.columns(["fileId", "personId", "windowAt"]).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
