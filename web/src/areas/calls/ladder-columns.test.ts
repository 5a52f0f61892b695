import { describe, expect, it } from "vitest";
import { endsOf, farEnds, ladderColumns, OWN } from "./ladder-columns.ts";

const received = (from: string) => ({ from, to: "10.0.0.1:5060", isReceived: true });
const sent = (to: string) => ({ from: "10.0.0.1:5060", to, isReceived: false });

describe("the columns of a SIP ladder", () => {
  it("put the caller left, ourselves beside him, and the phones to the right as they come", () => {
    expect(
      ladderColumns([received("gw:5060"), sent("gw:5060"), sent("p1:5062"), sent("p2:5063"), received("p1:5062")]),
    ).toEqual(["gw:5060", OWN, "p1:5062", "p2:5063"]);
  });

  it("are ours alone when there is no message", () => {
    expect(ladderColumns([])).toEqual([OWN]);
  });

  it("are named by the phone or line at their far end", () => {
    const phone = { extension: "101", name: "Meja" };
    const messages = [
      { ...received("gw:5060"), phone: null, trunk: "E1" },
      { ...sent("p1:5062"), phone, trunk: null },
      { ...sent("x:1"), phone: null, trunk: null },
    ];
    expect([...farEnds(messages)]).toEqual([
      ["gw:5060", "E1"],
      ["p1:5062", "101"],
    ]);
  });

  it("tell where a message comes from and goes to", () => {
    expect(endsOf(received("gw:5060"))).toEqual({ from: "gw:5060", to: OWN });
    expect(endsOf(sent("gw:5060"))).toEqual({ from: OWN, to: "gw:5060" });
  });
});
