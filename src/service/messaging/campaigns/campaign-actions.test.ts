import { describe, expect, it } from "vitest";
import { type CampaignAct, type CampaignState, decideAct } from "./campaign-actions.ts";

const STATES: readonly CampaignState[] = ["prepared", "running", "paused", "stopped", "done"];
const ACTS: readonly CampaignAct[] = ["start", "pause", "resume", "stop"];

describe("an act on a campaign", () => {
  it("leads from state to state, and nothing leads out of an end", () => {
    const led = STATES.flatMap((state) =>
      ACTS.flatMap((act) => {
        const decided = decideAct({ state, version: 3 }, { act, expectedVersion: 3 });
        return decided.ok ? [`${state} ${act} ${decided.value}`] : [];
      }),
    );
    expect(led).toEqual([
      "prepared start running",
      "prepared stop stopped",
      "running pause paused",
      "running stop stopped",
      "paused resume running",
      "paused stop stopped",
    ]);
  });

  it("is refused on a version that was changed meanwhile", () => {
    const decided = decideAct({ state: "running", version: 4 }, { act: "pause", expectedVersion: 3 });
    expect(decided).toEqual({ ok: false, refusal: "sms-campaign-stale" });
  });
});
