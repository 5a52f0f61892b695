import { describe, expect, it } from "vitest";
import type { CallEvent, CallEventBody } from "../cdr/index.ts";
import { beginLive, channelsInUse, type LiveCall, liveState, withLiveEvent } from "./live-call.ts";

const RECEIVED: CallEventBody = {
  kind: "call.received",
  direction: "inbound",
  caller: "0812",
  called: "14045",
  code: "14045",
  trunkId: "line",
  phoneId: null,
  sipCallId: "x",
  from: "127.0.0.2:5060",
};

/** The call after these events, one a second. */
function callAfter(...bodies: readonly CallEventBody[]): LiveCall {
  const events = [RECEIVED, ...bodies].map(
    (body, sequence): CallEvent => ({ sequence, atMs: sequence * 1_000, elapsedUs: sequence * 1_000_000, body }),
  );
  const [first, ...rest] = events;
  const begun = first === undefined ? undefined : beginLive(first);
  if (begun === undefined) throw new Error("a call begins with its arrival");
  return rest.reduce(withLiveEvent, begun);
}

const invited = (legId: string, phoneId: string): CallEventBody => ({
  kind: "leg.invited",
  legId,
  phoneId,
  trunkId: null,
});
const ringing: CallEventBody = { kind: "leg.ringing", legId: "a" };
const answered: CallEventBody = { kind: "call.answered", legId: "a", phoneId: "p1" };
const seen = (call: LiveCall) => ({
  state: liveState(call),
  sinceMs: call.sinceMs,
  phones: [...call.to.values()].map(({ phoneId }) => phoneId),
});

describe("a call in progress", () => {
  it("arrives, rings at every phone of its code, and then talks with the one that answers", () => {
    const invitedTwo = [invited("a", "p1"), invited("b", "p2")];
    expect(seen(callAfter(...invitedTwo))).toEqual({ state: "arriving", sinceMs: 0, phones: ["p1", "p2"] });
    expect(seen(callAfter(...invitedTwo, ringing))).toEqual({ state: "ringing", sinceMs: 3_000, phones: ["p1", "p2"] });
    expect(seen(callAfter(...invitedTwo, ringing, answered))).toEqual({
      state: "talking",
      sinceMs: 4_000,
      phones: ["p1"],
    });
  });

  it("is held as long as one side holds, and keeps the time since it began", () => {
    const talking = [invited("a", "p1"), ringing, answered];
    const hold = (legId: string): CallEventBody => ({ kind: "hold.began", legId });
    const resume = (legId: string): CallEventBody => ({ kind: "hold.ended", legId });
    expect(seen(callAfter(...talking, hold("a"), hold("x")))).toMatchObject({ state: "held", sinceMs: 4_000 });
    expect(seen(callAfter(...talking, hold("a"), hold("x"), resume("a")))).toMatchObject({
      state: "held",
      sinceMs: 4_000,
    });
    expect(seen(callAfter(...talking, hold("a"), resume("a")))).toMatchObject({ state: "talking", sinceMs: 5_000 });
  });

  it("goes on with the phone it was transferred to", () => {
    const done: CallEventBody = { kind: "transfer.done", legId: "c", phoneId: "p3" };
    expect(seen(callAfter(invited("a", "p1"), answered, invited("c", "p3"), done))).toMatchObject({ phones: ["p3"] });
  });

  it("is guided by its flow, waits for an agent, talks with the one who is joined, and is guided again", () => {
    const led: readonly CallEventBody[] = [
      { kind: "flow.began", flowId: "f", version: 1 },
      { kind: "call.answered", legId: "in", phoneId: null },
    ];
    const queued: readonly CallEventBody[] = [...led, { kind: "queue.joined", queueId: "q" }];
    const rung = [...queued, invited("a", "p1"), invited("b", "p2"), ringing];
    const talking: readonly CallEventBody[] = [
      ...rung,
      { kind: "legs.released", legIds: ["b"] },
      { kind: "talk.began", legId: "a", phoneId: "p1", agentId: "sari" },
    ];
    expect(seen(callAfter(...led))).toMatchObject({ state: "guided", phones: [] });
    expect(seen(callAfter(...rung))).toEqual({ state: "waiting", sinceMs: 3_000, phones: ["p1", "p2"] });
    expect(seen(callAfter(...rung, { kind: "legs.released", legIds: ["a"] })).phones).toEqual(["p2"]);
    expect(seen(callAfter(...talking))).toMatchObject({ state: "talking", phones: ["p1"] });
    const after = callAfter(...talking, { kind: "talk.ended", legId: "a", holdMs: 0 });
    expect(seen(after)).toMatchObject({ state: "guided", phones: [] });
    const over: CallEventBody = { kind: "task.ended", task: "enqueue", result: "wait-over" };
    expect(seen(callAfter(...queued, over)).state).toBe("guided");
  });

  it("says when its sound is lost", () => {
    expect(seen(callAfter(invited("a", "p1"), answered, { kind: "media.lost" })).state).toBe("silent");
    expect(seen(callAfter(invited("a", "p1"), answered, { kind: "media.lost" }, { kind: "media.back" })).state).toBe(
      "talking",
    );
  });

  it("is silent while the browser of an agent is gone, and no longer", () => {
    const gone = [invited("a", "p1"), answered, { kind: "device.away", legId: "a" }] as const;
    expect(seen(callAfter(...gone)).state).toBe("silent");
    expect(seen(callAfter(...gone, { kind: "device.back", legId: "a", byLegId: null })).state).toBe("talking");
    expect(seen(callAfter(...gone, { kind: "talk.ended", legId: "a", holdMs: 0 })).state).toBe("guided");
  });

  it("takes a channel of the line it came by, and one of the line it goes out by", () => {
    const out: CallEventBody = { kind: "leg.invited", legId: "o", phoneId: null, trunkId: "line" };
    expect([...channelsInUse([callAfter(), callAfter(out)])]).toEqual([["line", 3]]);
    expect([...channelsInUse([callAfter(out, { kind: "leg.failed", legId: "o", status: 486, cause: 17 })])]).toEqual([
      ["line", 1],
    ]);
  });
});
