import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CampaignAct, CampaignState } from "./campaign-actions.ts";
import type { FitLine } from "./judge-lines.ts";
import { CAMPAIGNS_OPEN_MAX } from "./limits.shared.ts";

const AT_ONCE_MAX = 5_000;

/** A campaign as it is prepared. */
export interface CampaignRow {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly sender: string;
  readonly zone: "WIB" | "WITA" | "WIT" | null;
  readonly sendAt: Date;
  readonly perHour: number;
  readonly validMinutes: number;
  /** As previewed. */
  readonly parts: number;
  readonly priceRupiah: number;
  /** Lines of the file that were invalid and left out. */
  readonly faulty: number;
  readonly doubled: number;
  readonly requestKey: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Whether the limit permits another open campaign; locked, so that none is added concurrently. */
export async function hasRoomForCampaign(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms campaign ${tenantId}`}, 0))`.execute(trx);
  const open = await trx
    .selectFrom("smsCampaign")
    .select("id")
    .where("tenantId", "=", tenantId)
    .where("endedAt", "is", null)
    .limit(CAMPAIGNS_OPEN_MAX)
    .execute();
  return open.length < CAMPAIGNS_OPEN_MAX;
}

/** Inserts a campaign with its lines; no message is sent before it is started. */
export async function insertCampaign(
  trx: DatabaseTransaction,
  row: CampaignRow,
  lines: readonly FitLine[],
): Promise<void> {
  await trx
    .insertInto("smsCampaign")
    .values({ ...row, state: "prepared", lines: lines.length, pacedAt: row.sendAt })
    .execute();
  for (let from = 0; from < lines.length; from += AT_ONCE_MAX) {
    const some = lines.slice(from, from + AT_ONCE_MAX).map(({ line: l, recipient: r, fields: f }) => ({ l, r, f }));
    await sql`
      insert into sms_campaign_line (campaign_id, line, tenant_id, recipient, fields)
      select ${row.id}::uuid, l, ${row.tenantId}::uuid, r, f
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x(l integer, r text, f jsonb)`.execute(trx);
  }
}

/** The campaign that an earlier request with this idempotency key created. */
export async function campaignOfRequest(trx: DatabaseTransaction, requestKey: string): Promise<string | undefined> {
  const row = await trx.selectFrom("smsCampaign").select("id").where("requestKey", "=", requestKey).executeTakeFirst();
  return row?.id;
}

/** The state of a campaign, locked until the transaction ends; undefined when it does not exist. */
export async function lockCampaign(
  trx: DatabaseTransaction,
  id: string,
): Promise<
  { readonly name: string; readonly state: CampaignState; readonly version: number; readonly sendAt: Date } | undefined
> {
  const row = await trx
    .selectFrom("smsCampaign")
    .select(["name", "state", "version", "sendAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  // Only this application writes the column, under a check constraint.
  return row === undefined ? undefined : { ...row, state: row.state as CampaignState };
}

/** Saves the result of an action on a locked campaign. Values of lines that will never be sent are deleted. */
export async function keepAct(
  trx: DatabaseTransaction,
  told: {
    readonly id: string;
    readonly act: CampaignAct;
    readonly state: CampaignState;
    readonly sendAt: Date;
    readonly personId: string;
    readonly at: Date;
  },
): Promise<void> {
  const { id, act, state, sendAt, personId, at } = told;
  const goes = act === "start" || act === "resume";
  await trx
    .updateTable("smsCampaign")
    .set((eb) => ({
      state,
      heldWhy: null,
      version: eb("version", "+", 1),
      ...(goes ? { pacedAt: new Date(Math.max(sendAt.getTime(), at.getTime())) } : {}),
      ...(act === "start" ? { startedBy: personId, startedAt: at } : {}),
      ...(act === "stop" ? { endedAt: at } : {}),
    }))
    .where("id", "=", id)
    .execute();
  if (act !== "stop") return;
  await sql`update sms_campaign_line set fields = '{}' where campaign_id = ${id}::uuid and state = 'waiting'`.execute(
    trx,
  );
}

/** Campaigns of the transaction's call centre, newest first, after a cursor. */
export async function listCampaigns(
  trx: DatabaseTransaction,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  let query = shown(trx);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(c.created_at, c.id) < (select a.created_at, a.id from sms_campaign a where a.id = ${after}::uuid)`,
    );
  const rows = await query.orderBy("c.createdAt", "desc").orderBy("c.id", "desc").limit(limit).execute();
  return rows.map((row) => ({ ...row, state: row.state as CampaignState }));
}

/** One campaign of the transaction's call centre. */
export async function findCampaign(trx: DatabaseTransaction, id: string) {
  const row = await shown(trx).where("c.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : { ...row, state: row.state as CampaignState };
}

function shown(trx: DatabaseTransaction) {
  return trx
    .selectFrom("smsCampaign as c")
    .innerJoin("smsTemplate as t", "t.id", "c.templateId")
    .leftJoin("person as b", "b.id", "c.createdBy")
    .leftJoin("person as s", "s.id", "c.startedBy")
    .select(["c.id", "c.name", "t.name as template", "c.templateVersion", "c.sender", "c.zone", "c.state", "c.version"])
    .select(["c.sendAt", "c.perHour", "c.validMinutes", "c.lines", "c.parts", "c.priceRupiah", "c.faulty", "c.doubled"])
    .select(["c.heldWhy", "c.createdAt", "b.name as createdBy", "c.startedAt", "s.name as startedBy", "c.endedAt"])
    .select(
      sql<number>`(select count(*)::int from sms_campaign_line l where l.campaign_id = c.id and l.state = 'waiting')`.as(
        "waiting",
      ),
    );
}

/** State of a line: the state of its message once it has one; lines still waiting when their campaign stops are never sent. */
const LINE_STATE = sql`case when l.state = 'taken' then coalesce(m.state, 'removed')
  when l.state = 'waiting' and c.state = 'stopped' then 'cancelled' else l.state end`;

/** Results of a campaign's lines: counts by message state and refusal reason, and the cost so far in rupiah. */
export async function progressOf(trx: DatabaseTransaction, id: string) {
  const { rows } = await sql<{
    readonly state: string;
    readonly why: string | null;
    readonly count: number;
    readonly chargedRupiah: number;
  }>`
    select ${LINE_STATE} as state, l.why, count(*)::int as count,
      coalesce(sum(m.parts::bigint * m.price_rupiah), 0)::float8 as charged_rupiah
    from sms_campaign_line l join sms_campaign c on c.id = l.campaign_id left join sms_message m on m.id = l.message_id
    where l.campaign_id = ${id}::uuid group by 1, 2 order by 3 desc`.execute(trx);
  return rows;
}

/** A line with its result. */
export interface ResultLine {
  readonly line: number;
  readonly recipient: string;
  readonly state: string;
  readonly why: string | null;
  readonly messageId: string | null;
  readonly parts: number | null;
  readonly acceptedAt: Date | null;
  readonly finalAt: Date | null;
  readonly errorCode: string | null;
}

/** Lines after a cursor, in the order of the file. */
export async function resultLines(
  trx: DatabaseTransaction,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<readonly ResultLine[]> {
  const { rows } = await sql<ResultLine>`
    select l.line, l.recipient, ${LINE_STATE} as state, l.why, l.message_id, m.parts, m.accepted_at, m.final_at, m.error_code
    from sms_campaign_line l join sms_campaign c on c.id = l.campaign_id left join sms_message m on m.id = l.message_id
    where l.campaign_id = ${id}::uuid and l.line > ${after}::int order by l.line limit ${limit}::int`.execute(trx);
  return rows;
}

/** Whether the balance or credit limit of the transaction's call centre covers the amount. */
export async function isCovered(trx: DatabaseTransaction, tenantId: string, priceRupiah: number): Promise<boolean> {
  if (priceRupiah === 0) return true;
  const { rows } = await sql<{ readonly isCovered: boolean }>`
    select case when b.mode = 'prepaid' then b.balance_rupiah >= ${priceRupiah}::bigint
      else b.credit_max_rupiah is null or b.month_rupiah + ${priceRupiah}::bigint <= b.credit_max_rupiah end as is_covered
    from sms_balance b where b.tenant_id = ${tenantId}::uuid`.execute(trx);
  return rows[0]?.isCovered ?? true;
}
