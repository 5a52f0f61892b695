import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { campaignOfRequest, hasRoomForCampaign, insertCampaign } from "./campaign.store.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import type { CampaignBase, CampaignPlan, CampaignPreview } from "./preview-file.effects.ts";

/** A request to prepare a campaign, with the totals of its preview. */
interface Preparing {
  readonly requestContext: RequestContext;
  readonly plan: CampaignPlan & { readonly perHour: number };
  readonly name: string;
  readonly fileName: string;
  readonly looked: CampaignPreview;
  readonly expected: { readonly lines: number; readonly parts: number; readonly rupiah: number };
  readonly requestKey: string;
}

type Prepared = Result<{ readonly id: string }, CampaignRefusal>;

/** Violated when another request with the same key was committed first. */
const REQUEST_TAKEN = { taken: { sms_campaign_request: "sms-campaign-stale" } } as const;

/** Stores a campaign with its lines if its totals equal those of the preview; a repeated request returns the campaign of the first. */
export async function prepareCampaign({ kit }: CampaignBase, preparing: Preparing): Promise<Prepared> {
  const { requestContext, plan, name, fileName, looked, expected, requestKey } = preparing;
  const { fit, parts, priceRupiah, faulty, doubled, sent } = looked;
  const { tenantId, personId: createdBy } = requestContext;
  const known = (trx: DatabaseTransaction) => campaignOfRequest(trx, requestKey);
  const done: Prepared = await tenantCommand(kit, requestContext, REQUEST_TAKEN, async ({ trx, at, audit }) => {
    const earlier = await known(trx);
    if (earlier !== undefined) return ok({ id: earlier });
    if (sent === 0) return refuse("sms-campaign-nothing");
    const isAsSeen = fit.length === expected.lines && parts === expected.parts && priceRupiah === expected.rupiah;
    if (!isAsSeen) return refuse("sms-campaign-changed");
    if (!(await hasRoomForCampaign(trx, tenantId))) return refuse("sms-campaign-limit");
    const id = kit.ids.next();
    const { sendAtMs, ...planned } = plan;
    const sendAt = new Date(Math.max(sendAtMs, at.getTime()));
    const row = { id, tenantId, name, ...planned, sendAt, parts, priceRupiah, faulty, doubled, requestKey };
    await insertCampaign(trx, { ...row, createdBy, createdAt: at }, fit);
    const detail = { name, fileName, lines: fit.length, parts, priceRupiah, faulty, doubled };
    await audit({ action: "sms-campaign.prepared", subjectKind: "sms-campaign", subjectId: id, detail });
    return ok({ id });
  });
  if (done.ok || done.refusal !== "sms-campaign-stale") return done;
  const id = await inTenant(kit.db, tenantId, known);
  return id === undefined ? done : ok({ id });
}
