import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { CampaignRow } from "./campaign.store.ts";

/** Lines of one campaign that one step takes at the most. */
const STEP_MAX = 400;
/** Campaigns that one look goes on with. */
const CAMPAIGNS_MAX = 20;
const HOUR_MS = 3_600_000;
const SAVED_MS = 5 * 60_000;
/** What holds a campaign is looked at again so much later. */
const HELD_MS = 60_000;

/** Reasons that pass, or that somebody can set right, and that are of the campaign and no single line: it waits for that, and its lines stay. */
const HOLDS: ReadonlySet<string> = new Set([
  ...["prefix-too-fast", "outside-hours", "balance-too-low"],
  ...["account-closed", "sender-unknown", "template-unknown", "template-sender"],
]);
/** Reasons that are of some numbers or of all: where so many lines in a row have one, it is the carrier and not the number. */
const HOLDS_OF_ALL: ReadonlySet<string> = new Set(["no-route", "sender-not-approved"]);
const ALL_MIN = 5;
/** Why a campaign waits whose step failed. */
const FAULT = "storage-away";

/** A line that is handed in. */
interface DueLine {
  readonly line: number;
  readonly recipient: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What became of a line. */
export type LineResult =
  | { readonly line: number; readonly messageId: string; readonly why?: undefined }
  | { readonly line: number; readonly messageId?: undefined; readonly why: string };

/** A campaign whose lines are handed in, in its call centre's transaction. */
interface RunningCampaign
  extends Pick<CampaignRow, "id" | "tenantId" | "templateId" | "templateVersion" | "sender" | "zone"> {
  readonly perHour: number;
  readonly validMinutes: number;
  readonly pacedAt: Date;
}

/** Hands in lines in the transaction that notes what became of them: none is lost and none goes twice, wherever a process ends. */
export type TakeLines = (
  trx: DatabaseTransaction,
  campaign: RunningCampaign,
  lines: readonly DueLine[],
) => Promise<readonly LineResult[]>;

interface Due {
  readonly tenantId: string;
  readonly id: string;
}

/** What one look came to. */
interface Stepped {
  /** Lines that are over. */
  readonly count: number;
  /** Why campaigns were not gone on with; each waits a minute, and no other waits for it. */
  readonly faults: readonly unknown[];
}

/** Goes on with campaigns that are due, each in a transaction of its own and as far as its pace lets it. */
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

/** The campaign that is due longest, in its call centre's transaction from now on. */
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
  // What was not used is saved up for a short while only, so that an outage is not followed by a flood.
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
  // Written by this program from values of this shape.
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

/** Which lines are over, and why the others wait. */
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

/** Values of a line that is over are in the text of its message, or nowhere. */
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

/** Ends campaigns that nobody started; tells how many. */
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
