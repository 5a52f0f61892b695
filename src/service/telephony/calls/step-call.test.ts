import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCdr } from "../cdr/index.ts";
import { arrive } from "./arrival.ts";
import type { Arrival, Call, Destination, Instant } from "./call.ts";
import type { CallEffect, CallInput, CallStep } from "./call-step.ts";
import { stepCall } from "./step-call.ts";

const ringing = (legIds: readonly string[]): Destination => ({
  kind: "targets",
  targets: legIds.map((legId) => ({
    legId,
    party: { kind: "phone", phoneId: `phone-${legId}`, contact: `sip:${legId}@127.0.0.1` },
  })),
  ringMs: 30_000,
  isRecorded: true,
});

const inbound: Arrival = {
  callId: "call",
  tenantId: "tenant",
  legId: "in",
  direction: "inbound",
  party: { kind: "trunk", trunkId: "trunk" },
  caller: "+628111",
  called: "14045",
  code: "14045",
  far: "+628111",
  isEmergency: false,
  hasOffer: true,
  hops: 69,
  sipCallId: "a@b",
  from: "127.0.0.1:5060",
  destination: ringing(["a", "b"]),
};

const at = (ms: number): Instant => ({ atMs: 1_700_000_000_000 + ms, elapsedUs: ms * 1_000 });

/** Plays inputs one second apart from the arrival on; returns the call and all effects in order. */
function play(arrival: Arrival, inputs: readonly CallInput[]): { readonly call: Call; readonly effects: CallEffect[] } {
  let step: CallStep = arrive(arrival, at(0));
  const effects = [...step.effects];
  for (const [index, input] of inputs.entries()) {
    step = stepCall(step.call, input, at((index + 1) * 1_000));
    effects.push(...step.effects);
  }
  return { call: step.call, effects };
}

const permitted: CallInput = { input: "permitted", mode: "open", recordingId: "rec" };
const named = (effects: readonly CallEffect[], effect: CallEffect["effect"]) =>
  effects.filter((one) => one.effect === effect);
const answeredByA: readonly CallInput[] = [
  permitted,
  { input: "media-opened", legId: "in" },
  { input: "media-opened", legId: "a" },
  { input: "media-opened", legId: "b" },
  { input: "rang", legId: "a" },
  { input: "accepted", legId: "a" },
];
/** The answer is on disk before the caller's media is open. */
const soundComesLast: readonly CallInput[] = [
  ...answeredByA.filter((one) => !("legId" in one && one.legId === "in")),
  { input: "answer-written" },
];
const talking: readonly CallInput[] = [...answeredByA, { input: "answer-written" }];

describe("a call without sound", () => {
  const failed = (legId: string, why: "offer-unusable" | "no-room" | "no-engine"): CallInput => ({
    input: "media-failed",
    legId,
    why,
  });

  it.each([
    ["offer-unusable", 488, 65],
    ["no-room", 503, 47],
    ["no-engine", 503, 41],
  ] as const)("tells its caller by what is the matter: %s is %d", (why, status, cause) => {
    const { call, effects } = play(inbound, [permitted, failed("in", why)]);
    expect(named(effects, "reject")).toMatchObject([{ status, cause }]);
    expect(call.phase).toBe("ended");
  });

  it("is as much our fault when only the targets have none; a target that was asked has the better reason", () => {
    const sounding: readonly CallInput[] = [permitted, { input: "media-opened", legId: "in" }];
    const none = play(inbound, [...sounding, failed("a", "no-room"), failed("b", "no-room")]);
    expect(named(none.effects, "reject")).toMatchObject([{ status: 503, cause: 47 }]);
    expect(foldCdr(none.call.events)).toMatchObject({ outcome: "media-lost", endedBy: "system" });
    const busy: CallInput = { input: "failed", legId: "b", status: 486, cause: null };
    const one = play(inbound, [...sounding, failed("a", "no-room"), { input: "media-opened", legId: "b" }, busy]);
    expect(named(one.effects, "reject")).toMatchObject([{ status: 486, cause: 17 }]);
  });
});

describe("a call that somebody of the call centre ends", () => {
  const ordered: CallInput = { input: "end-ordered" };

  it("was answered if anybody talked, and says who ended it; both sides are let go", () => {
    const { call, effects } = play(inbound, [...talking, ordered]);
    expect(call.phase).toBe("ended");
    expect(named(effects, "hang-up")).toEqual(expect.arrayContaining([expect.objectContaining({ legId: "in" })]));
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "answered", endedBy: "operator", cause: 16 } }]);
  });

  it("goes on where it was only to be taken back and somebody has answered", () => {
    const takenBack: CallInput = { input: "end-ordered", unlessAnswered: true };
    const { call, effects } = play(inbound, [...talking, takenBack]);
    const before = play(inbound, talking);
    expect([call.phase, effects]).toEqual(["talking", before.effects]);
    const ring = play(inbound, [permitted, { input: "media-opened", legId: "in" }, takenBack]);
    expect(named(ring.effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "operator" } }]);
  });

  it("is cancelled while it rings or waits for its permit, and its caller reads 603", () => {
    const ring = play(inbound, [permitted, { input: "media-opened", legId: "in" }, ordered]);
    expect(named(ring.effects, "reject")).toMatchObject([{ status: 603, cause: 21 }]);
    expect(named(ring.effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "operator" } }]);
    const early = play(inbound, [ordered, permitted]);
    expect(early.call.events.map(({ body }) => body.kind)).toEqual(["call.received", "call.permitted", "call.ended"]);
    expect(named(early.effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "operator" } }]);
  });
});

describe("a call that arrives for a code", () => {
  it("rings nobody before its arrival is on disk and its code lets it in", () => {
    const { effects } = play(inbound, []);
    expect(effects.map(({ effect }) => effect)).toEqual(["ask-permission", "arm"]);
  });

  it("is refused with the cause of a full line, and leaves a record", () => {
    const { effects } = play({ ...inbound, destination: { kind: "nowhere", outcome: "channels-full" } }, []);
    expect(named(effects, "reject")).toMatchObject([{ legId: "in", status: 503, cause: 34 }]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "channels-full", talkMs: 0, cause: 34 } }]);
  });

  it("is refused while the code is off, and nobody is rung", () => {
    const { effects } = play(inbound, [{ input: "refused", outcome: "number-off" }]);
    expect(named(effects, "reject")).toMatchObject([{ status: 404, cause: 1 }]);
    expect(named(effects, "invite")).toEqual([]);
  });

  it("ends at once with its record when no phone is there", () => {
    const { call, effects } = play({ ...inbound, destination: ringing([]) }, [permitted]);
    expect(call.phase).toBe("ended");
    expect(named(effects, "reject")).toMatchObject([{ status: 480, cause: 20 }]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "no-phone" } }]);
  });

  it("and is given up before it is let in ends after its permit, and rings nobody", () => {
    const { call, effects } = play(inbound, [{ input: "cancelled" }, { input: "cancelled" }, permitted]);
    expect(call.events.map(({ body }) => body.kind)).toEqual(["call.received", "call.permitted", "call.ended"]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled" } }]);
    expect(named(effects, "open-media")).toEqual([]);
  });

  it("to an emergency number rings at once, whatever the storage says", () => {
    const { effects } = play({ ...inbound, code: null, called: "112", isEmergency: true }, []);
    expect(named(effects, "ask-permission")).toEqual([]);
    expect(named(effects, "open-media")).toHaveLength(3);
  });
});

describe("a call that rings several phones", () => {
  it("tells the caller once that it rings, whoever rings first", () => {
    const { effects } = play(inbound, [...answeredByA.slice(0, 5), { input: "rang", legId: "b" }]);
    expect(named(effects, "ring")).toHaveLength(1);
  });

  it("answers the caller only when the answer is on disk", () => {
    expect(named(play(inbound, answeredByA).effects, "answer")).toEqual([]);
    expect(named(play(inbound, talking).effects, "answer")).toEqual([{ effect: "answer", legId: "in" }]);
  });

  it("answers the caller only when his own sound is open", () => {
    expect(named(play(inbound, soundComesLast).effects, "answer")).toEqual([]);
    const { effects } = play(inbound, [...soundComesLast, { input: "media-opened", legId: "in" }]);
    expect(named(effects, "answer")).toHaveLength(1);
  });

  it("lets the others go once one has it, and one that accepts too late as well", () => {
    const { effects } = play(inbound, [...answeredByA, { input: "accepted", legId: "b" }]);
    expect(named(effects, "hang-up")).toMatchObject([{ legId: "b", cause: 26 }]);
  });

  it("is busy when every phone is, and unanswered when one only did not take it", () => {
    const fail = (legId: string, status: number): CallInput => ({ input: "failed", legId, status, cause: null });
    const opened = answeredByA.slice(0, 4);
    const busy = play(inbound, [...opened, fail("a", 486), fail("b", 486)]);
    expect(named(busy.effects, "reject")).toMatchObject([{ status: 486, cause: 17 }]);
    const mixed = play(inbound, [...opened, fail("a", 480), fail("b", 603)]);
    expect(named(mixed.effects, "close")).toMatchObject([{ cdr: { outcome: "declined" } }]);
  });

  it("ends unanswered when nobody takes it in time", () => {
    const { effects } = play(inbound, [...answeredByA.slice(0, 5), { input: "timer", timer: "no-answer" }]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "no-answer", cause: 19, ringMs: 1_000 } }]);
    expect(named(effects, "hang-up").map((one) => "legId" in one && one.legId)).toEqual(["a", "b"]);
  });

  it("that is given up by its caller stops ringing", () => {
    const { effects } = play(inbound, [...answeredByA.slice(0, 5), { input: "cancelled" }]);
    expect(named(effects, "reject")).toMatchObject([{ status: 487 }]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "caller" } }]);
  });

  it("whose caller leaves without a CANCEL stops ringing all the same", () => {
    for (const input of ["hung-up", "lost"] as const) {
      const left: CallInput = input === "lost" ? { input, legId: "in" } : { input, legId: "in", cause: 16 };
      const { call, effects } = play(inbound, [...answeredByA.slice(0, 5), left]);
      expect(call.phase).toBe("ended");
      expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "caller" } }]);
      expect(named(effects, "hang-up").map((one) => "legId" in one && one.legId)).toEqual(["a", "b"]);
    }
  });

  it("whose answer could not be kept is not answered", () => {
    const { effects } = play(inbound, [...answeredByA, { input: "answer-not-written" }]);
    expect(named(effects, "answer")).toEqual([]);
    expect(named(effects, "reject")).toMatchObject([{ status: 503 }]);
  });
});

describe("a call that talks", () => {
  it("is recorded from its answer on and counted from there to its end", () => {
    const { effects } = play(inbound, [...talking, { input: "hung-up", legId: "in", cause: null }]);
    expect(named(effects, "begin-recording")).toMatchObject([{ recordingId: "rec", legIds: ["in", "a"] }]);
    expect(named(effects, "close")).toMatchObject([
      {
        cdr: {
          outcome: "answered",
          endedBy: "caller",
          talkMs: 2_000,
          ringMs: 1_000,
          phoneId: "phone-a",
          recordingId: "rec",
        },
      },
    ]);
  });

  it("plays music to whom is on hold, and counts the time", () => {
    const hold = (isHold: boolean): CallInput => ({ input: "reoffered", legId: "a", isHold });
    const { effects } = play(inbound, [
      ...talking,
      hold(true),
      hold(true),
      hold(false),
      { input: "hung-up", legId: "a", cause: 16 },
    ]);
    expect(named(effects, "play")).toEqual([
      { effect: "play", legId: "in", sound: "notice" },
      { effect: "play", legId: "a", sound: "notice" },
      { effect: "play", legId: "in", sound: "music" },
      { effect: "play", legId: "in", sound: "silence" },
    ]);
    expect(named(effects, "accept-offer")).toHaveLength(3);
    expect(named(effects, "close")).toMatchObject([{ cdr: { holdMs: 2_000, endedBy: "called" } }]);
  });

  it("is handed on without the one who handed it on", () => {
    const { call, effects } = play(inbound, [
      ...talking,
      { input: "transfer-asked", legId: "a", target: "102" },
      { input: "transfer-resolved", destination: ringing(["c"]) },
      { input: "hung-up", legId: "a", cause: 16 },
      { input: "media-opened", legId: "c" },
      { input: "accepted", legId: "c" },
      { input: "hung-up", legId: "in", cause: 16 },
    ]);
    expect(call.phase).toBe("ended");
    expect(named(effects, "bridge")).toEqual([
      { effect: "bridge", legIds: ["in", "a"] },
      { effect: "bridge", legIds: ["in", "c"] },
    ]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { transfers: 1, phoneId: "phone-c", outcome: "answered" } }]);
  });

  it("comes back to who handed it on when nobody takes it", () => {
    const { call, effects } = play(inbound, [
      ...talking,
      { input: "transfer-asked", legId: "a", target: "102" },
      { input: "transfer-resolved", destination: ringing(["c"]) },
      { input: "media-opened", legId: "c" },
      { input: "failed", legId: "c", status: 486, cause: 17 },
    ]);
    expect(call.phase).toBe("talking");
    expect(named(effects, "notify-transfer")).toEqual([{ effect: "notify-transfer", legId: "a", status: 486 }]);
  });

  it("ends when nobody takes it and who handed it on has left", () => {
    const { effects } = play(inbound, [
      ...talking,
      { input: "transfer-asked", legId: "a", target: "102" },
      { input: "hung-up", legId: "a", cause: 16 },
      { input: "transfer-resolved", destination: { kind: "nowhere", outcome: "unknown-number" } },
    ]);
    expect(named(effects, "close")).toHaveLength(1);
  });

  it("waits for its sound to come back, and ends when it does not", () => {
    const { effects } = play(inbound, [...talking, { input: "media-lost" }, { input: "timer", timer: "media-away" }]);
    expect(named(effects, "close")).toMatchObject([{ cdr: { outcome: "media-lost" } }]);
  });
});

describe("whatever happens to a call, in whatever order", () => {
  const legId = fc.constantFrom("in", "a", "b", "c", "d", "nobody");
  const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
    fc.constant(permitted),
    fc.record({
      input: fc.constantFrom("media-opened", "media-failed", "rang", "accepted", "connected", "lost"),
      legId,
    }),
    fc.record({ input: fc.constant("digit" as const), legId, key: fc.constantFrom("1", "#") }),
    fc.record({
      input: fc.constant("failed" as const),
      legId,
      status: fc.constantFrom(404, 408, 480, 486, 500, 603),
      cause: fc.constant(null),
    }),
    fc.record({ input: fc.constant("hung-up" as const), legId, cause: fc.constant(16) }),
    fc.record({ input: fc.constant("reoffered" as const), legId, isHold: fc.boolean() }),
    fc.record({ input: fc.constant("transfer-asked" as const), legId, target: fc.constant("102") }),
    fc.record({
      input: fc.constant("transfer-resolved" as const),
      destination: fc.constantFrom(ringing(["c", "d"]), ringing([]), {
        kind: "nowhere",
        outcome: "unknown-number",
      } as const),
    }),
    fc.record({
      input: fc.constant("timer" as const),
      timer: fc.constantFrom("no-answer", "transfer", "media-away", "digits"),
    }),
    fc.record({
      input: fc.constantFrom("cancelled", "media-lost", "media-back", "answer-written", "answer-not-written"),
    }),
  ) as fc.Arbitrary<CallInput>;

  it("ends once, with one record, every sound closed that was opened, and nothing armed", () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 4 }), fc.array(anyInput, { maxLength: 40 }), (early, inputs) => {
        const { call, effects } = play(inbound, [...early, permitted, ...inputs, { input: "stop" }]);
        expect(call.phase).toBe("ended");
        const closed = named(effects, "close");
        expect(closed).toHaveLength(1);
        const [close] = closed;
        if (close?.effect === "close") expect(close.cdr).toEqual(foldCdr(call.events));
        const legs = (effect: "open-media" | "close-media") =>
          new Set(effects.flatMap((one) => (one.effect === effect ? [one.legId] : [])));
        for (const opened of legs("open-media")) expect(legs("close-media")).toContain(opened);
        const armed = new Set<string>();
        for (const one of effects) {
          if (one.effect === "arm") armed.add(one.timer);
          if (one.effect === "disarm") armed.delete(one.timer);
        }
        expect(armed.size).toBe(0);
        expect(call.events.map(({ sequence }) => sequence)).toEqual(call.events.map((_, index) => index));
      }),
      { numRuns: 2_000 },
    );
  });

  it("lets go every leg that was invited or answered, unless it was gone by itself", () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => {
        const all: readonly CallInput[] = [permitted, ...inputs, { input: "stop" }];
        const { effects } = play(inbound, all);
        const left = new Set(
          all.flatMap((one) =>
            ["failed", "hung-up", "lost", "media-failed"].includes(one.input) && "legId" in one ? [one.legId] : [],
          ),
        );
        const letGo = new Set(
          effects.flatMap((one) => (one.effect === "hang-up" || one.effect === "reject" ? [one.legId] : [])),
        );
        for (const one of effects) {
          if (one.effect !== "invite" || left.has(one.legId)) continue;
          expect(letGo).toContain(one.legId);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
