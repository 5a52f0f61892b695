import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { campaignOfRequest, hasRoomForCampaign, insertCampaign, isRequestTaken } from "./campaign.store.ts";
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

/** Stores a campaign with its lines if its totals equal those of the preview; a repeated request returns the campaign of the first. */
export async function prepareCampaign(base: CampaignBase, preparing: Preparing): Promise<Prepared> {
  const { kit } = base;
  const { tenantId } = preparing.requestContext;
  const known = (trx: DatabaseTransaction) => campaignOfRequest(trx, preparing.requestKey);
  try {
    return await inTenant(kit.db, tenantId, async (trx): Promise<Prepared> => {
      const earlier = await known(trx);
      return earlier === undefined ? insert(base, trx, preparing) : ok({ id: earlier });
    });
  } catch (error) {
    if (!isRequestTaken(error)) throw error;
    const id = await inTenant(kit.db, tenantId, known);
    return id === undefined ? refuse("sms-campaign-stale") : ok({ id });
  }
}

async function insert({ kit }: CampaignBase, trx: DatabaseTransaction, preparing: Preparing): Promise<Prepared> {
  const { requestContext, plan, name, fileName, looked, expected, requestKey } = preparing;
  const { fit, parts, priceRupiah, faulty, doubled, sent } = looked;
  if (sent === 0) return refuse("sms-campaign-nothing");
  const isAsSeen = fit.length === expected.lines && parts === expected.parts && priceRupiah === expected.rupiah;
  if (!isAsSeen) return refuse("sms-campaign-changed");
  const { tenantId, personId: createdBy } = requestContext;
  if (!(await hasRoomForCampaign(trx, tenantId))) return refuse("sms-campaign-limit");
  const [id, createdAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
  const { sendAtMs, ...planned } = plan;
  const sendAt = new Date(Math.max(sendAtMs, createdAt.getTime()));
  const row = { id, tenantId, name, ...planned, sendAt, parts, priceRupiah, faulty, doubled, requestKey };
  await insertCampaign(trx, { ...row, createdBy, createdAt }, fit);
  const detail = { name, fileName, lines: fit.length, parts, priceRupiah, faulty, doubled };
  const fact = { action: "sms-campaign.prepared", subjectKind: "sms-campaign", subjectId: id, detail } as const;
  await recordAudit(trx, kit, actedEntry(requestContext, fact));
  return ok({ id });
}
