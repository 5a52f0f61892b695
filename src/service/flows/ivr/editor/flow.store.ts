import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Flow } from "../contract.ts";
import { FLOWS_MAX } from "../live-flows.store.ts";

/** A version as listed. */
export interface VersionRow {
  readonly number: number;
  readonly note: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly broughtBack: number | null;
}

/** Versions that a list shows. */
const VERSIONS_SHOWN_MAX = 500;

const LIVE = sql<VersionRow | null>`(select jsonb_build_object('number', v.number, 'note', v.note,
    'publishedAt', to_char(v.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'publishedBy', p.name,
    'broughtBack', v.brought_back)
  from flow_version v join person p on p.id = v.published_by where v.flow_id = f.id and v.number = f.live)`;
const NUMBERS = sql<string[]>`array(select n.code from flow_number n where n.flow_id = f.id order by n.code)`;

/** The flows of a tenant by name. */
export async function listFlows(trx: DatabaseTransaction) {
  return trx
    .selectFrom("flow as f")
    .innerJoin("person as c", "c.id", "f.changedBy")
    .select(["f.id", "f.name", "f.version", "f.changedAt", "c.name as changedBy", LIVE.as("live")])
    .select([NUMBERS.as("numbers"), sql<number>`jsonb_array_length(f.draft->'steps')`.as("steps")])
    .select(
      sql<boolean>`f.draft is distinct from
        (select v.flow from flow_version v where v.flow_id = f.id and v.number = f.live)`.as("isChanged"),
    )
    .where("f.endedAt", "is", null)
    .orderBy(sql`lower(f.name)`)
    .limit(FLOWS_MAX)
    .execute();
}

/** A flow with its draft; undefined when the tenant has none of that id. */
export async function findFlow(trx: DatabaseTransaction, id: string) {
  const row = await trx
    .selectFrom("flow as f")
    .innerJoin("person as c", "c.id", "f.changedBy")
    .leftJoin("flowVersion as v", (join) => join.onRef("v.flowId", "=", "f.id").onRef("v.number", "=", "f.live"))
    .select(["f.id", "f.name", "f.version", "f.draft", "f.changedAt", "c.name as changedBy", "v.flow as liveFlow"])
    .select([LIVE.as("live"), NUMBERS.as("numbers")])
    .where("f.id", "=", id)
    .where("f.endedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { draft, liveFlow, live, ...rest } = row;
  return { ...rest, draft: asFlow(draft), live: live === null ? null : { ...live, flow: asFlow(liveFlow) } };
}

/** Reads a flow and locks it until the end of the transaction. */
export async function lockFlow(trx: DatabaseTransaction, id: string) {
  const row = await trx
    .selectFrom("flow")
    .select(["id", "name", "version", "live", "draft"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, draft: asFlow(row.draft) };
}

/** The stored value was validated before it was written; it is not parsed again. */
function asFlow(value: unknown): Flow {
  return value as Flow;
}

/** Whether a tenant may have one more flow; locked, so that none is added concurrently. */
export async function hasRoomForFlow(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`flows ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("flow")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < FLOWS_MAX;
}

/** Inserts a flow; throws when its name is taken (see `isNameTaken`). */
export async function insertFlow(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly draft: Flow;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const { by, at, draft, ...rest } = row;
  const kept = { ...rest, draft: JSON.stringify(draft), createdAt: at, changedAt: at, changedBy: by };
  await trx.insertInto("flow").values(kept).execute();
}

/** Updates a locked flow, and returns its version; throws when its name is taken. */
export async function writeDraft(
  trx: DatabaseTransaction,
  row: { readonly id: string; readonly name: string; readonly draft: Flow; readonly by: string; readonly at: Date },
): Promise<number> {
  const { version } = await trx
    .updateTable("flow")
    .set((eb) => ({
      name: row.name,
      draft: JSON.stringify(row.draft),
      changedBy: row.by,
      changedAt: row.at,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", row.id)
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}

/** Ends a flow without numbers; false when there is no such flow. */
export async function endFlow(
  trx: DatabaseTransaction,
  ended: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("flow")
    .set({ endedAt: ended.at })
    .where("id", "=", ended.id)
    .where("endedAt", "is", null)
    .where(sql<boolean>`not exists (select from flow_number n where n.flow_id = flow.id)`)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The versions of a flow, newest first; only the one of a number if one is named. */
export async function listVersions(
  trx: DatabaseTransaction,
  { flowId, number = null }: { readonly flowId: string; readonly number?: number | null },
): Promise<readonly VersionRow[]> {
  const rows = await trx
    .selectFrom("flowVersion as v")
    .innerJoin("person as p", "p.id", "v.publishedBy")
    .select(["v.number", "v.note", "v.publishedAt", "v.broughtBack", "p.name as publishedBy"])
    .where("v.flowId", "=", flowId)
    .$if(number !== null, (query) => query.where("v.number", "=", number ?? 0))
    .orderBy("v.number", "desc")
    .limit(VERSIONS_SHOWN_MAX)
    .execute();
  return rows.map((row) => ({ ...row, publishedAt: new Date(row.publishedAt).toISOString() }));
}

/** A version by its number; undefined when there is none. */
export async function findVersion(
  trx: DatabaseTransaction,
  asked: { readonly flowId: string; readonly number: number },
): Promise<{ readonly flow: Flow; readonly digest: string } | undefined> {
  const row = await trx
    .selectFrom("flowVersion")
    .select(["flow", "digest"])
    .where("flowId", "=", asked.flowId)
    .where("number", "=", asked.number)
    .executeTakeFirst();
  return row === undefined ? undefined : { digest: row.digest, flow: asFlow(row.flow) };
}

/** Adds a version of a locked flow and makes it the live one. */
export async function insertVersion(
  trx: DatabaseTransaction,
  version: {
    readonly flowId: string;
    readonly number: number;
    readonly tenantId: string;
    readonly flow: Flow;
    readonly digest: string;
    readonly note: string;
    readonly broughtBack: number | null;
    readonly publishedBy: string;
    readonly publishedAt: Date;
  },
): Promise<void> {
  const { flow, ...row } = version;
  await trx
    .insertInto("flowVersion")
    .values({ ...row, flow: JSON.stringify(flow) })
    .execute();
  await trx.updateTable("flow").set({ live: row.number }).where("id", "=", row.flowId).execute();
}
