import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { LicenseStatus } from "../../protocols/oss/index.ts";
import type { DeliveryChange } from "./delivery.ts";

/** The last report of a case, by its sequence number. */
export async function lastReport(trx: DatabaseTransaction, applicationId: string) {
  const row = await trx
    .selectFrom("ossReport")
    .select(["sequence", "status"])
    .where("applicationId", "=", applicationId)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { sequence: row.sequence, status: row.status as LicenseStatus };
}

/** Adds a report at the end of its case, in the transaction of the change; the primary key enforces its position. */
export async function insertReport(
  trx: DatabaseTransaction,
  report: {
    readonly applicationId: string;
    readonly sequence: number;
    readonly state: string;
    readonly status: LicenseStatus;
    readonly occurredAt: Date;
    readonly note: string;
    readonly officerId: string | null;
  },
): Promise<void> {
  await trx
    .insertInto("ossReport")
    .values({ ...report, nextAttemptAt: report.occurredAt })
    .execute();
}

/** A report leased by a sender until `leasedUntil`. */
export interface LeasedReport {
  readonly applicationId: string;
  readonly sequence: number;
  readonly status: LicenseStatus;
  readonly occurredAt: Date;
  readonly note: string;
  readonly attempts: number;
  /** Whether an earlier attempt may have arrived. */
  readonly wasUnknown: boolean;
  readonly leasedUntil: Date;
}

/**
 * Leases due reports: of each case only the first undelivered one. From the lease on, the outcome counts as unknown, so
 * that after a crash OSS is queried first. An expired lease is taken over.
 */
export async function leaseReports(
  db: Database,
  lease: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly LeasedReport[]> {
  const result = await sql<LeasedReport>`
    with due as (
      select r.application_id, r.sequence, r.outcome_unknown as was_unknown
      from oss_report r
      where r.delivery in ('queued', 'sending') and r.next_attempt_at <= ${lease.now}
        and (r.leased_until is null or r.leased_until <= ${lease.now})
        and not exists (select from oss_report e where e.application_id = r.application_id
          and e.sequence < r.sequence and e.delivery <> 'delivered')
      order by r.next_attempt_at
      limit ${lease.limit}::int
      for update of r skip locked
    )
    update oss_report r set delivery = 'sending', outcome_unknown = true, attempts = r.attempts + 1,
      leased_until = ${lease.until}
    from due where r.application_id = due.application_id and r.sequence = due.sequence
    returning r.application_id, r.sequence, r.status, r.occurred_at, r.note, r.attempts, due.was_unknown, r.leased_until`.execute(
    db,
  );
  return result.rows;
}

/** The content of a report beside its status: its licence and its officer. */
export async function findReportFacts(db: Database, report: Pick<LeasedReport, "applicationId" | "sequence">) {
  return db
    .selectFrom("ossReport as r")
    .innerJoin("ossCase as c", "c.applicationId", "r.applicationId")
    .innerJoin("ossChecklist as l", "l.licenseId", "c.licenseId")
    .leftJoin("person as p", "p.id", "r.officerId")
    .leftJoin("ossReporter as n", "n.personId", "r.officerId")
    .select([
      "l.nib",
      "l.ossId",
      "l.projectId",
      "l.productId",
      "l.licenseId",
      "l.licenseCode",
      "p.name as officerName",
      "n.nip as officerNumber",
    ])
    .where("r.applicationId", "=", report.applicationId)
    .where("r.sequence", "=", report.sequence)
    .executeTakeFirstOrThrow();
}

/** Stores the result of an attempt, if the lease is still held. */
export async function writeDelivery(
  db: Database,
  report: LeasedReport,
  written: { readonly change: DeliveryChange; readonly at: Date },
): Promise<void> {
  const { change, at } = written;
  const isDelivered = change.delivery === "delivered";
  await db
    .updateTable("ossReport")
    .set({
      delivery: change.delivery,
      outcomeUnknown: change.outcomeUnknown,
      attempts: change.attempts,
      leasedUntil: null,
      lastError: change.error?.code ?? null,
      lastDetail: change.error?.detail.slice(0, 300) ?? null,
      ...(change.waitMs === null ? {} : { nextAttemptAt: new Date(at.getTime() + change.waitMs) }),
      ...(isDelivered ? { deliveredAt: at, deliveredHow: change.how } : {}),
    })
    .where("applicationId", "=", report.applicationId)
    .where("sequence", "=", report.sequence)
    .where("delivery", "=", "sending")
    .where("leasedUntil", "=", report.leasedUntil)
    .execute();
}
/** Releases a stuck report of a case; false if none is stuck. OSS is queried first whether it has arrived. */
export async function releaseStuck(
  trx: DatabaseTransaction,
  stuck: { readonly applicationId: string; readonly at: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable("ossReport")
    .set({ delivery: "queued", attempts: 0, nextAttemptAt: stuck.at, leasedUntil: null })
    .where("applicationId", "=", stuck.applicationId)
    .where("delivery", "=", "stuck")
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
