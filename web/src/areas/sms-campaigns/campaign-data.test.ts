import { describe, expect, it } from "vitest";
import { campaignTemplates, NEW_CAMPAIGN, perHourOf } from "./campaign-data.ts";

describe("the pace of a campaign as it is typed", () => {
  it("is a number with or without signs between its thousands, from one to a million", () => {
    const paces = ["1", "5.000", "5,000", "1 000 000", "0", "1.000.001", "banyak", "", "-5", "12e3"];
    expect(paces.map((perHour) => perHourOf({ ...NEW_CAMPAIGN, perHour }))).toEqual([
      ...[1, 5_000, 5_000, 1_000_000],
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});

describe("the templates of a campaign", () => {
  it("are those that were approved, but no passwords", () => {
    const version = {
      version: 1,
      body: "Halo",
      variables: [],
      senders: [],
      state: "approved" as const,
      writtenBy: [],
      writtenAt: "",
      askedAt: null,
      decidedBy: null,
      decidedAt: null,
      reason: "",
      mayDecide: false,
    };
    const row = (name: string, category: "otp" | "transactional", isApproved: boolean) => {
      const latest = { ...version, category };
      return { id: name, name, edition: 1, latest, approved: isApproved ? latest : null };
    };
    const rows = [row("kode", "otp", true), row("tagihan", "transactional", true), row("baru", "transactional", false)];
    expect(campaignTemplates(rows).map(({ name }) => name)).toEqual(["tagihan"]);
  });
});
