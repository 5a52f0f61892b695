import type { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { digestOf } from "../deadlines/digest.effects.ts";
import { TEST_DOCUMENT_PURPOSE } from "../report/write-decision.effects.ts";
import { interestsIn, teamOf } from "../schedule/team.store.ts";
import { findTest, insertTestEvent, type TestRow, updateTest } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { interestOf, maySeeTest } from "../test-facts.effects.ts";
import { testPerson, testRoleIn } from "../test-person.ts";
import { ANSWERING } from "../test-view.effects.ts";
import { ANSWERS_MAX, addTestFile, countAnswers, findAnswers, insertAnswer } from "./answers.store.ts";
import type { answersRequest, answersResultSchema, TestItem } from "./items.shared.ts";

type Batch = z.infer<typeof answersRequest>["answers"];
type Results = z.infer<typeof answersResultSchema>["results"];

/** Why a whole batch is refused; the device keeps it and reports the refusal. */
export type AnswersRefusal =
  | "no-such-test"
  | "not-your-case"
  | "interest-undeclared"
  | "conflict-of-interest"
  | "command-not-now";

/** A batch of answers with its caller and test. */
export interface KeepAnswers {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly answers: Batch;
}

/**
 * Stores a batch of answers. It may be sent again after a lost connection, whole or in part, even after the report was
 * drawn up: known answers count as stored and are not duplicated. Answers that are too late are refused one by one.
 */
export async function keepAnswers(
  dependencies: TestDependencies,
  request: KeepAnswers,
): Promise<Result<Results, AnswersRefusal>> {
  const { kit } = dependencies;
  const at = new Date(kit.clock.nowMs());
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<Results, AnswersRefusal>> => {
    const row = await findTest(trx, request.id, "change");
    if (row === undefined) return refuse("no-such-test");
    const refusal = await batchRefusal(trx, row, request.caller);
    if (refusal !== undefined) return refuse(refusal);
    return ok(await keepAll(dependencies, trx, { row, request, at }));
  });
  if (done.ok) kit.changeFeed.announce("tests");
  return done;
}

async function batchRefusal(
  trx: DatabaseTransaction,
  row: TestRow,
  caller: Caller,
): Promise<AnswersRefusal | undefined> {
  const teamIds = (await teamOf(trx, row.id)).map(({ personId }) => personId);
  if (!maySeeTest(caller, row, teamIds)) return "no-such-test";
  if (!testPerson(caller).mayTest || !teamIds.includes(caller.personId)) return "not-your-case";
  const interest = interestOf(await interestsIn(trx, row.id), caller.personId);
  if (interest === "undeclared") return "interest-undeclared";
  return interest === "declared" ? "conflict-of-interest" : undefined;
}

interface Keeping {
  readonly row: TestRow;
  readonly request: KeepAnswers;
  readonly at: Date;
}

async function keepAll(dependencies: TestDependencies, trx: DatabaseTransaction, keeping: Keeping): Promise<Results> {
  const { row, request, at } = keeping;
  const known = new Map(
    (
      await findAnswers(
        trx,
        request.answers.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  const items = new Map(row.items.map((item) => [item.key, item]));
  const room = ANSWERS_MAX - (await countAnswers(trx, row.id));
  const results: Results[number][] = [];
  let stored = 0;
  for (const answer of request.answers) {
    const before = known.get(answer.id);
    if (before !== undefined) {
      const isSame =
        before.testId === row.id && before.item === answer.item && digestOf(before.value) === digestOf(answer.value);
      results.push(isSame ? storedResult(answer.id) : refused(answer.id, "test-answer-id-taken"));
      continue;
    }
    const code = stored < room ? answerRefusal(row, items, answer) : "test-answers-too-many";
    if (code !== undefined) {
      results.push(refused(answer.id, code));
      continue;
    }
    if (!(await keepEvidence(trx, keeping, answer.value.evidence))) {
      results.push(refused(answer.id, "test-file-missing"));
      continue;
    }
    await keepOne(trx, keeping, answer);
    known.set(answer.id, {
      ...answer,
      testId: row.id,
      answeredBy: request.caller.personId,
      value: answer.value as never,
    });
    stored += 1;
    results.push(storedResult(answer.id));
  }
  if (stored === 0) return results;
  await remember(dependencies, trx, { ...keeping, stored });
  await updateTest(trx, { id: row.id, at, change: {}, counts: "desk" });
  return results;
}

const storedResult = (id: string): Results[number] => ({ id, result: "stored", code: null });
const refused = (id: string, code: string): Results[number] => ({ id, result: "refused", code });

/** Why one answer is refused; undefined if it is stored. */
function answerRefusal(
  row: TestRow,
  items: ReadonlyMap<string, TestItem>,
  { item: key, value, replaces, id }: Batch[number],
): string | undefined {
  if (!ANSWERING.includes(row.state)) return "test-answers-over";
  const item = items.get(key);
  if (item === undefined) return "test-item-unknown";
  if (replaces.includes(id)) return "test-answer-misshapen";
  if (item.kind !== "measured" && value.measurement !== null) return "test-answer-misshapen";
  if (item.device === null && Object.keys(value.checks).length > 0) return "test-answer-misshapen";
  return value.outcome === "not-applicable" && value.note.trim() === "" ? "reason-missing" : undefined;
}

async function keepOne(trx: DatabaseTransaction, { row, request, at }: Keeping, answer: Batch[number]): Promise<void> {
  const { id, item, replaces, value } = answer;
  const answeredBy = request.caller.personId;
  const answeredAt = new Date(answer.answeredAt);
  await insertAnswer(trx, {
    id,
    testId: row.id,
    item,
    replaces,
    value,
    answeredBy,
    answeredAt,
    receivedAt: at,
    importId: null,
  });
}

/** Photographs already belong to the test; other files of the author are attached to it now. */
async function keepEvidence(
  trx: DatabaseTransaction,
  { row, request, at }: Keeping,
  fileIds: readonly string[],
): Promise<boolean> {
  const { personId } = request.caller;
  for (const fileId of fileIds) {
    const known = await trx
      .selectFrom("testFile")
      .select("fileId")
      .where("testId", "=", row.id)
      .where("fileId", "=", fileId)
      .executeTakeFirst();
    if (known !== undefined) continue;
    const organisationId = row.organisation.id;
    if (!(await claimFile(trx, { fileId, personId, organisationId, purpose: TEST_DOCUMENT_PURPOSE }))) return false;
    await addTestFile(trx, { testId: row.id, fileId, addedBy: personId, at });
  }
  return true;
}

/** Writes one audit entry per batch; the answers themselves record their author. */
async function remember(
  { kit }: TestDependencies,
  trx: DatabaseTransaction,
  keeping: Keeping & { readonly stored: number },
) {
  const { row, request, at, stored } = keeping;
  const { role } = testRoleIn("begin", request.caller.memberships);
  const actor = { actorPersonId: request.caller.personId, actorRole: role };
  const detail = { answers: stored };
  await insertTestEvent(trx, {
    id: kit.ids.next(),
    testId: row.id,
    type: "answered",
    deskOnly: true,
    occurredAt: at,
    note: null,
    ...actor,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: "operational-test.answered",
    subjectKind: "operational-test",
    subjectId: row.id,
    detail,
    requestId: request.requestId,
  });
}
