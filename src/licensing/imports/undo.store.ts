import { sql } from "kysely";
import { assert } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { anyIdOf, anyOf } from "./any-of.store.ts";
import type { KnownDecree, KnownLicence, KnownOperator } from "./import-context.ts";
import type { ImportDependencies } from "./import-dependencies.effects.ts";

/** Thrown if a record of the import is in use; the transaction rolls back. */
export class ImportUsedError extends Error {
  override readonly name = "ImportUsedError";
  readonly refusal: "import-used" | "import-has-case";

  constructor(what: string, refusal: "import-used" | "import-has-case" = "import-used") {
    super(what);
    this.refusal = refusal;
  }
}

/** The undoing of an import. */
export interface Undoing {
  readonly trx: DatabaseTransaction;
  readonly dependencies: ImportDependencies;
  readonly importId: string;
  readonly by: string;
  readonly role: string | null;
  readonly now: Date;
  readonly reason: string;
  readonly carriedOutAt: Date;
}

interface Change {
  readonly subjectId: string;
  readonly action: string;
  readonly before: unknown;
  readonly afterVersion: number;
}

function insist(isSo: boolean, what: string): void {
  if (!isSo) throw new ImportUsedError(what);
}

/** Undoes everything that an import wrote, in reverse order. Throws `ImportUsedError` if a record was used since. */
export async function unwritePlan(undoing: Undoing): Promise<void> {
  const codes = await changesOf(undoing, "code");
  await lockCodes(undoing, codes);
  await refuseApplications(undoing);
  await undoCodes(undoing, codes);
  await undoCommitments(undoing, await changesOf(undoing, "commitment"));
  await undoLicences(undoing, await changesOf(undoing, "licence"));
  await undoOperators(undoing, await changesOf(undoing, "operator"));
}

async function changesOf({ trx, importId }: Undoing, kind: string): Promise<readonly Change[]> {
  return trx
    .selectFrom("operatorImportChange")
    .select(["subjectId", "action", "before", "afterVersion"])
    .where("importId", "=", importId)
    .where("kind", "=", kind)
    .orderBy("sequence", "desc")
    .execute();
}

/** A new case about a code locks the code first: it is either begun before this lock and seen here, or finds the code free. */
async function lockCodes({ trx }: Undoing, changes: readonly Change[]): Promise<void> {
  const codes = changes.map(({ subjectId }) => subjectId);
  await trx
    .selectFrom("accessCode")
    .select("code")
    .where("code", "=", anyOf(codes))
    .orderBy("code")
    .forNoKeyUpdate()
    .execute();
}

/** An application that an organisation of the import has begun since may depend on the imported data. */
async function refuseApplications({ trx, importId, carriedOutAt }: Undoing): Promise<void> {
  const subjects = trx.selectFrom("operatorImportChange").select("subjectId").where("importId", "=", importId);
  const holders = trx
    .selectFrom("organisation")
    .select("id")
    .where(sql<string>`id::text`, "in", subjects)
    .union(trx.selectFrom("licence").select("organisationId as id").where(sql<string>`id::text`, "in", subjects))
    .union(trx.selectFrom("earlierDecree").select("organisationId as id").where("code", "in", subjects));
  const application = await trx
    .selectFrom("numberingApplication")
    .select("id")
    .where("organisationId", "in", holders)
    .where("createdAt", ">=", carriedOutAt)
    .limit(1)
    .executeTakeFirst();
  if (application !== undefined) throw new ImportUsedError("an application has been begun", "import-has-case");
}

async function undoCodes(undoing: Undoing, changes: readonly Change[]): Promise<void> {
  const { trx, dependencies, importId, by, role, now, reason } = undoing;
  const created = changes.filter(({ action }) => action === "create");
  const codes = created.map(({ subjectId }) => subjectId);
  const rows = await trx
    .selectFrom("accessCode")
    .select(["code", "version"])
    .where("code", "=", anyOf(codes))
    .execute();
  const versions = new Map(rows.map(({ code, version }) => [code, version]));
  for (const { subjectId, afterVersion } of created) insist(versions.get(subjectId) === afterVersion, subjectId);
  const freed = await dependencies.undoImportedCodes(trx, { codes, note: { importId, by, role, now }, reason });
  insist(freed.length === codes.length, "a code is not active");
  await trx.deleteFrom("earlierDecree").where("code", "=", anyOf(codes)).where("importId", "=", importId).execute();
  for (const { before, afterVersion } of changes.filter(({ action }) => action === "change")) {
    const { id, decidedOn, endUser, usage } = before as KnownDecree;
    const restored = await trx
      .updateTable("earlierDecree")
      .set((eb) => ({ decidedOn, endUser, usage, version: eb("version", "-", 1) }))
      .where("id", "=", id)
      .where("version", "=", afterVersion)
      .executeTakeFirst();
    insist(restored.numUpdatedRows === 1n, id);
  }
}

async function restoreLicence(
  trx: DatabaseTransaction,
  wish: { readonly id: string; readonly expectedVersion: number; readonly values: object },
): Promise<void> {
  const restored = await trx
    .updateTable("licence")
    // The import incremented the version; undoing decrements it, so that the import before it can be undone too.
    .set((eb) => ({ ...wish.values, version: eb("version", "-", 1) }))
    .where("id", "=", wish.id)
    .where("version", "=", wish.expectedVersion)
    .executeTakeFirst();
  insist(restored.numUpdatedRows === 1n, wish.id);
}

async function undoCommitments({ trx }: Undoing, changes: readonly Change[]): Promise<void> {
  for (const { subjectId: id, before, afterVersion: expectedVersion } of changes) {
    const values = (before as object | null) ?? { startYear: null, increments: null };
    await restoreLicence(trx, { id, expectedVersion, values });
  }
}

async function undoLicences({ trx }: Undoing, changes: readonly Change[]): Promise<void> {
  for (const { subjectId: id, before, afterVersion: expectedVersion } of changes) {
    if (before === null) continue;
    const { grantedOn, kbli, service, standing } = before as KnownLicence;
    await restoreLicence(trx, { id, expectedVersion, values: { grantedOn, kbli, service, standing } });
  }
  const created = changes.filter(({ before }) => before === null).map(({ subjectId }) => subjectId);
  const removed = await trx
    .deleteFrom("licence")
    .where("id", "=", anyIdOf(created))
    .where("version", "=", 1)
    .executeTakeFirst();
  insist(Number(removed.numDeletedRows) === created.length, "a licence has been changed");
}

async function undoOperators({ trx, dependencies }: Undoing, changes: readonly Change[]): Promise<void> {
  const rows = await trx
    .selectFrom("organisation")
    .select(["id", "version", "createdBy"])
    .where("id", "=", anyIdOf(changes.map(({ subjectId }) => subjectId)))
    .forUpdate()
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const { subjectId, afterVersion } of changes) {
    const row = found.get(subjectId);
    insist(row !== undefined && row.createdBy === null && row.version === afterVersion, subjectId);
  }
  for (const { before, afterVersion } of changes.filter(({ action }) => action === "change")) {
    const operator = before as KnownOperator;
    const { id, npwp, name, email } = operator;
    const kbli = await kbliOf(trx, id);
    const expected = { expectedVersion: afterVersion, becomesVersion: operator.version };
    const version = await dependencies.rewriteImported(trx, { row: { ...operator, kbli }, ...expected });
    assert(version !== undefined, "a locked row keeps its version");
    await trx.updateTable("importedOperator").set({ npwp, name, email }).where("organisationId", "=", id).execute();
  }
  const created = changes.filter(({ action }) => action === "create").map(({ subjectId }) => subjectId);
  insist((await dependencies.removeImported(trx, created)) === created.length, "an operator is claimed");
}

async function kbliOf(trx: DatabaseTransaction, id: string): Promise<string> {
  const row = await trx.selectFrom("organisation").select("ossRecord").where("id", "=", id).executeTakeFirst();
  const record = row?.ossRecord as { readonly activities?: readonly { readonly code: string }[] } | null | undefined;
  return record?.activities?.[0]?.code ?? "";
}
