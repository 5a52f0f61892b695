import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Flow, OpeningHours } from "../contract.ts";
import { FLOWS_MAX } from "../live-flows.store.ts";
import type { NamedHours } from "./opening.shared.ts";

/** Maximum named hours of a tenant. */
export const NAMED_HOURS_MAX = 50;
/** Versions shown on a screen. */
const VERSIONS_SHOWN_MAX = 100;

/** The stored value was validated before it was written; it is not parsed again. */
function asHours(value: unknown): OpeningHours {
  return value as OpeningHours;
}

/** The named hours of a tenant in their current versions, by name. */
export async function loadNamedHours(trx: DatabaseTransaction): Promise<readonly NamedHours[]> {
  const rows = await ofTenant(trx).select(["h.id", "h.name", "h.version", "v.hours"]).execute();
  return rows.map((row) => ({ ...row, hours: asHours(row.hours) }));
}

/** The same with the user and time of the last change. */
export async function listNamedHours(trx: DatabaseTransaction) {
  const rows = await ofTenant(trx)
    .innerJoin("person as p", "p.id", "v.savedBy")
    .select(["h.id", "h.name", "h.version", "v.hours", "v.savedAt", "p.name as savedBy"])
    .execute();
  return rows.map((row) => ({ ...row, hours: asHours(row.hours), savedAt: new Date(row.savedAt).toISOString() }));
}

function ofTenant(trx: DatabaseTransaction) {
  return trx
    .selectFrom("namedHours as h")
    .innerJoin("namedHoursVersion as v", (join) =>
      join.onRef("v.hoursId", "=", "h.id").onRef("v.number", "=", "h.version"),
    )
    .where("h.endedAt", "is", null)
    .orderBy(sql`lower(h.name)`)
    .limit(NAMED_HOURS_MAX);
}

/** Reads named hours and locks them until the end of the transaction. */
export async function lockNamedHours(trx: DatabaseTransaction, id: string): Promise<NamedHours | undefined> {
  const row = await trx
    .selectFrom("namedHours as h")
    .innerJoin("namedHoursVersion as v", (join) =>
      join.onRef("v.hoursId", "=", "h.id").onRef("v.number", "=", "h.version"),
    )
    .select(["h.id", "h.name", "h.version", "v.hours"])
    .where("h.id", "=", id)
    .where("h.endedAt", "is", null)
    .forUpdate("h")
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, hours: asHours(row.hours) };
}

/** Locks the set of named hours until the transaction ends: none that a version references may be removed while it is being published. */
export async function holdNamedHours(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`named hours ${tenantId}`}, 0))`.execute(trx);
}

/** Number of named hours of the transaction's tenant. */
export async function countNamedHours(trx: DatabaseTransaction): Promise<number> {
  const { count } = await trx
    .selectFrom("namedHours")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A version of named hours to be written. */
interface SavedHours {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly hours: OpeningHours;
  readonly version: number;
  readonly by: string;
  readonly at: Date;
}

/** Inserts named hours with their first version; throws when the name is taken (see `isHoursNameTaken`). */
export async function insertNamedHours(trx: DatabaseTransaction, saved: SavedHours): Promise<void> {
  const { id, tenantId, name, version, at } = saved;
  await trx.insertInto("namedHours").values({ id, tenantId, name, version, createdAt: at }).execute();
  await insertVersion(trx, saved);
}

/** Adds the next version of locked named hours; throws when the name is taken. */
export async function writeNamedHours(trx: DatabaseTransaction, saved: SavedHours): Promise<void> {
  const { id, name, version } = saved;
  await trx.updateTable("namedHours").set({ name, version }).where("id", "=", id).execute();
  await insertVersion(trx, saved);
}

async function insertVersion(trx: DatabaseTransaction, { id, version, by, at, hours, ...row }: SavedHours) {
  await trx
    .insertInto("namedHoursVersion")
    .values({ ...row, hoursId: id, number: version, hours: JSON.stringify(hours), savedBy: by, savedAt: at })
    .execute();
}

/** Ends named hours; their versions stay, because past calls used them. */
export async function endNamedHours(
  trx: DatabaseTransaction,
  ended: { readonly id: string; readonly at: Date },
): Promise<void> {
  await trx.updateTable("namedHours").set({ endedAt: ended.at }).where("id", "=", ended.id).execute();
}

/** The versions of named hours, newest first. */
export async function hoursVersions(trx: DatabaseTransaction, id: string) {
  const rows = await trx
    .selectFrom("namedHoursVersion as v")
    .innerJoin("person as p", "p.id", "v.savedBy")
    .select(["v.number", "v.name", "v.hours", "v.savedAt", "p.name as savedBy"])
    .where("v.hoursId", "=", id)
    .orderBy("v.number", "desc")
    .limit(VERSIONS_SHOWN_MAX)
    .execute();
  return rows.map((row) => ({ ...row, hours: asHours(row.hours), savedAt: new Date(row.savedAt).toISOString() }));
}

/** A flow that uses named hours. */
export interface HoursUse {
  readonly flowId: string;
  readonly flow: string;
  /** Whether its live version uses the hours; otherwise only its draft does. */
  readonly isLive: boolean;
  /** The numbers of the flow. */
  readonly numbers: readonly string[];
}

/** The uses of named hours in the tenant's flows, by the hours' ids. */
export async function hoursUses(trx: DatabaseTransaction): Promise<ReadonlyMap<string, readonly HoursUse[]>> {
  const rows = await trx
    .selectFrom("flow as f")
    .leftJoin("flowVersion as v", (join) => join.onRef("v.flowId", "=", "f.id").onRef("v.number", "=", "f.live"))
    .select(["f.id as flowId", "f.name as flow", "f.draft", "v.flow as live"])
    .select(sql<string[]>`array(select n.code from flow_number n where n.flow_id = f.id order by n.code)`.as("numbers"))
    .where("f.endedAt", "is", null)
    .orderBy(sql`lower(f.name)`)
    .limit(FLOWS_MAX)
    .execute();
  const uses = new Map<string, HoursUse[]>();
  for (const { draft, live, ...flow } of rows) {
    const inLive = namedIn(live);
    for (const id of new Set([...inLive, ...namedIn(draft)]))
      uses.set(id, [...(uses.get(id) ?? []), { ...flow, isLive: inLive.has(id) }]);
  }
  return uses;
}

function namedIn(kept: unknown): ReadonlySet<string> {
  const steps = (kept as Flow | null)?.steps ?? [];
  return new Set(steps.flatMap((step) => (step.kind === "hours" && step.hoursId !== undefined ? [step.hoursId] : [])));
}
