import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";

/** Stored test account of a call centre. */
export interface TestAccount {
  readonly testId: string;
  readonly testSealed: Buffer;
}

/** Call centre of a test account; undefined for an unknown one. */
export async function tenantOfTestAccount(db: Database, testId: string): Promise<string | undefined> {
  const { rows } = await sql<{ readonly tenantId: string | null }>`
    select find_test_account(${testId}::uuid) as tenant_id`.execute(db);
  return rows[0]?.tenantId ?? undefined;
}

/** Test account of the transaction's call centre; undefined before it is created. */
export async function findTestAccount(trx: DatabaseTransaction, tenantId: string): Promise<TestAccount | undefined> {
  const row = await trx
    .selectFrom("accountToken")
    .select(["testId", "testSealed"])
    .where("tenantId", "=", tenantId)
    .executeTakeFirst();
  const { testId, testSealed } = row ?? {};
  return testId == null || testSealed == null ? undefined : { testId, testSealed };
}

/** Stores a test account, unless a concurrent request stored one. */
export async function insertTestAccount(
  trx: DatabaseTransaction,
  made: TestAccount & { readonly tenantId: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("accountToken")
    .set({ testId: made.testId, testSealed: made.testSealed, testMadeAt: made.at })
    .where("tenantId", "=", made.tenantId)
    .where("testId", "is", null)
    .execute();
}

/** Replaces the token of the test account. */
export async function replaceTestToken(
  trx: DatabaseTransaction,
  { tenantId, sealed, at }: { readonly tenantId: string; readonly sealed: Buffer; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("accountToken")
    .set({ testSealed: sealed, testMadeAt: at })
    .where("tenantId", "=", tenantId)
    .where("testId", "is not", null)
    .execute();
}
