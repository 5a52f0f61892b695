import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CampaignMessages } from "../../service/messaging/campaigns/index.ts";
import { addCampaignRoutes, followCampaigns } from "../../service/messaging/campaigns/wire.ts";
import { openTemplatedMessages } from "../../service/messaging/sms/wire.ts";
import { shortMessageRules } from "./short-messages.ts";

function campaignMessages({ clock, ids, changeFeed }: Kit): CampaignMessages<DatabaseTransaction> {
  return openTemplatedMessages({ clock, ids, changeFeed, rules: shortMessageRules(clock) });
}

/** Adds the routes of SMS campaigns, with their dependencies on messaging. */
export function addCampaigns(app: Http, kit: Kit): void {
  addCampaignRoutes(app, { kit, messages: campaignMessages(kit) });
}

/** Sends the messages of campaigns at their rate. */
export function openCampaignWork(kit: Kit): { close(): Promise<void> } {
  const { db, clock, log } = kit;
  const following = followCampaigns({ db, clock, log, messages: campaignMessages(kit) });
  return { close: async () => following.close() };
}
