import { describe, expect, it } from "vitest";
import type { CallEventBody } from "../../telephony/cdr/index.ts";
import { e164Of } from "../../telephony/dial-plan/index.ts";
import type { CallResource } from "../twilio-api/index.ts";
import { callView, legsOf } from "./call-view.ts";

const eventsOf = (...bodies: readonly CallEventBody[]) =>
  bodies.map((body, sequence) => ({ sequence, body, atMs: sequence * 1_000, elapsedUs: 0 }));
const at = (nth: number) => new Date(nth * 1_000).toISOString();

describe("a number in E.164", () => {
  it.each([
    ["+6281234567890", "+6281234567890"],
    ["081234567890", "+6281234567890"],
    ["6281234567890", "+6281234567890"],
    ["0016505550100", "+16505550100"],
    ["1500123", "1500123"],
    ["101", "101"],
    ["0800", "0800"],
    ["anonymous", "anonymous"],
    ["", ""],
  ])("of %s is %s", (said, written) => {
    expect(e164Of(said)).toBe(written);
  });
});

describe("whom a call rang", () => {
  it("is told leg by leg: who rang, who answered, who was let go and who would not", () => {
    const [first, second, third] = ["a", "b", "c"];
    const legs = legsOf(
      eventsOf(
        { kind: "leg.invited", legId: first, phoneId: "p1", trunkId: null },
        { kind: "leg.invited", legId: second, phoneId: "p2", trunkId: null },
        { kind: "leg.ringing", legId: first },
        { kind: "leg.ringing", legId: second },
        { kind: "call.answered", legId: first, phoneId: "p1" },
        { kind: "legs.released", legIds: [second, "unknown"] },
        { kind: "leg.invited", legId: third, phoneId: null, trunkId: "t", dialled: "081234567890" },
        { kind: "leg.failed", legId: third, status: 486, cause: 17 },
        { kind: "talk.began", legId: first, phoneId: "p1", agentId: null },
      ),
    );
    expect(legs).toEqual([
      {
        id: first,
        phoneId: "p1",
        number: null,
        state: "answered",
        sipStatus: null,
        invitedAt: at(0),
        ringingAt: at(2),
        answeredAt: at(4),
      },
      {
        id: second,
        phoneId: "p2",
        number: null,
        state: "released",
        sipStatus: null,
        invitedAt: at(1),
        ringingAt: at(3),
        answeredAt: null,
      },
      {
        id: third,
        phoneId: null,
        number: "+6281234567890",
        state: "failed",
        sipStatus: 486,
        invitedAt: at(6),
        ringingAt: null,
        answeredAt: null,
      },
    ]);
  });
});

describe("a call as programs get it", () => {
  it("has its numbers in E.164, its words plain and its times in units", () => {
    const call: CallResource = {
      id: "satu",
      atMs: 0,
      direction: "inbound",
      orderedAtMs: null,
      from: "081234567890",
      to: "1500123",
      code: "1500123",
      status: "canceled",
      beganAtMs: 0,
      endedAtMs: 1_500,
      talkMs: 1_500,
      chargeRupiah: 250,
      end: "cancelled",
    };
    expect(callView(call)).toEqual({
      id: "satu",
      direction: "inbound",
      from: "+6281234567890",
      to: "1500123",
      code: "1500123",
      state: "cancelled",
      end: "cancelled",
      orderedAt: null,
      beganAt: at(0),
      endedAt: at(1.5),
      talkSeconds: 2,
      costRupiah: 250,
    });
  });
});
