import { setImmediate as breath } from "node:timers/promises";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { CampaignMessages, CampaignOrder, CampaignTemplate } from "./campaign-messages.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { type FitLine, type JudgedLines, judgeInSteps } from "./judge-lines.ts";

const MINUTE_MS = 60_000;
/** Limit of how far ahead a campaign may start; the same as for any message. */
const AHEAD_MS_MAX = 30 * 86_400_000;
/** Lines checked in one transaction; other requests are served after each. */
const AT_ONCE = 1_000;
/** Line numbers listed for one reason. */
const FIRST_LINES = 5;

/** Dependencies of campaigns. */
export interface CampaignBase {
  readonly kit: Kit;
  readonly messages: CampaignMessages<DatabaseTransaction>;
}

/** Settings of a campaign: template, name and start. */
export interface CampaignPlan {
  readonly templateId: string;
  readonly templateVersion: number;
  readonly sender: string;
  readonly zone: CampaignOrder["zone"];
  /** In the past: at once. */
  readonly sendAtMs: number;
  readonly validMinutes: number;
}

/** Lines that would be refused for one reason. */
interface RefusedLines {
  readonly code: string;
  readonly count: number;
  readonly firstLines: readonly number[];
}

/** The preview of a file at the planned sending time. */
export interface CampaignPreview extends JudgedLines {
  readonly template: CampaignTemplate;
  readonly priceRupiah: number;
  /** Lines that would be accepted; parts and price are the sums of these. */
  readonly sent: number;
  /** Reasons for which the others would be refused, most frequent first. */
  readonly refused: readonly RefusedLines[];
}

/** Previews the rows of a file: valid lines, and the messages that would be sent with their price. Nothing is stored. */
export async function previewFile(
  { kit, messages }: CampaignBase,
  asked: {
    readonly tenantId: string;
    readonly plan: CampaignPlan;
    readonly rows: readonly (readonly string[])[];
  },
): Promise<Result<CampaignPreview, CampaignRefusal>> {
  const { tenantId, plan, rows } = asked;
  const nowMs = kit.clock.nowMs();
  if (plan.sendAtMs > nowMs + AHEAD_MS_MAX) return refuse("send-time-unfit");
  const which = { id: plan.templateId, version: plan.templateVersion };
  const template = await inTenant(kit.db, tenantId, (trx) => messages.template(trx, which));
  if (template === undefined) return refuse("no-such-sms-template");
  // One-time passwords are personal and valid for minutes, so they are never sent from a file.
  if (template.category === "otp") return refuse("sms-campaign-otp");
  const isForSender = ({ senders }: typeof template) =>
    senders.length === 0 || senders.some((one) => one.toLowerCase() === plan.sender.toLowerCase());
  if (!isForSender(template)) return refuse("template-sender");
  const judged = await judgedFile(template, rows);
  const foreseen = await foresee({ kit, messages }, { tenantId, plan, fit: judged.fit });
  return ok({ ...judged, template, ...foreseen });
}

async function judgedFile(template: CampaignTemplate, rows: readonly (readonly string[])[]): Promise<JudgedLines> {
  const steps = judgeInSteps(template, rows);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breath();
  }
}

async function foresee(
  { kit, messages }: CampaignBase,
  { tenantId, plan, fit }: { readonly tenantId: string; readonly plan: CampaignPlan; readonly fit: readonly FitLine[] },
): Promise<Pick<CampaignPreview, "parts" | "priceRupiah" | "sent" | "refused">> {
  const { sender, zone, templateId: id, templateVersion: version, validMinutes } = plan;
  const order = { tenantId, sender, zone, validMs: validMinutes * MINUTE_MS, template: { id, version } };
  const atMs = Math.max(kit.clock.nowMs(), plan.sendAtMs);
  const refused = new Map<string, RefusedLines>();
  let [parts, priceRupiah, sent] = [0, 0, 0];
  for (let from = 0; from < fit.length; from += AT_ONCE) {
    const some = fit.slice(from, from + AT_ONCE);
    const made = some.map(({ recipient, fields: values }) => ({ recipient, values, reference: "campaign" }));
    const all = await inTenant(kit.db, tenantId, (trx) => messages.foresee(trx, { ...order, messages: made }, atMs));
    for (const [nth, one] of all.entries()) {
      const { line = 0, parts: own = 0 } = some[nth] ?? {};
      if (typeof one === "number") [parts, priceRupiah, sent] = [parts + own, priceRupiah + one, sent + 1];
      else refused.set(one, withLine(refused.get(one), one, line));
    }
    await breath();
  }
  const byCount = [...refused.values()].toSorted((one, other) => other.count - one.count);
  return { parts, priceRupiah, sent, refused: byCount };
}

function withLine(before: RefusedLines | undefined, code: string, line: number): RefusedLines {
  const { count = 0, firstLines = [] } = before ?? {};
  return { code, count: count + 1, firstLines: count < FIRST_LINES ? [...firstLines, line] : firstLines };
}
