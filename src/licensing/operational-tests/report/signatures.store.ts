import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { SignatureDecision } from "../test-decision.ts";

/** One side's stored signature, refusal or silence on a report. */
export interface SignatureRow extends SignatureDecision {
  readonly name: string | null;
  readonly reportDigest: string;
  readonly signedAt: Date;
}

/** All signatures on all reports of a test, in order. */
export async function listSignatures(
  db: Database | DatabaseTransaction,
  testId: string,
): Promise<readonly SignatureRow[]> {
  const rows = await db
    .selectFrom("testSignature as s")
    .leftJoin("person as p", "p.id", "s.personId")
    .select(["s.side", "s.kind", "s.personId", "s.how", "s.reportDigest", "s.remarks", "s.signedAt", "p.name"])
    .where("s.testId", "=", testId)
    .orderBy("s.signedAt")
    .orderBy("s.side")
    .limit(100)
    .execute();
  return rows as readonly SignatureRow[];
}

/** Stores one side's signature; false if that side already signed this report (enforced by the unique key). */
export async function insertSignature(
  trx: DatabaseTransaction,
  word: SignatureDecision & {
    readonly id: string;
    readonly testId: string;
    readonly reportDigest: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { at, ...row } = word;
  const added = await trx
    .insertInto("testSignature")
    .values({ ...row, signedAt: at })
    .onConflict((conflict) => conflict.columns(["testId", "side", "reportDigest"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** A person's valid code: the newest, not expired, with attempts left. */
export async function findSigningCode(
  trx: DatabaseTransaction,
  asked: { readonly testId: string; readonly personId: string; readonly attemptsMax: number; readonly now: Date },
) {
  const newest = await trx
    .selectFrom("testSigningCode")
    .selectAll()
    .where("testId", "=", asked.testId)
    .where("personId", "=", asked.personId)
    .orderBy("madeAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (newest === undefined || newest.usedAt !== null || newest.expiresAt <= asked.now) return undefined;
  return newest.failures < asked.attemptsMax ? newest : undefined;
}

/** Stores the hash of a code. */
export async function insertSigningCode(
  trx: DatabaseTransaction,
  code: {
    readonly id: string;
    readonly testId: string;
    readonly personId: string;
    readonly reportDigest: string;
    readonly codeHash: string;
    readonly madeAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await trx.insertInto("testSigningCode").values(code).execute();
}

/** Number of codes mailed to a person for a test since an instant. */
export async function countSigningCodes(
  trx: DatabaseTransaction,
  asked: { readonly testId: string; readonly personId: string; readonly since: Date },
): Promise<number> {
  const row = await trx
    .selectFrom("testSigningCode")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("testId", "=", asked.testId)
    .where("personId", "=", asked.personId)
    .where("madeAt", ">", asked.since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Marks a code as used, or counts a failed attempt. */
export async function markSigningCode(
  trx: Database | DatabaseTransaction,
  mark: { readonly id: string; readonly usedAt: Date | null },
): Promise<void> {
  await trx
    .updateTable("testSigningCode")
    .set((eb) => (mark.usedAt === null ? { failures: eb("failures", "+", 1) } : { usedAt: mark.usedAt }))
    .where("id", "=", mark.id)
    .execute();
}
