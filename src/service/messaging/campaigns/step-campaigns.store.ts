import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { CampaignRow } from "./campaign.store.ts";

/** Limit of lines of one campaign in one step. */
const STEP_MAX = 400;
/** Limit of campaigns in one run. */
const CAMPAIGNS_MAX = 20;
const HOUR_MS = 3_600_000;
const SAVED_MS = 5 * 60_000;
/** A held campaign is tried again after this time. */
const HELD_MS = 60_000;

/** Temporary or correctable reasons that concern the campaign and not a single line: the campaign is held, and its lines stay waiting. */
const HOLDS: ReadonlySet<string> = new Set([
  ...["prefix-too-fast", "outside-hours", "balance-too-low"],
  ...["account-closed", "sender-unknown", "template-unknown", "template-sender"],
]);
/** Reasons that may concern one number or all: where so many lines in a row have the same one, the carrier is the cause and not the number. */
const HOLDS_OF_ALL: ReadonlySet<string> = new Set(["no-route", "sender-not-approved"]);
const ALL_MIN = 5;
/** Hold reason of a campaign whose step failed. */
const FAULT = "storage-away";

/** A line that is submitted. */
interface DueLine {
  readonly line: number;
  readonly recipient: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The result of a line. */
export type LineResult =
  | { readonly line: number; readonly messageId: string; readonly why?: undefined }
  | { readonly line: number; readonly messageId?: undefined; readonly why: string };

/** A campaign whose lines are submitted, in a transaction of its call centre. */
interface RunningCampaign
  extends Pick<CampaignRow, "id" | "tenantId" | "templateId" | "templateVersion" | "sender" | "zone"> {
  readonly perHour: number;
  readonly validMinutes: number;
  readonly pacedAt: Date;
}

/** Submits lines in the transaction that records their results: a process that ends at any point neither loses a line nor sends it twice. */
export type TakeLines = (
  trx: DatabaseTransaction,
  campaign: RunningCampaign,
  lines: readonly DueLine[],
) => Promise<readonly LineResult[]>;

interface Due {
  readonly tenantId: string;
  readonly id: string;
}

/** The result of one run. */
interface Stepped {
  /** Lines that were settled. */
  readonly count: number;
  /** Errors of campaigns whose step failed; such a campaign waits a minute and delays no other. */
  readonly faults: readonly unknown[];
}

/** Sends lines of campaigns that are due, each in a separate transaction and within its rate. */
export async function stepCampaigns(db: Database, nowMs: number, take: TakeLines): Promise<Stepped> {
  const seen: string[] = [];
  const faults: unknown[] = [];
  let count = 0;
  while (seen.length < CAMPAIGNS_MAX) {
    const found: { due?: Due } = {};
    try {
      count += await db.transaction().execute(async (trx) => {
        const due = await lockDue(trx, nowMs, seen);
        if (due === undefined) return 0;
        found.due = due;
        return stepOne(trx, { id: due.id, nowMs, take });
      });
    } catch (error) {
      if (found.due === undefined) throw error;
      faults.push(error);
      await holdAfterFault(db, found.due, nowMs);
    }
    if (found.due === undefined) break;
    seen.push(found.due.id);
  }
  return { count, faults };
}

/** Locks the campaign that is due longest and sets the transaction to its call centre. */
async function lockDue(trx: DatabaseTransaction, nowMs: number, seen: readonly string[]): Promise<Due | undefined> {
  const { rows } = await sql<Due>`
    select tenant_id, id from lock_due_campaign(${new Date(nowMs)}::timestamptz, ${[...seen]}::uuid[])`.execute(trx);
  const [due] = rows;
  if (due !== undefined) await sql`select set_config('app.tenant', ${due.tenantId}, true)`.execute(trx);
  return due;
}

async function stepOne(
  trx: DatabaseTransaction,
  { id, nowMs, take }: { readonly id: string; readonly nowMs: number; readonly take: TakeLines },
): Promise<number> {
  const campaign = await trx.selectFrom("smsCampaign").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const everyMs = HOUR_MS / campaign.perHour;
  // Unused rate is saved up for a short time only, so that no burst follows an outage.
  const pacedFromMs = Math.max(campaign.pacedAt.getTime(), nowMs - Math.max(everyMs, SAVED_MS));
  const room = Math.min(STEP_MAX, Math.floor((nowMs - pacedFromMs) / everyMs));
  if (room < 1) return 0;
  const waiting = await trx
    .selectFrom("smsCampaignLine")
    .select(["line", "recipient", "fields"])
    .where("campaignId", "=", id)
    .where("state", "=", "waiting")
    .orderBy("line")
    .limit(room + 1)
    .execute();
  // Only this application writes the column, from values of this shape.
  const lines = waiting.slice(0, room) as unknown as readonly DueLine[];
  const results = await take(trx, campaign as unknown as RunningCampaign, lines);
  const { settled, heldWhy } = sorted(results);
  await settleLines(trx, id, settled);
  const usedMs = pacedFromMs + settled.length * everyMs;
  const pacedMs = heldWhy === null ? usedMs : Math.max(usedMs, nowMs + HELD_MS);
  const isDone = heldWhy === null && waiting.length <= room;
  await trx
    .updateTable("smsCampaign")
    .set({ pacedAt: new Date(pacedMs), heldWhy, ...(isDone ? { state: "done", endedAt: new Date(nowMs) } : {}) })
    .where("id", "=", id)
    .execute();
  return settled.length;
}

/** Separates settled lines from the reason why the others are held. */
function sorted(results: readonly LineResult[]): {
  readonly settled: readonly LineResult[];
  readonly heldWhy: string | null;
} {
  const ofAll = results[0]?.why ?? "";
  if (HOLDS_OF_ALL.has(ofAll) && results.length >= ALL_MIN && results.every(({ why }) => why === ofAll))
    return { settled: [], heldWhy: ofAll };
  const isHeld = ({ why }: LineResult): boolean => why !== undefined && HOLDS.has(why);
  return { settled: results.filter((one) => !isHeld(one)), heldWhy: results.find(isHeld)?.why ?? null };
}

/** Records results and deletes the values of settled lines: the message has its text, and a refused line needs none. */
async function settleLines(trx: DatabaseTransaction, id: string, results: readonly LineResult[]): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(({ line: l, messageId: m, why: w }) => ({ l, m: m ?? null, w: w ?? null }));
  await sql`
    update sms_campaign_line c set state = case when r.m is null then 'refused' else 'taken' end, message_id = r.m, why = r.w,
      fields = '{}'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(l integer, m uuid, w text)
    where c.campaign_id = ${id}::uuid and c.line = r.l and c.state = 'waiting'`.execute(trx);
}

async function holdAfterFault(db: Database, { tenantId, id }: Due, nowMs: number): Promise<void> {
  await inTenant(db, tenantId, (trx) =>
    trx
      .updateTable("smsCampaign")
      .set({ pacedAt: new Date(nowMs + HELD_MS), heldWhy: FAULT })
      .where("id", "=", id)
      .where("state", "=", "running")
      .execute(),
  );
}

/** Ends campaigns that were never started; returns how many. */
export async function endForgottenCampaigns(
  db: Database,
  { before, nowMs, most }: { readonly before: Date; readonly nowMs: number; readonly most: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select end_unstarted_campaigns(${before}::timestamptz, ${new Date(nowMs)}::timestamptz, ${most}::int) as count`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
