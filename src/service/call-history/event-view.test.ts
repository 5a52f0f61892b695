import { describe, expect, it } from "vitest";
import type { CallEvent, CallEventBody } from "../records/index.ts";
import { queueInstants } from "./event-view.ts";

const received = (from: string): CallEventBody => ({
  ...{ kind: "call.received", direction: "outbound", caller: "14045", called: "081234567890", code: "14045" },
  ...{ trunkId: null, phoneId: null, sipCallId: "a@b", from },
});
const invited: CallEventBody = { kind: "leg.invited", legId: "a", phoneId: "p", trunkId: null };
/** These events, a second apart. */
const at = (...bodies: readonly CallEventBody[]): readonly CallEvent[] =>
  bodies.map((body, sequence) => ({ sequence, atMs: sequence * 1_000, elapsedUs: sequence * 1_000_000, body }));

describe("when a call had to do with a queue", () => {
  it("is when it joined one, and when it booked a callback or was refused one", () => {
    const booked: CallEventBody = { kind: "task.ended", task: "book-callback", result: "callback-booked" };
    const played: CallEventBody = { kind: "task.ended", task: "gather", result: "gathered" };
    const joined: CallEventBody = { kind: "queue.joined", queueId: "layanan" };
    expect(queueInstants(at(received("127.0.0.1:5060"), joined, played, booked, invited))).toEqual([1_000, 3_000]);
  });

  it("is when it rings agents, where it calls somebody back", () => {
    expect(queueInstants(at(received("callback"), invited))).toEqual([1_000]);
    expect(queueInstants(at(received("127.0.0.1:5060"), invited))).toEqual([]);
  });
});
