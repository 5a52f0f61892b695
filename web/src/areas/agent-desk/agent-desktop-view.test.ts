import { describe, expect, it } from "vitest";
import { dispositionsOf, hasContact, modeOf, numberText, permittedAgentActions } from "./agent-desktop-view.ts";
import { permittedCallActions, talkOf } from "./consultation-state.ts";

const standing = (state: string) => ({
  standing: {
    state,
    reason: null,
    phoneId: null,
    since: "2026-11-26T01:00:00Z",
    until: null,
    next: null,
    contactId: null,
    sittingId: null,
  },
});

describe("what an agent can do with his caller", () => {
  it("is nothing before he has answered, and always leads back to the caller afterwards", () => {
    expect(permittedCallActions(null)).toEqual({ back: null, ask: null, mayConfer: false });
    expect(talkOf({ caller: null }).state).toBe("talking");
    expect(permittedCallActions("talking")).toEqual({ back: "hold", ask: "consult", mayConfer: false });
    for (const state of ["ringing", "consulting", "conference"] as const)
      expect(permittedCallActions(state).back).toBe("return");
    expect(permittedCallActions("ringing").ask).toBeNull();
    expect(permittedCallActions("consulting")).toEqual({ back: "return", ask: "complete", mayConfer: true });
  });
});

describe("an agent's desk", () => {
  it("is away while he is logged out, and takes a state it does not know as a call of his own", () => {
    expect(modeOf({ standing: null })).toBe("away");
    expect(modeOf(standing("available"))).toBe("ready");
    expect(modeOf(standing("connecting"))).toBe("ringing");
    expect(modeOf(standing("of-a-later-version"))).toBe("elsewhere");
  });

  it("offers to log in and nothing else to whoever is away", () => {
    expect(permittedAgentActions("away", null)).toEqual({
      mayLogIn: true,
      mayBeReady: false,
      mayPause: false,
      mayLogOut: false,
    });
  });

  it("offers a pause during a contact once, and to take it back", () => {
    expect(permittedAgentActions("talking", null)).toMatchObject({ mayPause: true, mayBeReady: false });
    expect(permittedAgentActions("talking", "paused")).toMatchObject({
      mayPause: false,
      mayBeReady: true,
      mayLogOut: true,
    });
    expect(permittedAgentActions("talking", "logged-out")).toMatchObject({
      mayPause: false,
      mayBeReady: false,
      mayLogOut: false,
    });
  });

  it("ends wrap-up, a pause and a rest by being ready", () => {
    for (const mode of ["wrapping", "paused", "resting"] as const)
      expect(permittedAgentActions(mode, null).mayBeReady).toBe(true);
    expect(permittedAgentActions("ready", null).mayBeReady).toBe(false);
  });

  it("has a caller from the ringing to the end of wrap-up", () => {
    const modes = ["away", "ready", "ringing", "talking", "wrapping", "resting", "paused", "elsewhere"] as const;
    expect(modes.filter(hasContact)).toEqual(["ringing", "talking", "wrapping"]);
  });
});

describe("what a contact came to", () => {
  it("is chosen from what its queue has and what all have", () => {
    const all = [{ queueId: null }, { queueId: "a" }, { queueId: "b" }];
    expect(dispositionsOf(all, "a")).toEqual([{ queueId: null }, { queueId: "a" }]);
    expect(dispositionsOf(all, null)).toEqual([{ queueId: null }]);
  });
});

describe("a caller's number", () => {
  it("stands in groups that can be read out, and keeps its digits", () => {
    const spaced = (number: string) => numberText(number)?.replaceAll("\u202f", " ");
    expect(spaced("+6281234567890")).toBe("+62 812 3456 7890");
    expect(spaced("081234567890")).toBe("0812 3456 7890");
    expect(spaced("0215551234")).toBe("0215551234");
    expect(spaced("1500881")).toBe("150 0881");
    expect(spaced("108")).toBe("108");
  });

  it("is none where the caller sent none", () => {
    expect([numberText(""), numberText("anonymous")]).toEqual([null, null]);
  });
});
