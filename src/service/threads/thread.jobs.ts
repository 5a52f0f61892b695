import { sql } from "kysely";
import type { Clock, Result } from "../../kernel/index.ts";
import { type Database, type DatabaseTransaction, type Following, follow } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";

/** Whether somebody has to be told that nobody is there is looked at so often. */
const LOOK_MS = 2_000;
/** Conversations that nobody goes on with, and old ones, are looked for so often. */
const SWEEP_MS = 60_000;
const AT_ONCE_MAX = 50;
const SWEPT_MAX = 500;
const DAY_MS = 86_400_000;
/** What began so long ago is not told any more that nobody was there. */
const LATE_MS = 3_600_000;

/** A conversation that began, with the hours of its way. */
interface AwayThread {
  readonly tenantId: string;
  readonly id: string;
  readonly own: string;
  readonly customer: string;
  readonly openedAt: Date;
  readonly hoursId: string | null;
  readonly awayText: string;
}

/** What conversations stand on that go on by themselves. */
export interface ThreadWork {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** For how many days what was written stays. */
  readonly keepDays: () => number;
  /** Whether opening hours of the transaction's call centre are closed at an instant. */
  readonly isClosedAt: (
    trx: DatabaseTransaction,
    asked: { readonly hoursId: string; readonly atMs: number },
  ) => Promise<boolean>;
  /** Hands in an answer by itself; under its key once. Undefined when it cannot be taken just now. */
  readonly answer: (message: {
    readonly tenantId: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly key: string;
  }) => Promise<Result<null, string> | undefined>;
}

/** Answers outside opening hours, ends conversations that nobody goes on with, and forgets old ones, for as long as the process lives. */
export function followThreads(work: ThreadWork): Following {
  let sweptMs = Number.NEGATIVE_INFINITY;
  return follow({
    look: async () => {
      await tellAway(work);
      const nowMs = work.clock.nowMs();
      if (nowMs < sweptMs + SWEEP_MS) return;
      sweptMs = nowMs;
      await sweepThreads(work);
    },
    everyMs: LOOK_MS,
    onFault: (error) => work.log.warn({ err: error }, "sms-threads.not-looked"),
  });
}

/** Ends conversations that nobody goes on with, and forgets those that ended long ago. */
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
    select forget_threads(${before}::timestamptz, ${SWEPT_MAX}::int) as count`.execute(db);
  const told = { closed: closed.rows[0]?.count ?? 0, forgotten: gone.rows[0]?.count ?? 0 };
  if (told.closed + told.forgotten > 0) log.info(told, "sms-threads.swept");
}

/** Answers whoever began a conversation outside the hours of its way; a process that is killed before it is noted hands in the same again. */
export async function tellAway(work: Pick<ThreadWork, "db" | "clock" | "isClosedAt" | "answer">): Promise<void> {
  await work.db.transaction().execute(async (trx) => {
    const owed = await sql<AwayThread>`select * from lock_away_threads(${AT_ONCE_MAX}::int)`.execute(trx);
    for (const thread of owed.rows) {
      await sql`select set_config('app.tenant', ${thread.tenantId}, true)`.execute(trx);
      if ((await told(work, trx, thread)) === "later") continue;
      await trx.updateTable("smsThread").set({ isAwayOwed: false }).where("id", "=", thread.id).execute();
    }
  });
}

async function told(
  { clock, isClosedAt, answer }: Pick<ThreadWork, "clock" | "isClosedAt" | "answer">,
  trx: DatabaseTransaction,
  { tenantId, id, own, customer, openedAt, hoursId, awayText }: AwayThread,
): Promise<"done" | "later"> {
  const isLate = openedAt.getTime() < clock.nowMs() - LATE_MS;
  if (hoursId === null || isLate || !(await isClosedAt(trx, { hoursId, atMs: openedAt.getTime() }))) return "done";
  const handed = await answer({ tenantId, from: own, to: customer, text: awayText, key: `away ${id}` });
  return handed === undefined ? "later" : "done";
}
