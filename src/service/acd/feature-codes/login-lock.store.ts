import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { attempted, FAILURES_MAX, FORGET_MS, isLocked, NO_FAILURES, type Tally, takenBack } from "./lock-out.ts";

/** The subjects of a lock: an agent number by its keyed hash, and the phone at which it was typed. */
export interface LockSubjects {
  readonly number: string;
  readonly phone: string;
}

/** An attempt that is counted before the check. */
export interface CountedAttempt {
  readonly phone: { readonly before: Tally; readonly after: Tally };
  /** Whether the number or the phone is locked from now on, unless the attempt is right. */
  readonly isLast: boolean;
}

interface Where {
  readonly tenantId: string;
  readonly subjects: LockSubjects;
  readonly nowMs: number;
}

/** The maximum of rows that one attempt deletes. */
const FORGOTTEN_MAX = 100;

/** Counts an attempt for its number and its phone, each row under its lock; `locked` when one of them is locked, and nothing is counted. */
export async function countAttempt(trx: DatabaseTransaction, where: Where): Promise<CountedAttempt | "locked"> {
  const { subjects, nowMs } = where;
  await forget(trx, nowMs);
  // Always in this order, so that two attempts do not deadlock.
  const number = await lockTally(trx, where, subjects.number);
  const phone = await lockTally(trx, where, subjects.phone);
  if (isLocked(number, nowMs) || isLocked(phone, nowMs)) return "locked";
  const after = {
    number: attempted(number, nowMs, FAILURES_MAX.number),
    phone: attempted(phone, nowMs, FAILURES_MAX.phone),
  };
  await keepTally(trx, subjects.number, after.number);
  await keepTally(trx, subjects.phone, after.phone);
  const isLast = isLocked(after.number, nowMs) || isLocked(after.phone, nowMs);
  return { phone: { before: phone, after: after.phone }, isLast };
}

/** Takes a right attempt back: the number's tally is reset, the phone's is as before the attempt. */
export async function forgiveAttempt(trx: DatabaseTransaction, where: Where, attempt: CountedAttempt): Promise<void> {
  const { subjects } = where;
  await lockTally(trx, where, subjects.number);
  await keepTally(trx, subjects.number, NO_FAILURES);
  const phone = await lockTally(trx, where, subjects.phone);
  await keepTally(trx, subjects.phone, takenBack(phone, attempt.phone));
}

async function lockTally(trx: DatabaseTransaction, { tenantId, nowMs }: Where, subject: string): Promise<Tally> {
  await trx
    .insertInto("agentPinLock")
    .values({ tenantId, subject, failures: 0, locks: 0, lastFailedAt: new Date(nowMs), lockedUntil: null })
    .onConflict((conflict) => conflict.columns(["tenantId", "subject"]).doNothing())
    .execute();
  const row = await trx
    .selectFrom("agentPinLock")
    .select(["failures", "locks", "lastFailedAt", "lockedUntil"])
    .where("subject", "=", subject)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { failures, locks, lastFailedAt, lockedUntil } = row;
  return { failures, locks, lastFailedAtMs: lastFailedAt.getTime(), lockedUntilMs: lockedUntil?.getTime() ?? null };
}

async function keepTally(trx: DatabaseTransaction, subject: string, tally: Tally): Promise<void> {
  const { failures, locks, lastFailedAtMs, lockedUntilMs } = tally;
  const lockedUntil = lockedUntilMs === null ? null : new Date(lockedUntilMs);
  await trx
    .updateTable("agentPinLock")
    .set({ failures, locks, lastFailedAt: new Date(lastFailedAtMs), lockedUntil })
    .where("subject", "=", subject)
    .execute();
}

/** Deletes expired rows, so that the table holds no more than the attempts of a day. */
async function forget(trx: DatabaseTransaction, nowMs: number): Promise<void> {
  const before = new Date(nowMs - FORGET_MS);
  await trx
    .deleteFrom("agentPinLock")
    .where("subject", "in", (eb) =>
      eb
        .selectFrom("agentPinLock")
        .select("subject")
        .where("lastFailedAt", "<", before)
        .where((or) => or.or([or("lockedUntil", "is", null), or("lockedUntil", "<", before)]))
        .orderBy("lastFailedAt")
        .limit(FORGOTTEN_MAX)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}
