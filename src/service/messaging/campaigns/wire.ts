/** Composition of SMS campaigns. */
import type { Http } from "../../../platform/http/index.ts";
import { addPreparingRoutes } from "./campaign.routes.ts";
import { addCampaignActRoutes } from "./campaign-actions.routes.ts";
import type { CampaignBase } from "./preview-file.effects.ts";

export { followCampaigns } from "./campaign.jobs.ts";

/** Registers the routes of campaigns. */
export function addCampaignRoutes(app: Http, base: CampaignBase): void {
  addPreparingRoutes(app, base);
  addCampaignActRoutes(app, base.kit);
}
