import type { Database } from "../database/index.ts";

/** The application in which a document is viewed. */
export interface DocumentCase {
  readonly kind: "registration" | "authority" | "dispute" | "application";
  readonly id: string;
}

/** A view of a personal document by a user. */
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

/** Records a view; false when the same user has one in the same window of `foldMs`, counted from the full hour. */
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
