import { sql } from "kysely";
import type { Clock, Result } from "../../../kernel/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";

/** Interval of the check for away replies that are due. */
const POLL_MS = 2_000;
/** Interval of the sweep for idle and old conversations. */
const SWEEP_MS = 60_000;
/** Limits of conversations checked for an away reply in one run: in total, and of one call centre. */
const AT_ONCE_MAX = 200;
const OF_CENTRE_MAX = 50;
/** A conversation whose reply was refused for now, or whose process died, is tried again after this time. */
const AGAIN_MS = 15_000;
const SWEPT_MAX = 500;
const DAY_MS = 86_400_000;
/** No away reply is sent for a conversation that began longer ago than this. */
const LATE_MS = 3_600_000;

/** A conversation that began, with the opening hours of its route. */
interface AwayThread {
  readonly id: string;
  readonly own: string;
  readonly customer: string;
  readonly openedAt: Date;
  readonly hoursId: string | null;
  readonly awayText: string;
}

/** Dependencies of the conversation jobs. */
export interface ThreadWork {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Retention period of conversations, days. */
  readonly keepDays: () => number;
  /** Whether the opening hours of the transaction's call centre are closed at a moment. */
  readonly isClosedAt: (
    trx: DatabaseTransaction,
    asked: { readonly hoursId: string; readonly atMs: number },
  ) => Promise<boolean>;
  /** Submits an automatic reply; its key makes it idempotent. Undefined when messages cannot be accepted at present. */
  readonly answer: (message: {
    readonly tenantId: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly key: string;
  }) => Promise<Result<null, string> | undefined>;
}

/** Sends away replies, ends idle conversations and deletes old ones, while the process runs. */
export function followThreads(work: ThreadWork): Following {
  let sweptMs = Number.NEGATIVE_INFINITY;
  return follow({
    look: async () => {
      await sendAwayReplies(work).catch((error: unknown) => work.log.warn({ err: error }, "sms-threads.not-told"));
      const nowMs = work.clock.nowMs();
      if (nowMs < sweptMs + SWEEP_MS) return;
      sweptMs = nowMs;
      await sweepThreads(work);
    },
    everyMs: POLL_MS,
    onFault: (error) => work.log.warn({ err: error }, "sms-threads.not-looked"),
  });
}

/** Ends idle conversations, and deletes those that ended before the retention period. */
export async function sweepThreads({
  db,
  clock,
  log,
  keepDays,
}: Pick<ThreadWork, "db" | "clock" | "log" | "keepDays">) {
  const now = new Date(clock.nowMs());
  const before = new Date(clock.nowMs() - keepDays() * DAY_MS);
  const closed = await sql<{ readonly count: number }>`
    select close_idle_threads(${now}::timestamptz, ${SWEPT_MAX}::int) as count`.execute(db);
  const gone = await sql<{ readonly count: number }>`
    select purge_threads(${before}::timestamptz, ${SWEPT_MAX}::int) as count`.execute(db);
  const told = { closed: closed.rows[0]?.count ?? 0, forgotten: gone.rows[0]?.count ?? 0 };
  if (told.closed + told.forgotten > 0) log.info(told, "sms-threads.swept");
}

/**
 * Replies to customers who began a conversation outside the opening hours of its route. A process that is killed before it records a reply submits the same one
 * again (idempotent). Call centres take turns; when one call centre's messages are not accepted at present, it is skipped until the next run. An error of one
 * conversation does not stop the others.
 */
export async function sendAwayReplies(work: Pick<ThreadWork, "db" | "clock" | "isClosedAt" | "answer">): Promise<void> {
  const now = new Date(work.clock.nowMs());
  const { rows } = await sql<{ readonly tenantId: string; readonly threadId: string }>`
    select * from due_away_threads(${now}::timestamptz, ${OF_CENTRE_MAX}::int, ${AT_ONCE_MAX}::int)`.execute(work.db);
  const later = new Set<string>();
  const faults: unknown[] = [];
  for (const due of rows) {
    if (later.has(due.tenantId)) continue;
    try {
      if ((await sendAwayReply(work, due)) === "later") later.add(due.tenantId);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "not everybody could be told that nobody is there");
}

async function sendAwayReply(
  { db, clock, isClosedAt, answer }: Pick<ThreadWork, "db" | "clock" | "isClosedAt" | "answer">,
  { tenantId, threadId }: { readonly tenantId: string; readonly threadId: string },
): Promise<"done" | "later"> {
  const nowMs = clock.nowMs();
  const thread = await inTenant(db, tenantId, (trx) => takeAway(trx, threadId, nowMs));
  if (thread === undefined) return "done";
  const isOwed = await inTenant(db, tenantId, (trx) => isAnswerOwed(trx, { thread, nowMs, isClosedAt }));
  if (isOwed) {
    const { own: from, customer: to, awayText: text } = thread;
    const handed = await answer({ tenantId, from, to, text, key: `away ${threadId}` });
    if (handed === undefined) return "later";
  }
  await inTenant(db, tenantId, (trx) =>
    trx.updateTable("smsThread").set({ awayDueAt: null }).where("id", "=", threadId).execute(),
  );
  return "done";
}

/** Claims a conversation for this run; undefined when another process has claimed it. */
async function takeAway(trx: DatabaseTransaction, id: string, nowMs: number): Promise<AwayThread | undefined> {
  return trx
    .updateTable("smsThread")
    .set({ awayDueAt: new Date(nowMs + AGAIN_MS) })
    .where("id", "=", id)
    .where("awayDueAt", "<=", new Date(nowMs))
    .returning(["id", "own", "customer", "openedAt", "hoursId", "awayText"])
    .executeTakeFirst();
}

async function isAnswerOwed(
  trx: DatabaseTransaction,
  asked: { readonly thread: AwayThread; readonly nowMs: number; readonly isClosedAt: ThreadWork["isClosedAt"] },
): Promise<boolean> {
  const { hoursId, openedAt } = asked.thread;
  if (hoursId === null || openedAt.getTime() < asked.nowMs - LATE_MS) return false;
  return asked.isClosedAt(trx, { hoursId, atMs: openedAt.getTime() });
}
