import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";

/** The test account of a call centre as it is kept. */
export interface TestAccount {
  readonly testId: string;
  readonly testSealed: Buffer;
}

/** Whose test account it is; undefined for nobody's. */
export async function tenantOfTestAccount(db: Database, testId: string): Promise<string | undefined> {
  const { rows } = await sql<{ readonly tenantId: string | null }>`
    select find_test_account(${testId}::uuid) as tenant_id`.execute(db);
  return rows[0]?.tenantId ?? undefined;
}

/** The test account of the transaction's call centre; undefined before it was made. */
export async function findTestAccount(trx: DatabaseTransaction, tenantId: string): Promise<TestAccount | undefined> {
  const row = await trx
    .selectFrom("accountToken")
    .select(["testId", "testSealed"])
    .where("tenantId", "=", tenantId)
    .executeTakeFirst();
  const { testId, testSealed } = row ?? {};
  return testId == null || testSealed == null ? undefined : { testId, testSealed };
}

/** Keeps a test account where there is none; whoever was quicker wins. */
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

/** Gives the test account another token. */
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
