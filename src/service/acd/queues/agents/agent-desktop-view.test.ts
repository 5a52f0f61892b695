import { describe, expect, it } from "vitest";
import { dayBeganMs, filterOwnTimeline, maskedNumber } from "./agent-desktop-view.ts";

const ME = "01912345-0000-7000-8000-000000000001";
const OTHER = "01912345-0000-7000-8000-000000000002";

describe("a number that an agent no longer needs", () => {
  it("tells its last three digits and not how long it was", () => {
    expect(maskedNumber("+62 812-3456-7890")).toBe("•••890");
    expect(maskedNumber("021 500")).toBe("•••500");
    expect(maskedNumber("112")).toBe("•••");
    expect(maskedNumber("anonymous")).toBe("");
  });
});

describe("the day of a call centre", () => {
  it("begins at its own midnight", () => {
    const at = Date.parse("2026-11-26T16:30:00Z");
    expect(new Date(dayBeganMs(at, "Asia/Jakarta")).toISOString()).toBe("2026-11-25T17:00:00.000Z");
    expect(new Date(dayBeganMs(at, "Asia/Jayapura")).toISOString()).toBe("2026-11-26T15:00:00.000Z");
  });
});

describe("the story of a contact that one of its agents reads", () => {
  const events = [
    { kind: "contact.entered", body: { callId: "c", position: 1 } },
    { kind: "contact.presented", body: { agentIds: [OTHER], decision: { considered: [] } } },
    { kind: "contact.missed", body: { agentId: OTHER, why: "declined" } },
    { kind: "contact.presented", body: { agentIds: [OTHER, ME], decision: { considered: [{ agentId: OTHER }] } } },
    { kind: "agent.changed", body: { agentId: OTHER, state: "paused" } },
    { kind: "agent.changed", body: { agentId: ME, state: "talking" } },
    { kind: "contact.answered", body: { agentId: ME, waitedMs: 5 } },
    { kind: "contact.closed", body: { outcome: "answered" } },
  ];

  it("tells what happened to the caller and to him, and names nobody else", () => {
    const told = filterOwnTimeline(events, ME);
    expect(told.map(({ kind }) => kind)).toEqual([
      "contact.entered",
      "contact.presented",
      "agent.changed",
      "contact.answered",
      "contact.closed",
    ]);
    expect(JSON.stringify(told)).not.toContain(OTHER);
    expect(JSON.stringify(told)).not.toContain("considered");
  });
});
