import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { TRUNKS_MAX } from "./trunk.store.ts";
import { saveTrunkAddresses } from "./trunk-address.store.ts";
import type { TrunkForm } from "./trunk-form.ts";

/** A trunk with the stored data beside its form. */
interface StoredTrunk extends TrunkForm {
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

function read(row: Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number]): StoredTrunk {
  const { kind, transport, dials, ...rest } = row;
  return {
    ...rest,
    kind: kind as TrunkForm["kind"],
    transport: transport as TrunkForm["transport"],
    dials: dials as TrunkForm["dials"],
  };
}

/** Lists the trunks of a tenant that are not ended, oldest first, with their addresses that wait for approval. */
export async function listTrunks(
  trx: DatabaseTransaction,
): Promise<readonly (StoredTrunk & { readonly waitingAddresses: string[] })[]> {
  const waiting = sql<string[]>`array(select host(a.address) from trunk_address a
    where a.trunk_id = trunk.id and a.approved_at is null order by a.address)`;
  const rows = await select(trx)
    .select(waiting.as("waitingAddresses"))
    .orderBy("createdAt")
    .limit(TRUNKS_MAX)
    .execute();
  return rows.map(({ waitingAddresses, ...row }) => ({ ...read(row), waitingAddresses }));
}

/** One trunk, locked; undefined when it does not exist or has ended. */
export async function lockTrunk(trx: DatabaseTransaction, id: string): Promise<StoredTrunk | undefined> {
  const row = await select(trx).where("id", "=", id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

/** The number of a tenant's trunks; an advisory lock keeps other transactions from adding one. */
export async function countTrunks(trx: DatabaseTransaction, tenantId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`trunks ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("trunk")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds a trunk with its addresses. */
export async function insertTrunk(
  trx: DatabaseTransaction,
  trunk: TrunkForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  const { addresses, ...row } = trunk;
  await trx.insertInto("trunk").values(row).execute();
  await saveTrunkAddresses(trx, trunk, { addresses, at: trunk.createdAt });
}

/** Updates a locked trunk; increments its version. */
export async function updateTrunk(
  trx: DatabaseTransaction,
  trunk: TrunkForm & { readonly id: string; readonly tenantId: string },
  at: Date,
): Promise<void> {
  const { addresses, id, tenantId, ...row } = trunk;
  await trx
    .updateTable("trunk")
    .set((eb) => ({ ...row, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
  await saveTrunkAddresses(trx, { id, tenantId }, { addresses, at });
}

/** Ends a trunk and deletes its addresses; false when it does not exist. */
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

/** The fields that were changed after `version`, according to the audit log. */
export async function changedSince(trx: DatabaseTransaction, id: string, version: number): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select distinct jsonb_array_elements_text(detail->'changed') as name from audit_entry
    where subject_kind = 'trunk' and subject_id = ${id} and action = 'trunk.changed'
      and (detail->>'version')::int > ${version}::int
    order by 1 limit 20`.execute(trx);
  return rows.map(({ name }) => name);
}

/** Channels of each trunk in use by open calls, according to their events: the one of an inbound call, and each invited leg that did not fail. */
export async function channelsOfOpenCalls(trx: DatabaseTransaction): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly trunkId: string; readonly used: number }>`
    select e.data->>'trunkId' as trunk_id, count(*)::int as used from open_call o join call_event e on e.call_id = o.call_id
    where e.kind in ('call.received', 'leg.invited') and e.data->>'trunkId' is not null and not exists (
      select from call_event f where f.call_id = e.call_id and f.kind = 'leg.failed' and f.data->>'legId' = e.data->>'legId')
    group by 1 limit ${TRUNKS_MAX}::int`.execute(trx);
  return new Map(rows.map(({ trunkId, used }) => [trunkId, used]));
}
