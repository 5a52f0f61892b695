import type { Clock } from "../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { CampaignMessages } from "./campaign-messages.ts";
import { endForgottenCampaigns, stepCampaigns } from "./step-campaigns.store.ts";
import { lineTaker } from "./take-lines.effects.ts";

const POLL_MS = 1_000;
const PURGE_POLL_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** A campaign that is not started ends after so many days. */
const PREPARED_DAYS_MAX = 30;
/** One at a time, since each may have a hundred thousand lines. */
const ENDED_AT_ONCE = 1;

/** Dependencies of the campaign job. */
interface CampaignWork {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly messages: Pick<CampaignMessages<DatabaseTransaction>, "take" | "wake">;
}

/** Sends running campaigns at their rates while the process runs. */
export function followCampaigns({ db, clock, log, messages }: CampaignWork): Following {
  const take = lineTaker(messages);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return follow({
    look: async () => {
      const nowMs = clock.nowMs();
      const { count, faults } = await stepCampaigns(db, nowMs, take);
      if (count > 0) messages.wake();
      for (const err of faults) log.warn({ err }, "sms-campaign.not-stepped");
      if (nowMs - lookedAtMs < PURGE_POLL_MS) return;
      const before = new Date(nowMs - PREPARED_DAYS_MAX * DAY_MS);
      if ((await endForgottenCampaigns(db, { before, nowMs, most: ENDED_AT_ONCE })) < ENDED_AT_ONCE) lookedAtMs = nowMs;
    },
    everyMs: POLL_MS,
    onFault: (error) => log.warn({ err: error }, "sms-campaigns.not-stepped"),
  });
}
