import { describe, expect, it } from "vitest";
import { withInformationEvents } from "./contact-timeline.ts";

const at = (ms: number) => new Date(1_000_000 + ms);
const event = (sequence: number, afterMs: number) => ({
  sequence,
  kind: `contact.${sequence}`,
  at: at(afterMs),
  steadyMs: 500 + afterMs,
  body: {},
});
const told = (afterMs: number, title: string) => ({
  at: at(afterMs),
  kind: "contact.informed" as const,
  agentId: "sari",
  title,
  number: 2,
});

describe("the story of a contact", () => {
  it("tells between its events what its caller was told", () => {
    const events = withInformationEvents(
      [event(4, 0), event(5, 1_000), event(6, 9_000)],
      [told(3_000, "Tarif"), told(9_500, "Alamat")],
    );
    expect(events.map(({ sequence }) => sequence)).toEqual([4, 5, -1, 6, -2]);
    expect(events[2]).toMatchObject({ steadyMs: 3_500, body: { agentId: "sari", title: "Tarif", number: 2 } });
  });

  it("keeps the order of the floor where the clock was set back, and tells nothing of a contact that is forgotten", () => {
    const story = withInformationEvents([event(1, 5_000), event(2, 1_000)], [told(5_000, "Tarif")]);
    expect(story.map(({ sequence }) => sequence)).toEqual([1, 2, -1]);
    expect(withInformationEvents([], [told(0, "Tarif")])).toEqual([]);
  });
});
