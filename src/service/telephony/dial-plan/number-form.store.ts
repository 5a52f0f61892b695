import { sql } from "kysely";
import type { NumberMode } from "../../../bridge/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { NUMBERS_MAX } from "./number.store.ts";
import type { BridgedCode, NumberForm } from "./number-form.ts";
import type { RecordingNotice } from "./recording-notice.shared.ts";

/** The facts about a tenant that its codes depend on. */
export interface TenantFacts {
  readonly organisationId: string | null;
  readonly company: string | null;
  readonly hasTrunk: boolean;
}

/** A phone of a code. */
interface RungPhone {
  readonly id: string;
  readonly extension: string;
  readonly name: string;
  readonly isRegistered: boolean;
}

/** The maximum of phones that are offered for a code. */
const PHONES_OFFERED_MAX = 5_000;

/** The company of a tenant, and whether it has a trunk that is on. */
export async function tenantFacts(trx: DatabaseTransaction, tenantId: string): Promise<TenantFacts> {
  const { rows } = await sql<TenantFacts>`
    select t.organisation_id, o.name as company,
      exists (select from trunk k where k.ended_at is null and k.is_on) as has_trunk
    from tenant t left join organisation o on o.id = t.organisation_id where t.id = ${tenantId}::uuid`.execute(trx);
  return rows[0] ?? { organisationId: null, company: null, hasTrunk: false };
}

/** The codes in service of a tenant, in their order, with their phones. */
export async function listNumbers(trx: DatabaseTransaction, now: Date) {
  const rows = await trx
    .selectFrom("serviceNumber as n")
    .innerJoin("numberMode as m", "m.code", "n.code")
    .select(["n.code", "n.label", "n.ringSeconds", "n.isRecorded", "n.version", "m.mode", "m.source"])
    .select(sql<RecordingNotice>`n.recording_notice`.as("recordingNotice"))
    .select(["m.organisationId", "m.decreeNumber", "m.licenceNumber"])
    .select(
      sql<readonly RungPhone[]>`coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'extension', f.extension,
          'name', f.name, 'isRegistered', exists (select from phone_binding b
            where b.phone_id = f.id and b.expires_at > ${now})) order by p.position, f.extension)
        from service_number_phone p join phone f on f.id = p.phone_id and f.ended_at is null
        where p.code = n.code), '[]')`.as("phones"),
    )
    .orderBy("n.code")
    .limit(NUMBERS_MAX)
    .execute();
  return rows.map(({ mode, source, ...row }) => ({
    ...row,
    mode: mode as NumberMode,
    source: source as BridgedCode["source"],
  }));
}

/** Codes of a company that its call centre has not taken into service. */
export async function codesWaiting(trx: DatabaseTransaction, organisationId: string) {
  const rows = await trx
    .selectFrom("numberMode as m")
    .leftJoin("serviceNumber as n", "n.code", "m.code")
    .select(["m.code", "m.mode"])
    .where("m.organisationId", "=", organisationId)
    .where("n.code", "is", null)
    .orderBy("m.code")
    .limit(NUMBERS_MAX)
    .execute();
  return rows.map(({ code, mode }) => ({ code, mode: mode as NumberMode }));
}

/** Phones that may ring for a code. */
export async function phonesToRing(trx: DatabaseTransaction) {
  return trx
    .selectFrom("phone")
    .select(["id", "extension", "name"])
    .where("endedAt", "is", null)
    .orderBy(sql`length(extension), extension`)
    .limit(PHONES_OFFERED_MAX)
    .execute();
}

/** A code in the licensing bridge; it does not change before the transaction ends. */
export async function findBridged(trx: DatabaseTransaction, code: string): Promise<BridgedCode | undefined> {
  const row = await trx
    .selectFrom("numberMode")
    .select(["mode", "source", "organisationId"])
    .where("code", "=", code)
    .forShare()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, mode: row.mode as NumberMode, source: row.source as BridgedCode["source"] };
}

/** Whether a tenant may have another code; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForNumber(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`numbers ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("serviceNumber")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count < NUMBERS_MAX;
}

/** A code in service of a tenant, locked. */
export async function lockNumber(trx: DatabaseTransaction, code: string) {
  return trx
    .selectFrom("serviceNumber")
    .select(["code", "version"])
    .select(sql<RecordingNotice>`recording_notice`.as("recordingNotice"))
    .where("code", "=", code)
    .forUpdate()
    .executeTakeFirst();
}

type Settings = Pick<NumberForm, "label" | "ringSeconds" | "isRecorded" | "recordingNotice" | "phoneIds">;

/** Takes a code into service; throws when a tenant has it in service (see `isTaken`). False when a phone is not the tenant's. */
export async function insertNumber(
  trx: DatabaseTransaction,
  number: Settings & { readonly code: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<boolean> {
  const { phoneIds, ...row } = number;
  await trx.insertInto("serviceNumber").values(row).execute();
  return insertRung(trx, number, phoneIds);
}

/** Updates a locked code. False when a phone is not the tenant's. */
export async function updateNumber(
  trx: DatabaseTransaction,
  number: Settings & { readonly code: string; readonly tenantId: string },
): Promise<boolean> {
  const { phoneIds, code, tenantId: _tenantId, ...row } = number;
  await trx
    .updateTable("serviceNumber")
    .set((eb) => ({ ...row, version: eb("version", "+", 1) }))
    .where("code", "=", code)
    .execute();
  await trx.deleteFrom("serviceNumberPhone").where("code", "=", code).execute();
  return insertRung(trx, number, phoneIds);
}

async function insertRung(
  trx: DatabaseTransaction,
  { code, tenantId }: { readonly code: string; readonly tenantId: string },
  phoneIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(phoneIds)];
  if (wanted.length === 0) return true;
  const own = await trx
    .selectFrom("phone")
    .select("id")
    .where("id", "in", wanted)
    .where("endedAt", "is", null)
    .forShare()
    .execute();
  if (own.length !== wanted.length) return false;
  const rows = wanted.map((phoneId, position) => ({ code, phoneId, tenantId, position }));
  await trx.insertInto("serviceNumberPhone").values(rows).execute();
  return true;
}

/** Takes a code out of service; false when the tenant does not have it in service. */
export async function deleteNumber(trx: DatabaseTransaction, code: string): Promise<boolean> {
  const gone = await trx.deleteFrom("serviceNumber").where("code", "=", code).executeTakeFirst();
  return gone.numDeletedRows === 1n;
}
