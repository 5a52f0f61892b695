import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Reading } from "../test.store.ts";

/** The content of a notice to the company. */
export interface NoticeDetail {
  readonly startsAt: string | null;
  readonly place: string;
  readonly team: readonly string[];
  readonly toPrepare: string;
  readonly items: number;
  readonly reason: string | null;
}

/** Stores a notice; its mails are sent afterwards. */
export async function insertNotice(
  trx: DatabaseTransaction,
  notice: {
    readonly id: string;
    readonly testId: string;
    readonly kind: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled";
    readonly day: string;
    readonly detail: NoticeDetail;
    readonly at: Date;
  },
): Promise<void> {
  const { at, detail, ...row } = notice;
  await trx
    .insertInto("testNotice")
    .values({
      ...row,
      detail: JSON.stringify(detail),
      sentAt: at,
      sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from test_notice where test_id = ${row.testId}::uuid)`,
    })
    .execute();
}

/** One notice with its test. */
export async function findNotice(db: Reading, id: string) {
  const row = await db
    .selectFrom("testNotice")
    .select(["id", "testId", "kind", "day", "detail", "sequence", "sentAt"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, detail: row.detail as unknown as NoticeDetail };
}

/** The deduplication key of a notice's mails. */
export function noticeKey(id: string): string {
  return `test-notice ${id}`;
}

/** The notices of a test, newest first, with the number of delivered mails and their readers. */
export async function listNotices(db: Reading, testId: string) {
  const notices = await db
    .selectFrom("testNotice as n")
    .select(["n.id", "n.kind", "n.day", "n.detail", "n.sentAt"])
    .select(
      sql<number>`(select count(*)::int from mail_message m where starts_with(m.dedupe_key, 'test-notice ' || n.id))`.as(
        "mails",
      ),
    )
    .select(
      sql<number>`(select count(*)::int from mail_message m where starts_with(m.dedupe_key, 'test-notice ' || n.id)
        and m.state in ('sent', 'in-mailbox'))`.as("delivered"),
    )
    .where("n.testId", "=", testId)
    .orderBy("n.sequence", "desc")
    .limit(50)
    .execute();
  const readings = await db
    .selectFrom("testNoticeReading as r")
    .innerJoin("testNotice as n", "n.id", "r.noticeId")
    .innerJoin("person as p", "p.id", "r.personId")
    .select(["r.noticeId", "p.name", "r.readAt"])
    .where("n.testId", "=", testId)
    .orderBy("r.readAt")
    .limit(1_000)
    .execute();
  return notices.map((notice) => ({
    ...notice,
    detail: notice.detail as unknown as NoticeDetail,
    readings: readings.filter(({ noticeId }) => noticeId === notice.id),
  }));
}

/** Records the first time a person reads a notice; false if the test has no such notice. */
export async function keepReading(
  trx: DatabaseTransaction,
  reading: { readonly testId: string; readonly noticeId: string; readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const notice = await findNotice(trx, reading.noticeId);
  if (notice === undefined || notice.testId !== reading.testId) return false;
  await trx
    .insertInto("testNoticeReading")
    .values({ noticeId: reading.noticeId, personId: reading.personId, readAt: reading.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** Records a notification that is sent once; false if it was already recorded. */
export async function noteOnce(
  trx: DatabaseTransaction,
  said: { readonly testId: string; readonly key: string; readonly on: string },
): Promise<boolean> {
  const added = await trx
    .insertInto("testReminder")
    .values({ testId: said.testId, key: said.key, reachedOn: said.on })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}
