import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { FitLine } from "./judge-lines.ts";

/** Lines that one step takes at the most. */
const STEP_MAX = 200;
/** Campaigns that one look goes on with. */
const CAMPAIGNS_MAX = 20;
const HOUR_MS = 3_600_000;
/** Room among numbers that begin alike comes back with the next minute. */
const PAUSE_MS = 60_000;
const AT_ONCE_MAX = 5_000;

/** A campaign as it begins. */
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
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Adds a campaign with its lines; it goes on by itself from `sendAt` on. */
export async function insertCampaign(
  trx: DatabaseTransaction,
  row: CampaignRow,
  lines: readonly FitLine[],
): Promise<void> {
  const pacedAt = new Date(Math.max(row.sendAt.getTime(), row.createdAt.getTime()));
  await trx
    .insertInto("smsCampaign")
    .values({ ...row, state: "running", lines: lines.length, pacedAt })
    .execute();
  for (let from = 0; from < lines.length; from += AT_ONCE_MAX) {
    const some = lines.slice(from, from + AT_ONCE_MAX).map(({ line: l, recipient: r, fields: f }) => ({ l, r, f }));
    await sql`
      insert into sms_campaign_line (campaign_id, line, tenant_id, recipient, fields)
      select ${row.id}::uuid, l, ${row.tenantId}::uuid, r, f
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x(l integer, r text, f jsonb)`.execute(trx);
  }
}

/** A line that is handed in. */
export interface DueLine {
  readonly line: number;
  readonly recipient: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What became of a line. */
export type LineResult =
  | { readonly line: number; readonly messageId: string; readonly why?: undefined }
  | { readonly line: number; readonly messageId?: undefined; readonly why: string };

/** A campaign whose lines are handed in, in its call centre's transaction. */
export interface RunningCampaign extends Omit<CampaignRow, "name" | "createdBy" | "createdAt" | "sendAt"> {
  readonly pacedAt: Date;
}

/** Hands in lines in the transaction that notes what became of them: none is lost and none goes twice, wherever a process ends. */
export type TakeLines = (
  trx: DatabaseTransaction,
  campaign: RunningCampaign,
  lines: readonly DueLine[],
) => Promise<readonly LineResult[]>;

/** Goes on with campaigns that are due, each as far as its pace lets it; tells how many lines were handed in. */
export async function stepCampaigns(db: Database, nowMs: number, take: TakeLines): Promise<number> {
  const now = new Date(nowMs);
  return db.transaction().execute(async (trx) => {
    const due = await sql<{ readonly tenantId: string; readonly id: string }>`
      select tenant_id, id from lock_due_campaigns(${now}::timestamptz, ${CAMPAIGNS_MAX}::int)`.execute(trx);
    let count = 0;
    for (const { tenantId, id } of due.rows) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      count += await stepOne(trx, { id, nowMs, take });
    }
    return count;
  });
}

async function stepOne(
  trx: DatabaseTransaction,
  { id, nowMs, take }: { readonly id: string; readonly nowMs: number; readonly take: TakeLines },
): Promise<number> {
  const campaign = await trx.selectFrom("smsCampaign").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const everyMs = HOUR_MS / campaign.perHour;
  const room = Math.min(STEP_MAX, Math.floor((nowMs - campaign.pacedAt.getTime()) / everyMs));
  if (room < 1) return 0;
  const lines = await trx
    .selectFrom("smsCampaignLine")
    .select(["line", "recipient", "fields"])
    .where("campaignId", "=", id)
    .where("state", "=", "waiting")
    .orderBy("line")
    .limit(room)
    .execute();
  // Written by this program from values of this shape.
  const results = await take(trx, campaign as unknown as RunningCampaign, lines as unknown as readonly DueLine[]);
  const settled = results.filter(({ why }) => why !== "prefix-too-fast");
  const isHeld = settled.length < results.length;
  await settleLines(trx, id, settled);
  const pacedMs = isHeld
    ? nowMs + PAUSE_MS
    : Math.max(campaign.pacedAt.getTime() + lines.length * everyMs, nowMs - HOUR_MS);
  const isDone = !isHeld && lines.length < room;
  await trx
    .updateTable("smsCampaign")
    .set({ pacedAt: new Date(pacedMs), ...(isDone ? { state: "done", endedAt: new Date(nowMs) } : {}) })
    .where("id", "=", id)
    .execute();
  return settled.length;
}

async function settleLines(trx: DatabaseTransaction, id: string, results: readonly LineResult[]): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(({ line: l, messageId: m, why: w }) => ({ l, m: m ?? null, w: w ?? null }));
  await sql`
    update sms_campaign_line c set state = case when r.m is null then 'refused' else 'taken' end, message_id = r.m, why = r.w
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(l integer, m uuid, w text)
    where c.campaign_id = ${id}::uuid and c.line = r.l and c.state = 'waiting'`.execute(trx);
}

/** Pauses, resumes or stops a campaign that was read at this version; false where it changed meanwhile, or is over. */
export async function changeCampaign(
  trx: DatabaseTransaction,
  asked: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly act: "pause" | "resume" | "stop";
    readonly at: Date;
  },
): Promise<boolean> {
  const { id, expectedVersion, act, at } = asked;
  const from = act === "pause" ? ["running"] : act === "resume" ? ["paused"] : ["running", "paused"];
  const change =
    act === "stop"
      ? { state: "stopped", endedAt: at }
      : act === "pause"
        ? { state: "paused" }
        : { state: "running", pacedAt: at };
  const done = await trx
    .updateTable("smsCampaign")
    .set((eb) => ({ ...change, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("version", "=", expectedVersion)
    .where("state", "in", from)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
