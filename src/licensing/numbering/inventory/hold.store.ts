import { sql } from "kysely";
import type { Json } from "../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, databaseFault, PREPARED } from "../../../platform/database/index.ts";
import type { RuntimeContext } from "../../../platform/world/index.ts";
import type { HoldRules } from "../../../regulation/index.ts";
import { BY_ITSELF, type ChangeNote, changeCodes, nameChange } from "../codes/code-change.store.ts";

/** A request to hold a code. */
export interface HoldCommand {
  readonly code: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly requestId: string;
  /** The local day for which the hold is counted. */
  readonly day: string;
}

/** Why a hold is refused. */
export type HoldRefusal =
  | "organisation-not-verified"
  | "nib-not-in-force"
  | "code-not-in-plan"
  | "code-not-free"
  | "prefix-conflict"
  | "hold-limit-at-once"
  | "hold-limit-day"
  | "hold-again-too-soon";

/** The hold, or the refusal. */
export type HoldOutcome =
  | { readonly ok: true; readonly id: string; readonly heldUntil: Date }
  | { readonly ok: false; readonly refusal: HoldRefusal };

const MINUTE_MS = 60_000;
const RACES_MAX = 5;
const UNIQUE_VIOLATION = "23505";
const EXCLUSION_VIOLATION = "23P01";
const DEADLOCK = "40P01";

/**
 * Takes a hold in one conditional statement, with its audit entry and its notification to the company. The code's
 * state, its exclusion constraint and the unique indexes of `code_hold` decide: there is no read before the write.
 */
export async function takeHold(
  db: Database,
  runtimeContext: RuntimeContext,
  asked: { readonly wish: HoldCommand; readonly rules: HoldRules },
): Promise<HoldOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryHold(db, runtimeContext, asked);
    } catch (error) {
      const fault = databaseFault(error);
      if (fault?.state === EXCLUSION_VIOLATION) return { ok: false, refusal: "prefix-conflict" };
      const isRace = fault?.state === UNIQUE_VIOLATION || fault?.state === DEADLOCK;
      if (!isRace || attempt >= RACES_MAX) throw error;
    }
  }
}

interface ClaimRow {
  readonly claimed: boolean;
  readonly verified: boolean;
  readonly blocked: boolean;
  readonly known: boolean;
  readonly free: boolean;
  readonly hasSlot: boolean;
  readonly tooSoon: boolean;
  readonly nth: number;
}

async function tryHold(
  db: Database,
  runtimeContext: RuntimeContext,
  asked: { readonly wish: HoldCommand; readonly rules: HoldRules },
): Promise<HoldOutcome> {
  const { wish, rules } = asked;
  const nowMs = runtimeContext.clock.nowMs();
  const id = runtimeContext.ids.next();
  const now = new Date(nowMs);
  const heldUntil = new Date(nowMs + rules.holdMinutes * MINUTE_MS);
  const againFrom = new Date(nowMs - rules.againAfterMinutes * MINUTE_MS);
  const change = nameChange("hold", { by: wish.personId, role: null, refs: { holdId: id } });
  const detail: { readonly [key: string]: Json } = { holdId: id, heldUntil: heldUntil.toISOString() };
  const result = await sql<ClaimRow>`${sql.raw(PREPARED)}
    with asked as (
      select
        exists (select from organisation where id = ${wish.organisationId}::uuid and state = 'verified') as verified,
        exists (select from organisation where id = ${wish.organisationId}::uuid
          and oss_record->>'nibStatus' = any(${rules.blockedNibStatuses}::text[])) as blocked,
        exists (select from code_hold where organisation_id = ${wish.organisationId}::uuid and code = ${wish.code}
          and ended_at > ${againFrom} and ended_reason <> 'submitted') as too_soon,
        (select min(slot) from generate_series(1, ${rules.atOnceMax}::int) slot where not exists (
          select from code_hold h where h.organisation_id = ${wish.organisationId}::uuid and h.slot = slot.slot and h.ended_at is null)) as slot,
        (select coalesce(max(day_nth), 0) + 1 from code_hold
          where organisation_id = ${wish.organisationId}::uuid and day = ${wish.day}::date) as nth
    ), claimed as (
      update access_code set state = 'held', holder_organisation_id = ${wish.organisationId}::uuid, held_until = ${heldUntil},
        state_since = ${now}, changed_at = ${now}, change = ${change}::jsonb
      from asked
      where code = ${wish.code} and state = 'idle' and asked.verified and not asked.blocked and not asked.too_soon
        and asked.slot is not null and asked.nth <= ${rules.perDayMax}::int
      returning code, asked.slot, asked.nth
    ), hold as (
      insert into code_hold (id, code, organisation_id, person_id, slot, held_at, held_until, day, day_nth)
      select ${id}::uuid, code, ${wish.organisationId}::uuid, ${wish.personId}::uuid, slot, ${now}, ${heldUntil}, ${wish.day}::date, nth
      from claimed returning code
    ), remembered as (
      insert into audit_entry (id, occurred_at, actor_person_id, action, subject_kind, subject_id, detail, request_id)
      select ${runtimeContext.ids.next()}::uuid, ${now}, ${wish.personId}::uuid, 'code.held', 'access-code', code,
        ${JSON.stringify(detail)}::jsonb, ${wish.requestId} from hold
    ), told as (
      insert into outbox (id, kind, subject_id, payload, created_at)
      select ${runtimeContext.ids.next()}::uuid, 'numbering.hold-notice', ${id}, ${JSON.stringify({ holdId: id })}::jsonb, ${now} from hold
      where exists (select from membership where organisation_id = ${wish.organisationId}::uuid and ended_at is null
        and person_id <> ${wish.personId}::uuid)
    )
    select exists (select from claimed) as claimed, asked.verified, asked.blocked, asked.too_soon, asked.slot is not null as has_slot, asked.nth,
      exists (select from access_code where code = ${wish.code}) as known,
      exists (select from access_code where code = ${wish.code} and state = 'idle') as free
    from asked`.execute(db);
  const row = result.rows[0];
  if (row?.claimed === true) return { ok: true, id, heldUntil };
  return { ok: false, refusal: refusalOf(row, rules) };
}

function refusalOf(row: ClaimRow | undefined, rules: HoldRules): HoldRefusal {
  if (row === undefined || !row.verified) return "organisation-not-verified";
  if (row.blocked) return "nib-not-in-force";
  if (!row.known) return "code-not-in-plan";
  if (row.tooSoon) return "hold-again-too-soon";
  if (!row.free) return "code-not-free";
  if (!row.hasSlot) return "hold-limit-at-once";
  if (row.nth > rules.perDayMax) return "hold-limit-day";
  return "code-not-free";
}

/** The open holds of a company, the first to expire first. */
export async function openHolds(db: Database, organisationId: string) {
  return db
    .selectFrom("codeHold")
    .select(["id", "code", "heldUntil"])
    .where("organisationId", "=", organisationId)
    .where("endedAt", "is", null)
    .orderBy("heldUntil")
    .execute();
}

/** A hold by its id. */
export async function findHold(db: Database | DatabaseTransaction, id: string) {
  return db.selectFrom("codeHold").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The open hold on a code, if any. */
export async function openHoldOn(trx: DatabaseTransaction, code: string) {
  return trx
    .selectFrom("codeHold")
    .select(["id", "organisationId"])
    .where("code", "=", code)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

/** Locks a code before its hold changes: all writers lock in this order, to avoid deadlocks. */
export async function lockCode(trx: DatabaseTransaction, code: string): Promise<void> {
  await trx.selectFrom("accessCode").select("code").where("code", "=", code).forNoKeyUpdate().execute();
}

/** The early end of a hold. */
export interface HoldEnding extends ChangeNote {
  readonly id: string;
  readonly now: Date;
  /** The company cancels the hold, or an officer ends it. */
  readonly change: "let-go" | "release";
}

const ENDED_REASONS = { "let-go": "released", release: "ended-by-officer" } as const;

/** Ends a hold before it expires. Returns its code, or undefined if it was over already. */
export async function endHold(trx: DatabaseTransaction, ending: HoldEnding): Promise<string | undefined> {
  const { id, now, change } = ending;
  const known = await findHold(trx, id);
  if (known === undefined) return undefined;
  await lockCode(trx, known.code);
  const ended = await trx
    .updateTable("codeHold")
    .set({ endedAt: now, endedReason: ENDED_REASONS[change] })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .returning("code")
    .executeTakeFirst();
  if (ended === undefined) return undefined;
  await changeCodes(trx, { ...ending, codes: [ended.code], refs: { holdId: id } });
  return ended.code;
}

const EXPIRE_BATCH_MAX = 500;

const overHolds = (db: Database | DatabaseTransaction, now: Date) =>
  db
    .selectFrom("accessCode")
    .select("code")
    .where("state", "=", "held")
    .where("heldUntil", "<=", now)
    .orderBy("heldUntil")
    .limit(EXPIRE_BATCH_MAX);

/** Ends every expired hold, and returns the freed codes. */
export async function expireHolds(db: Database, runtimeContext: RuntimeContext): Promise<readonly string[]> {
  const now = new Date(runtimeContext.clock.nowMs());
  // Most sweeps find nothing: those open no transaction.
  if ((await overHolds(db, now).executeTakeFirst()) === undefined) return [];
  return db.transaction().execute(async (trx) => {
    const due = await overHolds(trx, now).forUpdate().skipLocked().execute();
    if (due.length === 0) return [];
    const codes = due.map((row) => row.code);
    await trx
      .updateTable("codeHold")
      .set({ endedAt: now, endedReason: "expired" })
      .where("code", "in", codes)
      .where("endedAt", "is", null)
      .execute();
    await changeCodes(trx, { ...BY_ITSELF, change: "lapse", codes, now });
    await trx
      .insertInto("auditEntry")
      .values(
        codes.map((code) => ({
          id: runtimeContext.ids.next(),
          occurredAt: now,
          action: "code.hold-expired",
          subjectKind: "access-code",
          subjectId: code,
          detail: "{}",
        })),
      )
      .execute();
    return codes;
  });
}
