import type { Clock } from "../../kernel/index.ts";
import { type Database, type Following, follow } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { stepCampaigns, type TakeLines } from "./campaign.store.ts";

const LOOK_MS = 1_000;

/** What campaigns stand on that go on by themselves. */
export interface CampaignWork {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly take: TakeLines;
  /** Tells gateways that something is due; after the commit. */
  readonly wake: () => void;
}

/** Goes on with campaigns at their pace, for as long as the process lives. */
export function followCampaigns({ db, clock, log, take, wake }: CampaignWork): Following {
  return follow({
    look: async () => {
      if ((await stepCampaigns(db, clock.nowMs(), take)) > 0) wake();
    },
    everyMs: LOOK_MS,
    onFault: (error) => log.warn({ err: error }, "sms-campaigns.not-stepped"),
  });
}
