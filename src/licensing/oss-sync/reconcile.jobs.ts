import { sql } from "kysely";
import { type Database, type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { OssClient } from "../../platform/oss-client/index.ts";

/** A case is held against OSS again after this. */
const EVERY_MS = 86_400_000;
/** A delivered report is given time to settle. */
const SETTLED_MS = 60_000;
const AT_A_TIME = 20;
const POLL_MS = 60_000;

/** What reconciling needs from the process. */
export interface ReconcileOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log" | "changeFeed">;
  readonly oss: Pick<OssClient, "isConfigured" | "checkStatus" | "reportCircuit">;
}

interface DueCase {
  readonly applicationId: string;
  readonly licenseId: string;
  readonly ours: string;
  /** Which of its reports that is. */
  readonly sequence: number;
}

/** Cases whose reports were all delivered and that were not held against OSS for a day, the longest first. */
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

/** Whether a later report was made meanwhile: what OSS has then may be that one, and differs from nothing. */
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

/** What holding cases against OSS came to. */
export interface Reconciled {
  readonly checked: number;
  readonly differences: number;
  /** Cases that OSS gave no readable answer about, or that went on while it was asked; they are tried again. */
  readonly unanswered: number;
}

/** Holds some cases against OSS: the status it has must be the one it was told last. Differences are kept for an officer. */
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

/** Holds every case against OSS once a day, a few at a time, until closed. */
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
