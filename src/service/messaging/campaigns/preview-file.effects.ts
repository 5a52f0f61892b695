import { setImmediate as breath } from "node:timers/promises";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { CampaignMessages, CampaignOrder, CampaignTemplate } from "./campaign-messages.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { type FitLine, type JudgedLines, judgeInSteps } from "./judge-lines.ts";

const MINUTE_MS = 60_000;
/** A campaign begins at most so far ahead, as any message. */
const AHEAD_MS_MAX = 30 * 86_400_000;
/** Lines that are foreseen in one transaction, with a breath for other requests after each. */
const AT_ONCE = 1_000;
/** Lines that are named for one reason. */
const FIRST_LINES = 5;

/** What campaigns stand on. */
export interface CampaignBase {
  readonly kit: Kit;
  readonly messages: CampaignMessages<DatabaseTransaction>;
}

/** What is sent, under which name and when. */
export interface CampaignPlan {
  readonly templateId: string;
  readonly templateVersion: number;
  readonly sender: string;
  readonly zone: CampaignOrder["zone"];
  /** In the past for at once. */
  readonly sendAtMs: number;
  readonly validMinutes: number;
}

/** Lines that would not be taken for one reason. */
interface RefusedLines {
  readonly code: string;
  readonly count: number;
  readonly firstLines: readonly number[];
}

/** A file as it would be sent at the moment it is planned for. */
export interface CampaignPreview extends JudgedLines {
  readonly template: CampaignTemplate;
  readonly priceRupiah: number;
  /** Lines that would be taken; parts and price are theirs. */
  readonly sent: number;
  /** Why the others would not, the commonest first. */
  readonly refused: readonly RefusedLines[];
}

/** Looks at the rows of a file: what can be read, and what would be sent of it for how much. Nothing is kept. */
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
  // A password is worth something to one person for minutes: no file holds them.
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
