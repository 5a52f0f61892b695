import { describe, expect, it } from "vitest";
import { arrive } from "../arrival.ts";
import type { Arrival, Call, Instant } from "../call.ts";
import type { CallEffect, CallInput } from "../call-step.ts";
import { stepCall } from "../step-call.ts";

const at = (ms: number): Instant => ({ atMs: 1_700_000_000_000 + ms, elapsedUs: ms * 1_000 });

const arrival: Arrival = {
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
  destination: {
    kind: "targets",
    targets: [{ legId: "a", party: { kind: "phone", phoneId: "p", contact: "sip:a@127.0.0.1" } }],
    ringMs: 30_000,
    isRecorded: false,
  },
};

const talking: readonly CallInput[] = [
  { input: "permitted", mode: "open", recordingId: "rec" },
  { input: "media-opened", legId: "in" },
  { input: "media-opened", legId: "a" },
  { input: "accepted", legId: "a" },
  { input: "answer-written" },
];

const press = (keys: string, legId = "in"): readonly CallInput[] =>
  [...keys].map((key) => ({ input: "digit", legId, key, by: "event" }));

function play(inputs: readonly CallInput[]): { readonly call: Call; readonly effects: readonly CallEffect[] } {
  let step = arrive(arrival, at(0));
  const effects = [...step.effects];
  for (const [index, input] of inputs.entries()) {
    step = stepCall(step.call, input, at((index + 1) * 100));
    effects.push(...step.effects);
  }
  return { call: step.call, effects };
}

const told = (call: Call) =>
  call.events.flatMap(({ body }) => (body.kind === "digits.received" ? [`${body.legId} ${body.digits}`] : []));

describe("keys that a far end presses", () => {
  it("are one event when the burst is over, and go to disk", () => {
    const pressed = play([...talking, ...press("12#")]);
    expect(told(pressed.call)).toEqual([]);
    expect(pressed.effects.filter((one) => one.effect === "arm" && one.timer === "digits")).toHaveLength(3);
    const { call, effects } = play([...talking, ...press("12#"), { input: "timer", timer: "digits" }]);
    expect(told(call)).toEqual(["in 12#"]);
    expect(effects.at(-1)).toEqual({ effect: "write" });
  });

  it("of two sides are told apart", () => {
    const { call } = play([...talking, ...press("1"), ...press("9", "a"), { input: "timer", timer: "digits" }]);
    expect(told(call)).toEqual(["in 1", "a 9"]);
  });

  it("are told at the end of the call when the burst was not over", () => {
    const { call } = play([...talking, ...press("77"), { input: "hung-up", legId: "in", cause: 16 }]);
    expect(told(call)).toEqual(["in 77"]);
    const ended = play([...talking, ...press("77", "a"), { input: "hung-up", legId: "in", cause: 16 }]);
    expect(told(ended.call)).toEqual(["a 77"]);
    expect(ended.call.events.at(-1)?.body.kind).toBe("call.ended");
  });

  it("are told after forty without a pause, so that no event grows without end", () => {
    const { call } = play([...talking, ...press("1".repeat(81))]);
    expect(told(call)).toEqual([`in ${"1".repeat(40)}`, `in ${"1".repeat(40)}`]);
  });

  it("mean nothing before the call was let in, nor when they are none", () => {
    const { call } = play([...press("5"), ...talking, { input: "digit", legId: "in", key: "x", by: "event" }]);
    expect(call.events.map(({ body }) => body.kind).slice(0, 2)).toEqual(["call.received", "call.permitted"]);
    expect(play([...talking, { input: "timer", timer: "digits" }]).effects.at(-1)).not.toEqual({ effect: "write" });
  });
});

describe("the sound of all calls that goes away", () => {
  it("changes nothing of a call that waits for its permit, which then comes as ever", () => {
    const { call } = play([{ input: "media-lost" }, { input: "media-back" }, ...talking]);
    expect(call.phase).toBe("talking");
    expect(call.events.map(({ body }) => body.kind).slice(0, 2)).toEqual(["call.received", "call.permitted"]);
  });
});
