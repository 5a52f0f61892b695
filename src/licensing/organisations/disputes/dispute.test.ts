import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  askHolder,
  DISPUTE_STATES,
  type DisputeActor,
  type DisputeFacts,
  decideDispute,
  giveStatement,
  withdrawDispute,
} from "./dispute.ts";

const verifier: DisputeActor = { personId: "verifier", organisationIds: new Set(), ownedIds: new Set() };
const holder: DisputeActor = { personId: "holder", organisationIds: new Set(["o1"]), ownedIds: new Set(["o1"]) };
const claimant: DisputeActor = { personId: "claimant", organisationIds: new Set(), ownedIds: new Set() };
const OPEN: DisputeFacts = {
  state: "open",
  claimantPersonId: "claimant",
  organisationId: "o1",
  hasStatement: false,
  statementDueDate: null,
};
const ASKED: DisputeFacts = { ...OPEN, state: "asked", statementDueDate: "2026-12-02" };

function decided(
  facts: DisputeFacts,
  verdict: "reject" | "transfer",
  given: { readonly today?: string; readonly actor?: DisputeActor; readonly reason?: string } = {},
) {
  const { today = "2026-11-25", actor = verifier, reason = "Akta terakhir menyebut pemohon." } = given;
  const done = decideDispute(facts, { actor, verdict, reason, today });
  return done.ok ? done.value : done.refusal;
}

describe("the question to the holder", () => {
  it("is asked once, by a verifier who is no side", () => {
    expect(askHolder(OPEN, verifier)).toEqual({ ok: true, value: "asked" });
    expect(askHolder(ASKED, verifier)).toEqual({ ok: false, refusal: "dispute-asked-already" });
    expect(askHolder(OPEN, holder)).toEqual({ ok: false, refusal: "dispute-own-decision" });
    expect(askHolder(OPEN, claimant)).toEqual({ ok: false, refusal: "dispute-own-decision" });
  });
});

describe("the holder's statement", () => {
  it("is given once, when it was asked for, by one who speaks for the organisation", () => {
    expect(giveStatement(ASKED, holder).ok).toBe(true);
    expect(giveStatement(OPEN, holder)).toEqual({ ok: false, refusal: "dispute-not-asked" });
    expect(giveStatement({ ...ASKED, hasStatement: true }, holder)).toEqual({ ok: false, refusal: "statement-given" });
    expect(giveStatement(ASKED, claimant)).toEqual({ ok: false, refusal: "no-such-dispute" });
    expect(giveStatement({ ...ASKED, state: "transferred" }, holder)).toEqual({ ok: false, refusal: "dispute-over" });
  });
});

describe("a transfer", () => {
  it("waits until the holder has spoken or his last day has passed", () => {
    expect(decided(OPEN, "transfer")).toBe("holder-not-heard");
    expect(decided(ASKED, "transfer", { today: "2026-12-02" })).toBe("holder-not-heard");
    expect(decided(ASKED, "transfer", { today: "2026-12-03" })).toBe("transferred");
    expect(decided({ ...ASKED, hasStatement: true }, "transfer")).toBe("transferred");
  });

  it("needs a reason that both sides can read", () => {
    expect(decided({ ...ASKED, hasStatement: true }, "transfer", { reason: "  " })).toBe("decision-reason-missing");
  });
});

describe("a claim", () => {
  it("may be rejected at any time, and given up by its claimant only", () => {
    expect(decided(OPEN, "reject")).toBe("rejected");
    expect(withdrawDispute(ASKED, claimant).ok).toBe(true);
    expect(withdrawDispute(ASKED, holder)).toEqual({ ok: false, refusal: "no-such-dispute" });
  });

  it("is never decided by a side, nor twice, whatever the state", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DISPUTE_STATES),
        fc.constantFrom(verifier, holder, claimant),
        fc.constantFrom("reject", "transfer" as const),
        (state, actor, verdict) => {
          const facts = { ...ASKED, state, hasStatement: true };
          const isFine = actor === verifier && (state === "open" || state === "asked");
          const said = decided(facts, verdict as "reject" | "transfer", { actor });
          expect(said === "rejected" || said === "transferred").toBe(isFine);
        },
      ),
    );
  });
});
