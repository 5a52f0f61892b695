import { describe, expect, it } from "vitest";
import { arrive } from "./arrival.ts";
import type { Arrival, Instant } from "./call.ts";
import type { CallEffect, CallInput, CallStep } from "./call-step.ts";
import { stepCall } from "./step-call.ts";

const at = (ms: number): Instant => ({ atMs: 1_700_000_000_000 + ms, elapsedUs: ms * 1_000 });

const arrival: Arrival = {
  callId: "call",
  tenantId: "tenant",
  legId: "switch",
  direction: "test",
  party: { kind: "switch" },
  caller: "test",
  called: "1500123",
  code: "1500123",
  far: "test",
  isEmergency: false,
  hasOffer: true,
  hops: 69,
  sipCallId: "test-call",
  from: "test",
  destination: {
    kind: "targets",
    targets: [{ legId: "a", party: { kind: "phone", phoneId: "p", contact: "sip:a@127.0.0.1" } }],
    ringMs: 30_000,
    isRecorded: false,
  },
};

function play(inputs: readonly CallInput[]): { readonly last: CallStep; readonly effects: readonly CallEffect[] } {
  let last = arrive(arrival, at(0));
  const effects = [...last.effects];
  for (const [index, input] of inputs.entries()) {
    last = stepCall(last.call, input, at((index + 1) * 1_000));
    effects.push(...last.effects);
  }
  return { last, effects };
}

const answered: readonly CallInput[] = [
  { input: "media-opened", legId: "a" },
  { input: "rang", legId: "a" },
  { input: "accepted", legId: "a" },
  { input: "answer-written" },
];

describe("a test call", () => {
  it("asks no permission, opens no sound for its caller, and rings the phones", () => {
    const { effects } = play([]);
    const names = effects.map(({ effect }) => effect);
    expect(names).not.toContain("ask-permission");
    expect(effects.filter(({ effect }) => effect === "open-media")).toMatchObject([{ legId: "a" }]);
  });

  it("greets whoever answers once the answer is on disk, and ends within twenty seconds", () => {
    const before = play(answered.slice(0, 3)).effects;
    expect(before.some(({ effect }) => effect === "play" || effect === "bridge")).toBe(false);
    const { last, effects } = play(answered);
    expect(last.effects).toContainEqual({ effect: "play", legId: "a", sound: "greeting" });
    const limits = effects.flatMap((one) => (one.effect === "arm" && one.timer === "longest" ? [one.ms] : []));
    expect(limits.at(-1)).toBeLessThanOrEqual(20_000);
    const ended = stepCall(last.call, { input: "timer", timer: "longest" }, at(20_000));
    expect(ended.effects.find(({ effect }) => effect === "close")).toMatchObject({
      cdr: { outcome: "answered", direction: "test", recordingId: null },
    });
    expect(ended.effects).toContainEqual({ effect: "hang-up", legId: "a", cause: 16 });
  });

  it("cannot be handed on, so that it never leaves the installation", () => {
    const { last } = play([...answered, { input: "transfer-asked", legId: "a", target: "+628111" }]);
    expect(last.effects).toEqual([{ effect: "answer-transfer", legId: "a", isTaken: false }]);
  });

  it("that nobody answers is recorded as such", () => {
    const { last } = play([{ input: "timer", timer: "no-answer" }]);
    expect(last.effects.find(({ effect }) => effect === "close")).toMatchObject({ cdr: { outcome: "no-answer" } });
  });
});
