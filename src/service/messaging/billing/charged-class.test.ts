import { describe, expect, it } from "vitest";
import { chargeClassOf, type EndingPart } from "./charged-class.ts";

const FINALS = ["delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"] as const;
const classes = (part: Omit<EndingPart, "final">) => FINALS.map((final) => chargeClassOf({ ...part, final }) ?? "–");

describe("as what a part is charged", () => {
  it("is its end, once a carrier has taken it", () => {
    expect(classes({ state: "sent", sentUnsure: false })).toEqual([
      ...["delivered", "undeliverable", "expired", "rejected", "unknown", "unknown"],
    ]);
  });

  it("is nothing, where no carrier can have had it", () => {
    expect(classes({ state: "waiting", sentUnsure: false })).toEqual(["–", "–", "–", "–", "unknown", "–"]);
  });

  it("is that a carrier refused it, where it was asked", () => {
    expect(classes({ state: "leased", sentUnsure: false })).toEqual(["–", "refused", "–", "refused", "unknown", "–"]);
  });

  it("is unknown, where it may be on the telephone", () => {
    for (const state of ["waiting", "leased"] as const)
      expect(new Set(classes({ state, sentUnsure: true }))).toEqual(new Set(["unknown"]));
  });
});
