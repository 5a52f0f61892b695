import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** Maximum number of handovers opened in one pass. */
const OPENED_MAX = 500;

/** Inserts a handover for every published SKLO in force; returns the number of new ones. The rows are the work queue, so that a crash loses nothing. */
export async function openHandovers(db: Database | DatabaseTransaction, now: Date): Promise<number> {
  const result = await sql`
    insert into sklo_handover (application_id, organisation_id, decree_id, state, opened_at, next_look_at)
    select d.licence_application_id, d.organisation_id, d.id, 'to-upload', d.published_at, ${now}
    from decree d
    where d.kind = 'sklo' and d.published_at is not null and d.revoked_at is null and d.superseded_at is null
      and d.ended_at is null and not exists (select from sklo_handover h where h.decree_id = d.id)
    order by d.published_at limit ${OPENED_MAX}
    on conflict do nothing`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

/** A handover leased by a watcher until `leasedUntil`. */
export interface LeasedHandover {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly decreeId: string;
  readonly skloNumber: string;
  readonly openedAt: Date;
  readonly newsAt: Date | null;
  readonly isSeen: boolean;
  /** Whether the company has confirmed the upload. */
  readonly isSaid: boolean;
  /** The last refusal by OSS; null if there is none. */
  readonly refusedReason: string | null;
  readonly leasedUntil: Date;
}

/** Leases due handovers; an expired lease is taken over. */
export async function leaseHandovers(
  db: Database,
  lease: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly LeasedHandover[]> {
  const { now, until, limit } = lease;
  const result = await sql<LeasedHandover>`
    with due as (
      select application_id from sklo_handover
      where state <> 'granted' and next_look_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by next_look_at limit ${limit} for update skip locked
    )
    update sklo_handover h set leased_until = ${until}, looks = h.looks + 1, looked_at = ${now}
    from due, decree d
    where h.application_id = due.application_id and d.id = h.decree_id
    returning h.application_id as "applicationId", h.organisation_id as "organisationId", h.decree_id as "decreeId",
      d.number as "skloNumber", h.opened_at as "openedAt", greatest(h.said_at, h.told_at, h.seen_at, h.refused_at) as "newsAt",
      h.state = 'seen' as "isSeen", h.said_at is not null as "isSaid", h.refused_reason as "refusedReason", h.leased_until as "leasedUntil"`.execute(
    db,
  );
  return result.rows;
}

/** Stores the result of a poll if the lease is still held; false otherwise. */
export async function savePollResult(
  db: Database | DatabaseTransaction,
  held: Pick<LeasedHandover, "applicationId" | "leasedUntil">,
  look: {
    readonly seenAt: Date | null;
    readonly nextLookAt: Date | null;
    readonly error: { readonly code: string; readonly detail: string } | null;
    /** OSS has now refused it: it must be uploaded again. */
    readonly refused: { readonly at: Date; readonly reason: string } | null;
  },
): Promise<boolean> {
  const { seenAt, nextLookAt, error, refused } = look;
  const written = await db
    .updateTable("skloHandover")
    .set({
      nextLookAt,
      leasedUntil: null,
      lastError: error?.code ?? null,
      lastDetail: error?.detail.slice(0, 300) ?? null,
      ...(seenAt === null ? {} : { state: "seen", seenAt, refusedAt: null, refusedReason: null }),
      ...(refused === null ? {} : TO_UPLOAD_AGAIN),
      ...(refused === null ? {} : { refusedAt: refused.at, refusedReason: refused.reason }),
    })
    .where("applicationId", "=", held.applicationId)
    .where("state", "!=", "granted")
    .where("leasedUntil", "=", held.leasedUntil)
    .executeTakeFirst();
  return written.numUpdatedRows === 1n;
}

/** The earlier confirmation and sighting concerned the refused document. */
const TO_UPLOAD_AGAIN = { state: "to-upload", seenAt: null, saidAt: null, saidBy: null } as const;

/** Ends a handover with the resulting licence; false if a concurrent run came first. */
export async function grantHandover(
  trx: DatabaseTransaction,
  granted: { readonly applicationId: string; readonly licenceId: string; readonly at: Date },
): Promise<boolean> {
  const { applicationId, licenceId, at } = granted;
  const moved = await trx
    .updateTable("skloHandover")
    .set({
      state: "granted",
      licenceId,
      grantedAt: at,
      leasedUntil: null,
      nextLookAt: null,
      lastError: null,
      lastDetail: null,
      refusedAt: null,
      refusedReason: null,
      seenAt: sql<Date>`coalesce(seen_at, ${at})`,
    })
    .where("applicationId", "=", applicationId)
    .where("state", "!=", "granted")
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Whether a handover is still open; its row is locked, so that only one run records the licence. */
export async function lockOpenHandover(trx: DatabaseTransaction, applicationId: string): Promise<boolean> {
  const row = await trx
    .selectFrom("skloHandover")
    .select("applicationId")
    .where("applicationId", "=", applicationId)
    .where("state", "!=", "granted")
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Schedules an immediate poll because OSS announced a signed Izin; false if no SKLO of this licence and NIB awaits one. */
export async function hearOfFile(
  trx: DatabaseTransaction,
  told: { readonly nib: string; readonly licenseId: string; readonly at: Date },
): Promise<boolean> {
  const { nib, licenseId, at } = told;
  await openHandovers(trx, at);
  const result = await sql`
    update sklo_handover h set told_at = ${at}, next_look_at = ${at}
    from oss_case c, oss_checklist l
    where c.application_id = h.application_id and l.license_id = c.license_id and c.license_id = ${licenseId}
      and l.nib = ${nib} and h.state <> 'granted'`.execute(trx);
  if (Number(result.numAffectedRows ?? 0n) > 0) return true;
  const granted = await sql`select from sklo_handover h join oss_case c on c.application_id = h.application_id
    join oss_checklist l on l.license_id = c.license_id
    where c.license_id = ${licenseId} and l.nib = ${nib}`.execute(trx);
  return granted.rows.length > 0;
}

/** Schedules an immediate poll because the company confirmed the upload; false if no handover awaits it. */
export async function sayUploaded(
  trx: DatabaseTransaction,
  said: { readonly applicationId: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const { applicationId, by, at } = said;
  await openHandovers(trx, at);
  const result = await trx
    .updateTable("skloHandover")
    .set({ saidAt: at, saidBy: by, nextLookAt: at })
    .where("applicationId", "=", applicationId)
    .where("state", "!=", "granted")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Schedules an immediate poll on an officer's request; false if no handover is open. */
export async function requestImmediatePoll(
  trx: DatabaseTransaction,
  asked: { readonly applicationId: string; readonly at: Date },
) {
  await openHandovers(trx, asked.at);
  const result = await trx
    .updateTable("skloHandover")
    .set({ nextLookAt: asked.at })
    .where("applicationId", "=", asked.applicationId)
    .where("state", "!=", "granted")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
