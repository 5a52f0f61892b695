/** The working door of campaigns of short messages. */
export { followCampaigns } from "./campaign.jobs.ts";
export { changeCampaign, insertCampaign, type TakeLines } from "./campaign.store.ts";
