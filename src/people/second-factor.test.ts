import { describe, expect, it } from "vitest";
import { countingRights, secondFactorStanding } from "./second-factor.ts";

const officer = { role: "director", team: null, organisationId: null };
const applicant = { role: "applicant-owner", team: null, organisationId: "a" };

describe("the second factor", () => {
  it("is needed by officers, and by nobody else", () => {
    const facts = { isDemo: false, isEnrolled: false, isGiven: false };
    expect(secondFactorStanding({ ...facts, memberships: [officer] })).toBe("to-enrol");
    expect(secondFactorStanding({ ...facts, memberships: [applicant] })).toBe("not-needed");
    expect(secondFactorStanding({ ...facts, memberships: [] })).toBe("not-needed");
  });

  it("is given by whoever enrolled, officer or not", () => {
    const facts = { memberships: [applicant], isDemo: false, isEnrolled: true };
    expect(secondFactorStanding({ ...facts, isGiven: false })).toBe("to-give");
    expect(secondFactorStanding({ ...facts, isGiven: true })).toBe("given");
  });

  it("is not asked of demo accounts, which work on this machine only", () => {
    const facts = { memberships: [officer], isEnrolled: false, isGiven: false };
    expect(secondFactorStanding({ ...facts, isDemo: true })).toBe("not-needed");
  });

  it("keeps an officer's role from counting until it is given, but not a company's", () => {
    const both = [officer, applicant];
    expect(countingRights(both, "to-enrol").memberships).toEqual([applicant]);
    expect(countingRights(both, "to-enrol").permissions.has("application.decide")).toBe(false);
    expect(countingRights(both, "to-give").memberships).toEqual([]);
    expect(countingRights(both, "given").memberships).toEqual(both);
    expect(countingRights(both, "given").permissions.has("application.decide")).toBe(true);
  });
});
