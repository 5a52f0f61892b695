import { describe, expect, it } from "vitest";
import { ACOUSTIC_LIMITS, ceilingCurve, factorOf, makeupGain } from "./acoustic-limits.ts";
import { lineCountOf, qualityBetween, silenceOf } from "./line-quality.ts";
import { faultOf, PHONE_OFF, type PhoneCall, permittedPhoneActions, withKey } from "./phone-state.ts";

const call: PhoneCall = {
  id: "call",
  direction: "in",
  is: "talking",
  number: "14045",
  sinceMs: 0,
  isMuted: false,
  isOnHold: false,
  keys: "",
};

describe("an agent's hearing", () => {
  it("is given nothing above the ceiling, and what is below as it came", () => {
    const curve = ceilingCurve(ACOUSTIC_LIMITS.ceilingDb, 2_001);
    const ceiling = factorOf(ACOUSTIC_LIMITS.ceilingDb);
    expect(ceiling).toBeCloseTo(0.251, 3);
    expect(Math.max(...curve)).toBeCloseTo(ceiling, 6);
    expect(Math.min(...curve)).toBeCloseTo(-ceiling, 6);
    // Speech at -26 dB lies below the ceiling and passes unchanged.
    expect(curve[1_000 + 50]).toBeCloseTo(0.05, 6);
    expect(curve[1_000 - 50]).toBeCloseTo(-0.05, 6);
    expect(curve[1_000]).toBe(0);
  });

  it("gets speech no louder because a limiter stands there", () => {
    expect(makeupGain({ thresholdDb: 0, ratio: 12 })).toBe(1);
    expect(makeupGain({ thresholdDb: -24, ratio: 12 })).toBeCloseTo(factorOf(13.2), 3);
  });
});

describe("the quality of a line", () => {
  const before = { received: 1_000, lost: 10, jitterS: 0, roundTripS: null };
  const later = (received: number, lost: number, jitterS = 0.005, roundTripS: number | null = 0.04) =>
    qualityBetween(before, { received: before.received + received, lost: before.lost + lost, jitterS, roundTripS });

  it("is what was lost since the last look, not since the call began", () => {
    expect(later(100, 0)).toEqual({ is: "good", lossPercent: 0, jitterMs: 5, roundTripMs: 40 });
    expect(later(98, 2).is).toBe("fair");
    expect(later(90, 10)).toMatchObject({ is: "poor", lossPercent: 10 });
  });

  it("is as bad as the worst of loss, jitter and delay, and says when nothing comes", () => {
    expect(later(100, 0, 0.031).is).toBe("fair");
    expect(later(100, 0, 0.061).is).toBe("poor");
    expect(later(100, 0, 0.005, 0.9).is).toBe("poor");
    expect(later(0, 0).is).toBe("silent");
  });

  it("is read from what browsers count, of sound alone", () => {
    const inbound = { type: "inbound-rtp", kind: "audio", packetsReceived: 7, packetsLost: 1, jitter: 0.01 };
    const remote = { type: "remote-inbound-rtp", kind: "audio", roundTripTime: 0.1 };
    expect(lineCountOf([{ ...inbound, kind: "video", packetsReceived: 99 }, inbound, remote])).toEqual({
      received: 7,
      lost: 1,
      jitterS: 0.01,
      roundTripS: 0.1,
    });
    expect(lineCountOf([remote])).toBeNull();
  });
});

describe("a talk in which nothing is heard", () => {
  it.each([
    [0, true, 7_000, "one-way"],
    [0, false, 7_000, "no-connection"],
    [0, true, 6_000, null],
    [1, true, 7_000, null],
  ] as const)("with %d packets, connected %s, after %d ms, is %s", (received, isConnected, talkedMs, silence) => {
    expect(silenceOf({ received, isConnected, talkedMs })).toBe(silence);
  });
});

describe("the telephone of a page", () => {
  const ready = { ...PHONE_OFF, line: { is: "ready" } } as const;

  it("answers what rings, dials when nobody is there, and does nothing else that means nothing", () => {
    expect(permittedPhoneActions(ready, "none")).toMatchObject({ mayDial: true, mayAnswer: false, mayHangUp: false });
    const ringing = permittedPhoneActions({ ...ready, call: { ...call, is: "ringing" } }, "none");
    expect(ringing).toMatchObject({
      mayAnswer: true,
      mayHangUp: true,
      mayDial: false,
      mayMute: false,
      maySilence: false,
    });
    const talking = permittedPhoneActions({ ...ready, call }, "none");
    expect(talking).toMatchObject({ mayAnswer: false, mayMute: true, mayPress: true, maySilence: true, mayHold: true });
    expect(permittedPhoneActions(PHONE_OFF, "none").mayDial).toBe(false);
  });

  it("answers a caller of whom the desk has told a moment before it rings here, and only then", () => {
    expect(permittedPhoneActions(ready, "ringing").mayAnswer).toBe(true);
    expect(permittedPhoneActions({ ...ready, line: { is: "lost" } }, "ringing").mayAnswer).toBe(false);
    expect(permittedPhoneActions(ready, "talking").mayAnswer).toBe(false);
    expect(permittedPhoneActions({ ...ready, call: { ...call, is: "answering" } }, "ringing").mayAnswer).toBe(false);
  });

  it("leaves holding a caller of a queue to the desk, and goes on with a call while the line is lost", () => {
    expect(permittedPhoneActions({ ...ready, call }, "talking").mayHold).toBe(false);
    expect(permittedPhoneActions({ ...ready, line: { is: "lost" }, call }, "none").mayHangUp).toBe(true);
  });

  it("says why a call came to nothing, and nothing of one that the agent or the caller gave up", () => {
    expect([488, 486, 404, 480, 503, null].map((status) => faultOf(status, false))).toEqual([
      "no-sound",
      "busy",
      "unreachable",
      "unreachable",
      "refused",
      "lost",
    ]);
    expect([faultOf(603, true), faultOf(487, false)]).toEqual([null, null]);
  });

  it("shows the last digits that were pressed", () => {
    const pressed = "1234567890123456789012".split("").reduce(withKey, call);
    expect(pressed.keys).toBe("34567890123456789012");
  });
});
