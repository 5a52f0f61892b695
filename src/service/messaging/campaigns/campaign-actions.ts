import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";

/** State of a campaign; `stopped` and `done` are final. */
export type CampaignState = "prepared" | "running" | "paused" | "stopped" | "done";

/** An action on a campaign. */
export type CampaignAct = "start" | "pause" | "resume" | "stop";

const FROM: Readonly<Record<CampaignAct, readonly CampaignState[]>> = {
  start: ["prepared"],
  pause: ["running"],
  resume: ["paused"],
  stop: ["prepared", "running", "paused"],
};

const TO: Readonly<Record<CampaignAct, CampaignState>> = {
  start: "running",
  pause: "paused",
  resume: "running",
  stop: "stopped",
};

/** The state after an action on the version that was read; refused when the campaign has changed since or has ended. */
export function decideAct(
  standing: { readonly state: CampaignState; readonly version: number },
  asked: { readonly act: CampaignAct; readonly expectedVersion: number },
): Result<CampaignState, CampaignRefusal> {
  const isFit = standing.version === asked.expectedVersion && FROM[asked.act].includes(standing.state);
  return isFit ? ok(TO[asked.act]) : refuse("sms-campaign-stale");
}
