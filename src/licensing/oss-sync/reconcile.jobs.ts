import { sql } from "kysely";
import { type Database, type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { OssClient } from "../../platform/oss-client/index.ts";

/** Interval between comparisons of a case with OSS. */
const EVERY_MS = 86_400_000;
/** Delay after a delivered report before the comparison. */
const SETTLED_MS = 60_000;
const AT_A_TIME = 20;
const POLL_MS = 60_000;

/** Dependencies of the reconciliation. */
export interface ReconcileOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log" | "changeFeed">;
  readonly oss: Pick<OssClient, "isConfigured" | "checkStatus" | "reportCircuit">;
}

interface DueCase {
  readonly applicationId: string;
  readonly licenseId: string;
  readonly ours: string;
  /** The sequence number of that report. */
  readonly sequence: number;
}

/** Cases with all reports delivered and no comparison with OSS for a day, the longest first. */
async function dueCases(
  db: Database,
  asked: { readonly checkedBefore: Date; readonly settledBefore: Date; readonly limit: number },
): Promise<readonly DueCase[]> {
  const { checkedBefore, settledBefore, limit } = asked;
  const result = await sql<DueCase>`
    select c.application_id as "applicationId", c.license_id as "licenseId", last.status as ours,
      last.sequence
    from oss_case c
    cross join lateral (
      select status, delivered_at, sequence from oss_report r where r.application_id = c.application_id
      order by sequence desc limit 1) last
    left join oss_reconciliation x on x.application_id = c.application_id
    where last.delivered_at < ${settledBefore} and (x.checked_at is null or x.checked_at < ${checkedBefore})
      and not exists (select from oss_report r where r.application_id = c.application_id and r.delivery <> 'delivered')
    order by x.checked_at nulls first, c.application_id limit ${limit}`.execute(db);
  return result.rows;
}

/** Whether a later report was added concurrently: the status at OSS may be that one, and is no difference. */
async function hasGoneOn(
  db: Database,
  asked: { readonly applicationId: string; readonly sequence: number },
): Promise<boolean> {
  const later = await db
    .selectFrom("ossReport")
    .select("sequence")
    .where("applicationId", "=", asked.applicationId)
    .where("sequence", ">", asked.sequence)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** The result of a reconciliation. */
export interface Reconciled {
  readonly checked: number;
  readonly differences: number;
  /** Cases without a readable answer from OSS, or changed during the query; they are retried. */
  readonly unanswered: number;
}

/** Compares some cases with OSS: the status there must be the last reported one. Differences are stored for an officer. */
export async function reconcile(
  { kit, oss }: ReconcileOptions,
  asked: { readonly limit: number; readonly everyMs: number; readonly settledMs: number },
): Promise<Reconciled> {
  const nowMs = kit.clock.nowMs();
  const due = await dueCases(kit.db, {
    checkedBefore: new Date(nowMs - asked.everyMs),
    settledBefore: new Date(nowMs - asked.settledMs),
    limit: asked.limit,
  });
  let differences = 0;
  let unanswered = 0;
  for (const { applicationId, licenseId, ours, sequence } of due) {
    const told = await oss.checkStatus(licenseId);
    if (!told.ok && told.refusal.code !== "license-unknown") {
      unanswered += 1;
      continue;
    }
    const theirs = told.ok ? (told.value.status ?? told.value.code) : "";
    const agrees = theirs === ours;
    if (!agrees && (await hasGoneOn(kit.db, { applicationId, sequence }))) {
      unanswered += 1;
      continue;
    }
    if (!agrees) differences += 1;
    const row = { checkedAt: new Date(kit.clock.nowMs()), ours, theirs, agrees };
    await kit.db
      .insertInto("ossReconciliation")
      .values({ applicationId, ...row })
      .onConflict((conflict) => conflict.column("applicationId").doUpdateSet(row))
      .execute();
  }
  if (differences > 0) kit.log.error({ differences }, "oss.reconcile-differs");
  return { checked: due.length - unanswered, differences, unanswered };
}

/** Compares every case with OSS once a day, a few at a time, until closed. */
export function openReconciliation(options: ReconcileOptions): { close(): void } {
  const { kit, oss } = options;
  const following: Following = follow({
    look: async () => {
      if (!oss.isConfigured || oss.reportCircuit() === "open") return;
      await reconcile(options, { limit: AT_A_TIME, everyMs: EVERY_MS, settledMs: SETTLED_MS });
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "oss.reconcile-failed"),
  });
  return { close: () => following.close() };
}
