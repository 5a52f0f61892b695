import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import { TRUNKS_MAX } from "./trunk.store.ts";
import type { TrunkForm } from "./trunk-form.ts";

/** A line with what is kept beside its form. */
export interface KeptTrunk extends TrunkForm {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
}

const COLUMNS = [
  ...(["id", "version", "createdAt", "name", "kind", "carrier", "agreementNumber", "agreementUntil"] as const),
  ...(["host", "port", "transport", "channelsMax", "dials", "isOn", "isEncrypted"] as const),
] as const;

function select(trx: DatabaseTransaction) {
  return trx
    .selectFrom("trunk")
    .select(COLUMNS)
    .select(
      sql<
        string[]
      >`array(select host(a.address) from trunk_address a where a.trunk_id = trunk.id order by a.address)`.as(
        "addresses",
      ),
    )
    .where("endedAt", "is", null);
}

function read(row: Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number]): KeptTrunk {
  const { kind, transport, dials, ...rest } = row;
  return {
    ...rest,
    kind: kind as TrunkForm["kind"],
    transport: transport as TrunkForm["transport"],
    dials: dials as TrunkForm["dials"],
  };
}

/** The lines of a tenant that are not ended, oldest first. */
export async function listTrunks(trx: DatabaseTransaction): Promise<readonly KeptTrunk[]> {
  return (await select(trx).orderBy("createdAt").limit(TRUNKS_MAX).execute()).map(read);
}

/** One line, locked; undefined when there is none or it has ended. */
export async function lockTrunk(trx: DatabaseTransaction, id: string): Promise<KeptTrunk | undefined> {
  const row = await select(trx).where("id", "=", id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

/** How many lines a tenant has; none is added meanwhile. */
export async function countTrunks(trx: DatabaseTransaction, tenantId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`trunks ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("trunk")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds a line with its addresses. */
export async function insertTrunk(
  trx: DatabaseTransaction,
  trunk: TrunkForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  const { addresses, ...row } = trunk;
  await trx.insertInto("trunk").values(row).execute();
  await insertAddresses(trx, trunk, addresses);
}

/** Writes a line anew that was locked before; its version goes up by one. */
export async function updateTrunk(
  trx: DatabaseTransaction,
  trunk: TrunkForm & { readonly id: string; readonly tenantId: string },
): Promise<void> {
  const { addresses, id, tenantId, ...row } = trunk;
  await trx
    .updateTable("trunk")
    .set((eb) => ({ ...row, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
  await trx.deleteFrom("trunkAddress").where("trunkId", "=", id).execute();
  await insertAddresses(trx, { id, tenantId }, addresses);
}

/** Ends a line and lets go of its addresses; false when there is none. */
export async function endTrunk(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  await trx.deleteFrom("trunkAddress").where("trunkId", "=", id).execute();
  const ended = await trx
    .updateTable("trunk")
    .set({ endedAt: at, isOn: false })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

async function insertAddresses(
  trx: DatabaseTransaction,
  { id, tenantId }: { readonly id: string; readonly tenantId: string },
  addresses: readonly string[],
): Promise<void> {
  const rows = [...new Set(addresses)].map((address) => ({ address, trunkId: id, tenantId }));
  await trx.insertInto("trunkAddress").values(rows).execute();
}

/** The fields that were changed after `version`, as the audit log tells them. */
export async function changedSince(trx: DatabaseTransaction, id: string, version: number): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select distinct jsonb_array_elements_text(detail->'changed') as name from audit_entry
    where subject_kind = 'trunk' and subject_id = ${id} and action = 'trunk.changed'
      and (detail->>'version')::int > ${version}::int
    order by 1 limit 20`.execute(trx);
  return rows.map(({ name }) => name);
}

/** Which of a line's own things another line has: its name in this tenant, or an address anywhere. */
export function conflictOf(error: unknown): "trunk-name-taken" | "trunk-address-taken" | undefined {
  const fault = databaseFault(error);
  if (fault?.state !== "23505") return undefined;
  if (fault.constraint === "trunk_name") return "trunk-name-taken";
  return fault.constraint === "trunk_address_pkey" ? "trunk-address-taken" : undefined;
}

/**
 * Channels that open calls take of each line, as their events tell: the one a call came over, and each it was sent over
 * that did not fail.
 */
export async function channelsOfOpenCalls(trx: DatabaseTransaction): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly trunkId: string; readonly used: number }>`
    select e.data->>'trunkId' as trunk_id, count(*)::int as used from open_call o join call_event e on e.call_id = o.call_id
    where e.kind in ('call.received', 'leg.invited') and e.data->>'trunkId' is not null and not exists (
      select from call_event f where f.call_id = e.call_id and f.kind = 'leg.failed' and f.data->>'legId' = e.data->>'legId')
    group by 1 limit ${TRUNKS_MAX}::int`.execute(trx);
  return new Map(rows.map(({ trunkId, used }) => [trunkId, used]));
}
