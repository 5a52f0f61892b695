import { describe, expect, it } from "vitest";
import type { CallEventBody } from "./call-event.ts";
import { foldCdr } from "./cdr.ts";

const RECEIVED: CallEventBody = {
  kind: "call.received",
  direction: "outbound",
  caller: "101",
  called: "0811",
  code: "14045",
  trunkId: null,
  phoneId: "meja",
  sipCallId: "x@y",
  from: "10.0.0.1:5060",
};
const ENDED: CallEventBody = { kind: "call.ended", outcome: "answered", by: "caller", status: null, cause: 16 };
const invited = (legId: string, minuteRupiah?: number): CallEventBody => ({
  kind: "leg.invited",
  legId,
  phoneId: null,
  trunkId: "e1",
  ...(minuteRupiah === undefined ? {} : { minuteRupiah }),
});
const talk = (state: "held" | "ringing" | "consulting" | "conference" | "talking"): CallEventBody => ({
  kind: "talk.changed",
  legId: "agen",
  state,
  target: "0812",
  status: null,
});
const GIVEN: CallEventBody = { kind: "leg.given", legId: "luar", callId: "lain" };
const TAKEN: CallEventBody = {
  kind: "leg.taken",
  legId: "luar",
  phoneId: null,
  trunkId: "e1",
  callId: "lain",
  minuteRupiah: 600,
};

type TimedEvent = readonly [seconds: number, body: CallEventBody];

/** The record of a call with events at these seconds. */
const recordOf = (...events: TimedEvent[]) =>
  foldCdr(
    [[0, RECEIVED] as const, ...events].map(([seconds, body], sequence) => ({
      sequence,
      atMs: seconds * 1_000,
      elapsedUs: seconds * 1_000_000,
      body,
    })),
  );

/** The cost of a call with events at these seconds. */
const cost = (...events: TimedEvent[]) => recordOf(...events).chargeRupiah;

const answered = (legId: string): CallEventBody => ({ kind: "call.answered", legId, phoneId: null });
const talkBegan = (legId: string): CallEventBody => ({ kind: "talk.began", legId, phoneId: null, agentId: null });
const talkEnded = (legId: string): CallEventBody => ({ kind: "talk.ended", legId, holdMs: 0 });
const transferred = (legId: string): CallEventBody => ({ kind: "transfer.done", legId, phoneId: null });

describe("the cost of a call", () => {
  it("is that of the time from the answer to the end, to the second, by the price it began with", () => {
    expect(cost([1, invited("luar", 600)], [11, answered("luar")], [71, ENDED])).toBe(600);
    expect(cost([1, invited("luar", 600)], [11, answered("luar")], [12.05, ENDED])).toBe(11);
    expect(cost([1, invited("luar", 600)], [40, ENDED])).toBe(0);
    expect(cost([1, invited("luar")], [2, answered("luar")], [71, ENDED])).toBe(0);
  });

  it.each([
    [600, 0, 0],
    [600, 0.000_001, 1],
    [600, 1, 10],
    [600, 1.000_001, 11],
    [600, 59.999_999, 600],
    [600, 60, 600],
    [600, 60.000_001, 601],
    [601, 1, 11],
    [1, 60, 1],
    [1, 61, 2],
  ])("at Rp %i a minute for %d seconds is rounded up to Rp %i", (minuteRupiah, talkSeconds, rupiah) => {
    expect(cost([0, invited("luar", minuteRupiah)], [0, answered("luar")], [talkSeconds, ENDED])).toBe(rupiah);
  });

  it("is never negative, though the event of the end carries an earlier time than the answer", () => {
    expect(cost([1, invited("luar", 600)], [11, answered("luar")], [10, ENDED])).toBe(0);
  });

  it("is the sum of its legs, each from its own answer to its own end", () => {
    const legs = [[0, invited("a", 600)] as const, [0, invited("b", 60)] as const];
    expect(cost(...legs, [10, answered("a")], [70, ENDED])).toBe(600);
    expect(cost(...legs, [10, talkBegan("a")], [40, talkBegan("b")], [50, talkEnded("a")], [70, ENDED])).toBe(430);
    const released: CallEventBody = { kind: "legs.released", legIds: ["b"] };
    expect(cost(...legs, [10, answered("a")], [10, answered("b")], [40, released], [70, ENDED])).toBe(630);
  });

  it("goes on through events that end no leg", () => {
    const held: CallEventBody = { kind: "hold.began", legId: "luar" };
    expect(cost([0, invited("luar", 600)], [10, answered("luar")], [20, held], [70, ENDED])).toBe(600);
  });

  it("of a blind transfer begins with the transfer", () => {
    expect(cost([1, talk("ringing")], [1, invited("ahli", 600)], [21, transferred("ahli")], [71, ENDED])).toBe(500);
    const both = [[1, talk("ringing")] as const, [1, invited("ahli", 600)] as const, [1, invited("b", 60)] as const];
    expect(cost(...both, [21, transferred("ahli")], [71, ENDED])).toBe(500);
  });

  it("of a consultation ends when the caller is held alone again", () => {
    const consultation = [[1, talk("ringing")] as const, [1, invited("ahli", 600)] as const];
    expect(cost(...consultation, [11, talk("consulting")], [41, talk("held")], [71, ENDED])).toBe(300);
  });

  it("of a consultation excludes the leg that failed before it", () => {
    const busy: CallEventBody = { kind: "leg.failed", legId: "ahli", status: 486, cause: 17 };
    const tried = [[1, talk("ringing")] as const, [1, invited("ahli", 600)] as const, [5, busy] as const];
    expect(cost(...tried, [6, invited("lain", 60)], [11, talk("consulting")], [41, ENDED])).toBe(30);
  });

  it("of a leg invited after a consultation or a transfer does not end when the caller is held", () => {
    const next = [[20, invited("luar", 600)] as const, [30, answered("luar")] as const, [40, talk("held")] as const];
    expect(cost([1, talk("ringing")], [11, talk("talking")], ...next, [90, ENDED])).toBe(600);
    expect(cost([1, talk("ringing")], [11, transferred("ahli")], ...next, [90, ENDED])).toBe(600);
    expect(cost([1, talk("ringing")], [30, TAKEN], [40, talk("held")], [90, ENDED])).toBe(600);
  });

  it("is that of whoever was asked while she talks, whether the caller is held, joined, or handed to her", () => {
    const asking = [[1, talk("ringing")] as const, [1, invited("ahli", 600)] as const];
    expect(cost(...asking, [11, talk("consulting")], [41, talk("talking")], [90, ENDED])).toBe(300);
    expect(cost(...asking, [11, talk("consulting")], [41, talk("conference")], [71, ENDED])).toBe(600);
    const handed = { kind: "transfer.done", legId: "ahli", phoneId: null } as const;
    expect(cost(...asking, [11, talk("consulting")], [21, handed], [22, talk("held")], [71, ENDED])).toBe(600);
    expect(cost(...asking, [31, talk("held")], [90, ENDED])).toBe(0);
  });

  it("of a customer does not end when his agent puts him on hold", () => {
    expect(cost([1, invited("luar", 600)], [10, answered("luar")], [20, talk("held")], [70, ENDED])).toBe(600);
  });

  it("of a leg that goes on in another call is told in both, each its own part", () => {
    expect(cost([1, invited("luar", 600)], [10, answered("luar")], [40, GIVEN], [40, ENDED])).toBe(300);
    expect(cost([1, invited("luar", 600)], [10, answered("luar")], [40, GIVEN], [90, ENDED])).toBe(300);
    expect(cost([10, TAKEN], [40, ENDED])).toBe(300);
  });
});

describe("the recording of a call", () => {
  const began = (recordingId: string): CallEventBody => ({ kind: "recording.began", recordingId });
  const refused = (recordingId: string): CallEventBody => ({
    kind: "recording.refused",
    recordingId,
    why: "storage-full",
  });

  it("is none where its storage was refused, and the earlier one where a second one was refused", () => {
    expect(recordOf([1, began("satu")], [2, refused("satu")], [9, ENDED]).recordingId).toBeNull();
    expect(recordOf([1, refused("satu")], [9, ENDED]).recordingId).toBeNull();
    expect(recordOf([1, began("satu")], [2, refused("dua")], [9, ENDED]).recordingId).toBe("satu");
  });
});
