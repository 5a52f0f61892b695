import { listAnswers } from "../evidence/answers.store.ts";
import { testItemStatesOf } from "../evidence/answers.ts";
import type { EarlierTest } from "../evidence/generate-items.ts";
import type { AnswerValue, TestItem, TestReport } from "../evidence/items.shared.ts";
import type { Reading } from "../test.store.ts";

/** Maximum number of earlier tests that are followed. */
const LINEAGE_MAX = 50;

/** The results of the last failed test before this one; undefined if none failed, so that everything is tested. Missed and withdrawn tests are skipped. */
export async function earlierFailure(
  db: Reading,
  row: { readonly follows: string | null },
): Promise<EarlierTest | undefined> {
  let id = row.follows;
  for (let step = 0; id !== null && step < LINEAGE_MAX; step += 1) {
    const before = await db
      .selectFrom("operationalTest")
      .select(["id", "follows", "state", "report", "items"])
      .where("id", "=", id)
      .executeTakeFirst();
    if (before === undefined) return undefined;
    if (before.state === "failed") {
      const report = before.report as unknown as TestReport;
      const answers = await listAnswers(db, before.id);
      const itemStates = testItemStatesOf(before.items as unknown as readonly TestItem[], answers);
      return {
        failed: report.findings.map(({ key }) => key),
        measuredOn: itemStates.flatMap(({ item, counts }) => measured(item, counts?.value)),
      };
    }
    id = before.follows;
  }
  return undefined;
}

function measured(item: string, value: AnswerValue | undefined) {
  const deviceRowId = value?.measurement?.deviceRowId;
  return deviceRowId === undefined ? [] : [{ item, deviceRowId }];
}
