import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Reading } from "../test.store.ts";
import type { Answer } from "./answers.ts";
import type { AnswerValue } from "./items.shared.ts";

/** Maximum number of answers of one test, enough to answer every item many times. */
export const ANSWERS_MAX = 20_000;

/** An answer with its author, its times and its evidence import, if any. */
export interface AnswerRow extends Answer {
  readonly answeredByName: string;
  readonly answeredAt: Date;
  readonly receivedAt: Date;
  readonly importId: string | null;
}

/** All answers of a test, in order of receipt. */
export async function listAnswers(db: Reading, testId: string): Promise<readonly AnswerRow[]> {
  const rows = await db
    .selectFrom("testAnswer as a")
    .innerJoin("person as p", "p.id", "a.answeredBy")
    .select(["a.id", "a.item", "a.replaces", "a.value", "a.answeredBy", "p.name as answeredByName"])
    .select(["a.answeredAt", "a.receivedAt", "a.importId"])
    .where("a.testId", "=", testId)
    .orderBy("a.sequence")
    .limit(ANSWERS_MAX)
    .execute();
  return rows.map((row) => ({ ...row, value: row.value as unknown as AnswerValue }));
}

/** An answer to store. */
export interface NewAnswer {
  readonly id: string;
  readonly testId: string;
  readonly item: string;
  readonly replaces: readonly string[];
  readonly value: AnswerValue;
  readonly answeredBy: string;
  readonly answeredAt: Date;
  readonly receivedAt: Date;
  readonly importId: string | null;
}

/** Stores an answer; false if its id exists. */
export async function insertAnswer(trx: DatabaseTransaction, answer: NewAnswer): Promise<boolean> {
  const { replaces, value, ...row } = answer;
  const added = await trx
    .insertInto("testAnswer")
    .values({ ...row, replaces: [...replaces], value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** The test and author of existing answers. */
export async function findAnswers(db: Reading, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("testAnswer")
    .select(["id", "testId", "answeredBy", "item", "value", "replaces"])
    .where("id", "in", [...ids])
    .execute();
}

/** Number of answers of a test. */
export async function countAnswers(db: Reading, testId: string): Promise<number> {
  const { count } = await db
    .selectFrom("testAnswer")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("testId", "=", testId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Records that a file belongs to a test. */
export async function addTestFile(
  trx: DatabaseTransaction,
  file: { readonly testId: string; readonly fileId: string; readonly addedBy: string; readonly at: Date },
): Promise<void> {
  const { at, ...row } = file;
  await trx
    .insertInto("testFile")
    .values({ ...row, addedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
