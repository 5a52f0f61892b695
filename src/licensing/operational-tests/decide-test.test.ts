import { describe, expect, it } from "vitest";
import { FREE_DAY, measuredItem, observedItem, testFacts } from "../../../testkit/test-facts.ts";
import { decideTest } from "./decide-test.ts";
import type { TestItemState } from "./evidence/answers.ts";
import { possibleCommands } from "./test-chain.ts";
import type { TestCommand } from "./test-decision.ts";
import type { TestFacts, TestPerson } from "./test-facts.ts";

const NOBODY: TestPerson = {
  personId: "person",
  organisationIds: new Set(),
  mayArrange: false,
  mayTest: false,
  mayPrepare: false,
  mayEndorse: false,
  mayPropose: false,
  maySign: false,
};
const ARRANGER = { ...NOBODY, mayArrange: true };
const TESTER = { ...NOBODY, mayTest: true };
const OWNER = { ...NOBODY, organisationIds: new Set(["company"]) };
const SIGNER = { ...NOBODY, maySign: true };
const IN_TEAM = { teamIds: ["person"], leadId: "person" } as const;
const DIGEST = "b".repeat(64);
const FACTS_DIGEST = "c".repeat(64);

const decide = (change: Partial<TestFacts>, command: TestCommand, person: TestPerson) =>
  decideTest(testFacts(change), command, person);
const refusalOf = (change: Partial<TestFacts>, command: TestCommand, person: TestPerson) => {
  const decided = decide(change, command, person);
  return decided.ok ? undefined : decided.refusal;
};

const standing = (item: string, more: Partial<TestItemState> = {}): TestItemState => ({
  item,
  outcome: "pass",
  isConflict: false,
  isToConfirm: false,
  heads: ["a"],
  counts: null,
  ...more,
});

describe("naming a team", () => {
  const command: Extract<TestCommand, { command: "name-team" }> = {
    command: "name-team",
    memberIds: ["p1", "p2"],
    leadId: "p1",
    startsAt: "09:00",
    place: "Depok",
    serviceCentre: "Depok",
    transmission: "SIP",
    toPrepare: "",
  };
  const fit = {
    personId: "p1",
    organisationIds: new Set<string>(),
    mayTest: true,
    interest: "none",
    isBusy: false,
  } as const;
  const named = (candidate: Partial<typeof fit> | Record<string, unknown>, more: Partial<TestFacts> = {}) =>
    refusalOf(
      { state: "confirmed", candidates: [fit, { ...fit, personId: "p2", ...candidate }], ...more },
      command,
      ARRANGER,
    );

  it("takes whoever tests, is free, and had no hand in the documents", () => {
    expect(named({})).toBeUndefined();
    expect(named({ mayTest: false })).toBe("test-member-unfit");
    expect(named({ isBusy: true })).toBe("test-member-busy");
    expect(named({ interest: "declared" })).toBe("test-member-conflict");
    expect(named({ organisationIds: new Set(["company"]) })).toBe("test-member-conflict");
    expect(named({}, { documentJudges: ["p2"] })).toBe("test-member-conflict");
  });

  it("names its lead among its people, and no day that is over", () => {
    const outsider = { ...command, leadId: "p3" };
    expect(refusalOf({ state: "confirmed", candidates: [fit] }, outsider, ARRANGER)).toBe("test-lead-not-in-team");
    expect(named({}, { testDay: { ...FREE_DAY, daysAhead: -1 } })).toBe("test-day-past");
    expect(named({}, { testDay: { ...FREE_DAY, daysAhead: 0 } })).toBeUndefined();
  });

  it("needs somebody who can sign its letter of task, where somebody travels", () => {
    expect(named({}, { mandateRefusal: "mandate-missing" })).toBe("mandate-missing");
    expect(named({}, { mandateRefusal: "mandate-missing", method: "self" })).toBeUndefined();
  });
});

describe("the day of a test", () => {
  it("is begun on its day, not the day before", () => {
    const begin = { command: "begin" } as const;
    const on = (daysAhead: number) =>
      refusalOf({ ...IN_TEAM, state: "scheduled", testDay: { ...FREE_DAY, daysAhead } }, begin, TESTER);
    expect([on(1), on(0), on(-1)]).toEqual(["test-day-not-come", undefined, undefined]);
  });

  it("is the last day to hand in a self test", () => {
    const handIn = { command: "hand-in", taskLetterFileId: "f1", resultFileId: "f2" } as const;
    const on = (daysAhead: number) =>
      refusalOf({ method: "self", state: "scheduled", testDay: { ...FREE_DAY, daysAhead } }, handIn, OWNER);
    expect([on(0), on(-1)]).toEqual([undefined, "test-day-past"]);
  });

  it("moves with its team where all of it is free, and asks for another team where somebody is not", () => {
    const move = { command: "move", date: "2026-12-10", reason: "Banjir." } as const;
    const askedDay = { ...FREE_DAY, date: "2026-12-10", daysAhead: 15 };
    const member = { personId: "person", organisationIds: new Set<string>(), mayTest: true, interest: "none" } as const;
    const moved = (isBusy: boolean) =>
      decide({ ...IN_TEAM, state: "scheduled", askedDay, candidates: [{ ...member, isBusy }] }, move, ARRANGER);
    const along = moved(false);
    expect(along.ok && [along.value.state, along.value.notice, along.value.booking]).toEqual([
      "scheduled",
      "moved",
      { day: "2026-12-10" },
    ]);
    const anew = moved(true);
    expect(anew.ok && [anew.value.state, anew.value.team]).toEqual(["confirmed", "release"]);
  });
});

describe("a refused command on an operational test", () => {
  it("carries the code of its reason", () => {
    const begin = { command: "begin" } as const;
    const scheduled = { ...IN_TEAM, state: "scheduled", testDay: { ...FREE_DAY, daysAhead: 0 } } as const;
    expect(refusalOf({ ...scheduled, teamIds: [] }, begin, TESTER)).toBe("not-your-case");
    expect(refusalOf({ ...scheduled, state: "reported" }, begin, TESTER)).toBe("command-not-now");
    const ofCompany = { ...TESTER, organisationIds: new Set(["company"]) };
    expect(refusalOf(scheduled, begin, ofCompany)).toBe("conflict-of-interest");
    expect(refusalOf({ ...scheduled, interest: "declared" }, begin, TESTER)).toBe("conflict-of-interest");
    expect(refusalOf({ ...scheduled, interest: "undeclared" }, begin, TESTER)).toBe("interest-undeclared");
  });
});

describe("drawing up a report", () => {
  const items = [
    observedItem("a"),
    observedItem("b", { mandatory: false }),
    measuredItem("c", { comparison: "at-most", value: 1, rule: null, standing: "assumed" }),
  ];
  const draw = { command: "draw-report", answersDigest: "a".repeat(64), note: "" } as const;
  const drawn = (...list: readonly TestItemState[]) =>
    refusalOf({ ...IN_TEAM, state: "running", items, standing: list }, draw, TESTER);

  it("wants every mandatory item answered, no conflict, and a word on each assumed failure", () => {
    expect(drawn(standing("a"), standing("b"), standing("c"))).toBeUndefined();
    expect(drawn(standing("a", { outcome: "open" }), standing("b"), standing("c"))).toBe("test-items-open");
    expect(drawn(standing("a"), standing("b", { outcome: "open" }), standing("c"))).toBeUndefined();
    expect(drawn(standing("a"), standing("b", { isConflict: true }), standing("c"))).toBe("test-answers-conflict");
    const unconfirmed = { outcome: "fail", isToConfirm: true } as const;
    expect(drawn(standing("a"), standing("b"), standing("c", unconfirmed))).toBe("test-limits-unconfirmed");
    expect(drawn(standing("a"), standing("b", unconfirmed), standing("c"))).toBeUndefined();
  });

  it("goes by the answers that were shown", () => {
    const stale = { ...draw, answersDigest: "d".repeat(64) };
    expect(refusalOf({ ...IN_TEAM, state: "running", items }, stale, TESTER)).toBe("test-answers-changed");
  });
});

describe("signing a report", () => {
  const sign = (personId: string | null = null) =>
    ({
      command: "sign-report",
      reportDigest: DIGEST,
      remarks: "",
      proof: { kind: "one-time-code", code: "123456", personId },
    }) as TestCommand;
  const reported = { ...IN_TEAM, state: "reported", proof: "fits" } as const;

  it("closes once both sides have signed, and once the company has refused or been silent", () => {
    for (const said of ["signed", "refused", "silent"] as const) {
      const closed = decide({ ...reported, signed: { applicant: said, ministry: null } }, sign(), TESTER);
      expect(closed.ok && [closed.value.state, closed.value.sklo]).toEqual(["passed", ["started"]]);
    }
    const alone = decide(reported, sign(), TESTER);
    expect(alone.ok && alone.value.state).toBe("reported");
  });

  it("ends unfit without a promise, and without the SKLO that was prepared", () => {
    const closed = decide(
      { ...reported, verdict: "unfit", skloStage: "prepared", signed: { applicant: "signed", ministry: null } },
      sign(),
      TESTER,
    );
    expect(closed.ok && [closed.value.state, closed.value.sklo, closed.value.skloStage]).toEqual([
      "failed",
      [],
      "none",
    ]);
  });

  it("permits the team to reopen the report until either side has signed it", () => {
    const mayReopen = (signed: TestFacts["signed"]) =>
      possibleCommands(testFacts({ ...reported, signed }), TESTER).includes("reopen");
    expect(mayReopen({ applicant: null, ministry: null })).toBe(true);
    expect(mayReopen({ applicant: "signed", ministry: null })).toBe(false);
    expect(mayReopen({ applicant: null, ministry: "signed" })).toBe(false);
  });

  it("goes by what was shown, by a proof, and once for each side", () => {
    expect(refusalOf({ ...reported, reportDigest: "d".repeat(64) }, sign(), TESTER)).toBe("test-report-changed");
    expect(refusalOf({ ...reported, proof: "wrong" }, sign(), TESTER)).toBe("signing-proof-wrong");
    expect(refusalOf({ ...reported, proof: null }, sign(), TESTER)).toBe("signing-proof-missing");
    const twice = { ...reported, signed: { applicant: null, ministry: "signed" } } as const;
    expect(refusalOf(twice, sign(), TESTER)).toBe("test-signature-given");
  });

  it("is done for the ministry by the lead, and on the tablet for somebody of the company only", () => {
    expect(refusalOf({ ...reported, leadId: "somebody-else" }, sign(), TESTER)).toBe("not-your-case");
    const stranger = { ...reported, isSignerOfCompany: false } as const;
    expect(refusalOf(stranger, sign("stranger"), TESTER)).toBe("test-signer-unfit");
    const tablet = decide(reported, sign("owner"), TESTER);
    expect(tablet.ok && tablet.value.signature).toMatchObject({ side: "applicant", personId: "owner" });
  });
});

describe("proposing an SKLO", () => {
  it("is refused to an officer who tested, prepared or endorsed it", () => {
    const propose = { command: "propose-sklo", factsDigest: FACTS_DIGEST, note: "" } as const;
    const endorsed = { state: "passed", skloStage: "endorsed" } as const;
    const proposer = { ...NOBODY, mayPropose: true };
    expect(refusalOf(endorsed, propose, proposer)).toBeUndefined();
    for (const step of [{ teamIds: ["person"] }, { skloPreparedBy: "person" }, { skloEndorsedBy: "person" }])
      expect(refusalOf({ ...endorsed, ...step }, propose, proposer)).toBe("four-eyes");
  });
});

describe("signing an SKLO", () => {
  const sign = { command: "sign-sklo", factsDigest: FACTS_DIGEST, code: "123456" } as const;
  const proposed = { state: "passed", skloStage: "proposed", proof: "fits" } as const;

  it("goes by what was shown, by a proof, by a mandate, and for a NIB in force", () => {
    expect(refusalOf(proposed, sign, SIGNER)).toBeUndefined();
    expect(refusalOf({ ...proposed, skloDigest: "d".repeat(64) }, sign, SIGNER)).toBe("sklo-facts-changed");
    expect(refusalOf({ ...proposed, proof: "wrong" }, sign, SIGNER)).toBe("signing-proof-wrong");
    expect(refusalOf({ ...proposed, proof: null }, sign, SIGNER)).toBe("signing-proof-missing");
    expect(refusalOf({ ...proposed, mandateRefusal: "mandate-other-signer" }, sign, SIGNER)).toBe(
      "mandate-other-signer",
    );
    expect(refusalOf({ ...proposed, isNibBlocked: true }, sign, SIGNER)).toBe("nib-not-in-force");
  });

  it("is nobody's who had a hand in it before, or tested", () => {
    for (const hand of ["skloPreparedBy", "skloEndorsedBy", "skloProposedBy"] as const)
      expect(refusalOf({ ...proposed, [hand]: "person" }, sign, SIGNER)).toBe("four-eyes");
    expect(refusalOf({ ...proposed, teamIds: ["person"] }, sign, SIGNER)).toBe("four-eyes");
  });
});
