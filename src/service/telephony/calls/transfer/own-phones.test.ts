import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { Arrival, CallInput, CallTask } from "../index.ts";
import { ownPhones } from "./own-phones.ts";

const phone = (phoneId: string, legId = phoneId) =>
  ({ legId, party: { kind: "phone", phoneId, contact: "sip:x" } }) as const;
const ringing = (...phoneIds: readonly string[]): Partial<Arrival> => ({
  destination: { kind: "targets", targets: phoneIds.map((id) => phone(id)), ringMs: 30_000, isRecorded: false },
});
const enqueue: CallTask = {
  task: "enqueue",
  queueId: "layanan",
  priority: 0,
  skills: [],
  waitMsMax: 60_000,
  music: null,
  announceMs: null,
  language: "id",
};
const order = (one: Extract<CallInput, { readonly input: "queue-order" }>["order"]): CallInput => ({
  input: "queue-order",
  order: one,
});
const inTalk = () =>
  new SteppedCall(listOf([enqueue]))
    .answered()
    .give(order({ order: "ring", agents: [{ agentId: "ani", targets: [phone("meja")] }], ringMs: 20_000 }))
    .give({ input: "media-opened", legId: "meja" }, { input: "accepted", legId: "meja" })
    .give(order({ order: "connect", agentId: "ani" }));

describe("phones that are in a call by their own doing", () => {
  it("are the one that calls, from its first message on, and the one that takes it, not those that merely ring", () => {
    const caller: Partial<Arrival> = { party: { kind: "phone", phoneId: "satu", contact: null }, code: null };
    const call = new SteppedCall(listOf(), { ...caller, ...ringing("dua", "tiga") });
    expect(ownPhones(call.call)).toEqual(["satu"]);
    call.give({ input: "media-opened", legId: "dua" }, { input: "rang", legId: "dua" });
    expect(ownPhones(call.call)).toEqual(["satu"]);
    call.give({ input: "accepted", legId: "dua" });
    expect(ownPhones(call.call)).toEqual(["satu", "dua"]);
    call.give({ input: "stop" });
    expect(ownPhones(call.call)).toEqual([]);
  });

  it("are not those of agents that a queue rings and joins", () => {
    const call = inTalk();
    expect(call.kinds()).toContain("talk.began");
    expect(ownPhones(call.call)).toEqual([]);
  });

  it("are those that a caller of a queue is handed on to", () => {
    const call = inTalk().give(
      { input: "transfer-asked", legId: "meja", target: "202" },
      {
        input: "transfer-resolved",
        destination: { kind: "targets", targets: [phone("kedua")], ringMs: 30_000, isRecorded: false },
      },
      { input: "media-opened", legId: "kedua" },
      { input: "accepted", legId: "kedua" },
    );
    expect(ownPhones(call.call)).toEqual(["kedua"]);
  });
});
