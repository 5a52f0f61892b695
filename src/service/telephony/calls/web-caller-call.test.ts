import { describe, expect, it } from "vitest";
import { arrive } from "./arrival.ts";
import type { Arrival, Instant } from "./call.ts";
import { stepCall } from "./step-call.ts";

const at = (ms: number): Instant => ({ atMs: 1_700_000_000_000 + ms, elapsedUs: ms * 1_000 });
const arrival: Arrival = {
  callId: "visit",
  tenantId: "tenant",
  legId: "visitor",
  direction: "inbound",
  caller: "anonymous",
  called: "1500123",
  code: "1500123",
  far: "anonymous",
  isEmergency: false,
  hasOffer: true,
  hops: 69,
  sipCallId: "sip",
  from: "website",
  lastsMs: 20 * 60_000,
  party: { kind: "visitor", widgetId: "widget" },
  destination: {
    kind: "targets",
    targets: [{ legId: "a", party: { kind: "phone", phoneId: "p", contact: "sip:a@127.0.0.1" } }],
    ringMs: 30_000,
    isRecorded: false,
  },
};

describe("a call from a website", () => {
  it("asks its number's permission as any caller's does, and lasts no longer than its widget says", () => {
    const { effects } = arrive(arrival, at(0));
    expect(effects).toContainEqual({ effect: "ask-permission" });
    expect(effects).toContainEqual({ effect: "arm", timer: "longest", ms: 20 * 60_000 });
    const longest = arrive({ ...arrival, lastsMs: 24 * 3_600_000 }, at(0)).effects;
    expect(longest).toContainEqual({ effect: "arm", timer: "longest", ms: 4 * 3_600_000 });
  });

  it("ends whoever waits for an answer when its page is closed", () => {
    const begun = stepCall(
      arrive(arrival, at(0)).call,
      { input: "permitted", mode: "open", recordingId: "none" },
      at(100),
    );
    const left = stepCall(begun.call, { input: "hung-up", legId: "visitor", cause: null }, at(2_000));
    expect(left.call.phase).toBe("ended");
    expect(left.call.events.at(-1)?.body).toMatchObject({ kind: "call.ended", outcome: "cancelled", by: "caller" });
  });

  it("hands nobody on, whatever its far end says", () => {
    const begun = stepCall(
      arrive(arrival, at(0)).call,
      { input: "permitted", mode: "open", recordingId: "none" },
      at(100),
    );
    const asked = stepCall(begun.call, { input: "transfer-asked", legId: "visitor", target: "0812" }, at(200));
    expect(asked.call.transfer).toBeNull();
  });
});
