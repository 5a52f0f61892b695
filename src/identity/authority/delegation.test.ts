import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentRuleset, officeDate, openRulebook, readActingRules } from "../../regulation/index.ts";
import { type DelegationFacts, type DelegationForm, decideDelegation, mayDelegate } from "./delegation.ts";
import { membershipsInForce } from "./memberships-in-force.ts";
import { holdingFor, permissionsOf, roleActed } from "./roles.ts";

const NOW_MS = Date.parse("2026-11-25T10:00:00+07:00");
const opened = openRulebook({ version: currentRuleset.version, atDate: "2026-11-25" });
if (!opened.ok) throw new Error("no rulebook");
const rules = readActingRules(opened.value);

const own = (role: string, team: string | null = null) => ({ role, team, acting: null });
const person = (personId: string, ...memberships: ReturnType<typeof own>[]) => ({
  personId,
  isDisabled: false,
  memberships,
});

const director = person("director", own("director"));
const coordinator = person("coordinator", own("coordinator", "numbering"));
const evaluator = person("evaluator", own("evaluator", "numbering"));
const administrator = person("administrator", own("administrator"));

const form: DelegationForm = {
  acting: "plh",
  role: "director",
  team: null,
  personId: "coordinator",
  forPersonId: "director",
  firstDay: "2026-12-01",
  lastDay: "2026-12-03",
};
const facts: DelegationFacts = { namer: director, officer: coordinator, holder: director, rules };

function refusalOf(change: Partial<DelegationForm>, other: Partial<DelegationFacts> = {}) {
  const decided = decideDelegation({ ...form, ...change }, { ...facts, ...other }, NOW_MS);
  return decided.ok ? "named" : decided.refusal;
}

describe("naming an acting officer", () => {
  it("holds from midnight in Jakarta of the first day to the midnight after the last", () => {
    expect(decideDelegation(form, facts, NOW_MS)).toEqual({
      ok: true,
      value: { fromMs: Date.parse("2026-12-01T00:00:00+07:00"), toMs: Date.parse("2026-12-04T00:00:00+07:00") },
    });
  });

  it.each([
    ["a director for his own office", {}, {}, "named"],
    ["an administrator for anybody's", {}, { namer: administrator }, "named"],
    ["an evaluator", {}, { namer: evaluator }, "acting-not-permitted"],
    ["a coordinator for the director", {}, { namer: coordinator, officer: evaluator }, "acting-not-permitted"],
    ["somebody who names himself", { personId: "administrator" }, { namer: administrator }, "acting-names-himself"],
    ["the holder himself", { personId: "director" }, { namer: administrator }, "acting-for-himself"],
    ["an unknown person", {}, { officer: undefined }, "acting-not-an-officer"],
    ["a disabled officer", {}, { officer: { ...coordinator, isDisabled: true } }, "acting-not-an-officer"],
    ["an applicant", {}, { officer: person("coordinator", own("applicant-owner")) }, "acting-not-an-officer"],
    ["another director", {}, { officer: person("coordinator", own("director")) }, "acting-office-held-already"],
    ["a Plh. for a vacant office", { forPersonId: null }, { namer: administrator }, "acting-holder-missing"],
    ["a Plt. for a vacant office", { acting: "plt", forPersonId: null }, { namer: administrator }, "named"],
    ["a Plh. for who left", {}, { namer: administrator, holder: person("director") }, "acting-holder-not-in-office"],
    ["a Plt. for who left", { acting: "plt" }, { namer: administrator, holder: person("director") }, "named"],
    ["a director with a team", { team: "numbering" }, {}, "role-team-unfit"],
  ] as const)("%s: %s", (_who, change, other, outcome) => {
    expect(refusalOf(change, other)).toBe(outcome);
  });

  it.each([
    ["yesterday", { firstDay: "2026-11-24", lastDay: "2026-11-25" }, "acting-begins-in-the-past"],
    ["today, for today only", { firstDay: "2026-11-25", lastDay: "2026-11-25" }, "named"],
    ["the last day before the first", { firstDay: "2026-12-02", lastDay: "2026-12-01" }, "acting-days-order"],
    ["thirty days", { firstDay: "2026-12-01", lastDay: "2026-12-30" }, "named"],
    ["thirty-one days", { firstDay: "2026-12-01", lastDay: "2026-12-31" }, "acting-too-long"],
    ["180 days from now", { firstDay: "2027-05-24", lastDay: "2027-05-24" }, "named"],
    ["181 days from now", { firstDay: "2027-05-25", lastDay: "2027-05-25" }, "acting-begins-too-late"],
  ] as const)("as Plh., %s: %s", (_when, change, outcome) => {
    expect(refusalOf(change)).toBe(outcome);
  });

  it("as Plt., lasts ninety days and not a day longer", () => {
    expect(refusalOf({ acting: "plt", lastDay: "2027-02-28" })).toBe("named");
    expect(refusalOf({ acting: "plt", lastDay: "2027-03-01" })).toBe("acting-too-long");
  });

  it("is not for whoever only acts in the office himself", () => {
    const acting = { ...coordinator, memberships: [{ role: "director", team: null, acting: "plh" as const }] };
    expect(mayDelegate(acting, { role: "director", team: null, forPersonId: "coordinator" })).toBe(false);
  });

  it("reaches the sub-coordinators of one's own team only", () => {
    const office = { role: "sub-coordinator", forPersonId: "x" } as const;
    expect(mayDelegate(coordinator, { ...office, team: "numbering" })).toBe(true);
    expect(mayDelegate(coordinator, { ...office, team: "licensing" })).toBe(false);
  });
});

describe("memberships in force", () => {
  const acting = (validFromMs: number, validToMs: number) => ({
    role: "director",
    team: null,
    acting: "plh" as const,
    validFromMs,
    validToMs,
  });
  const officer = { ...own("coordinator", "numbering"), validFromMs: null, validToMs: null };

  it("count from the first millisecond to the one before the last", () => {
    const roles = (nowMs: number) => membershipsInForce([officer, acting(1_000, 2_000)], nowMs).memberships.length;
    expect([999, 1_000, 1_999, 2_000].map(roles)).toEqual([1, 2, 2, 1]);
  });

  it("in another's place end with the last role of one's own", () => {
    expect(membershipsInForce([acting(0, 2_000)], 1_000).memberships).toEqual([]);
  });

  it("never change between two instants that it did not announce", () => {
    const instant = fc.integer({ min: 0, max: 1_000 });
    const period = fc.tuple(instant, instant).filter(([from, to]) => from < to);
    fc.assert(
      fc.property(fc.array(period, { maxLength: 6 }), instant, instant, (periods, one, other) => {
        const all = [officer, ...periods.map(([from, to]) => acting(from, to))];
        const nowMs = Math.min(one, other);
        const laterMs = Math.max(one, other);
        const now = membershipsInForce(all, nowMs);
        if (now.changesAtMs !== null && laterMs >= now.changesAtMs) return;
        expect(membershipsInForce(all, laterMs).memberships).toEqual(now.memberships);
      }),
    );
  });

  it("announce every change to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (from, days) => {
        const all = [officer, acting(from, from + days)];
        expect(membershipsInForce(all, 0).changesAtMs).toBe(from);
        expect(membershipsInForce(all, from).changesAtMs).toBe(from + days);
        expect(membershipsInForce(all, from + days).changesAtMs).toBeNull();
      }),
    );
  });
});

describe("what is done in another's place", () => {
  const acts = { role: "director", team: null, acting: "plh" as const };

  it("is done under one's own role where that permits it", () => {
    expect(holdingFor([acts, own("director")], "application.decide")).toEqual(own("director"));
    expect(holdingFor([own("coordinator", "numbering"), acts], "application.decide")).toEqual(acts);
    expect(holdingFor([own("evaluator", "numbering")], "application.decide")).toBeUndefined();
    expect(holdingFor([own("evaluator", "licensing")], "application.check", "numbering")).toBeUndefined();
  });

  it("permits what the office permits", () => {
    expect(permissionsOf([acts]).has("application.decide")).toBe(true);
    expect([roleActed(acts), roleActed(own("director"))]).toEqual(["plh-director", "director"]);
  });
});

describe("a day of the ministry", () => {
  it("is the same read back from its first and last instant", () => {
    const date = fc.date({ min: new Date("2026-01-01"), max: new Date("2036-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (day) => {
        const firstDay = day.toISOString().slice(0, 10);
        const asked = { ...form, firstDay, lastDay: firstDay };
        const decided = decideDelegation(asked, facts, day.getTime() - 86_400_000);
        if (!decided.ok) throw new Error(decided.refusal);
        expect(officeDate(decided.value.fromMs)).toBe(firstDay);
        expect(officeDate(decided.value.toMs - 1)).toBe(firstDay);
        expect(officeDate(decided.value.toMs)).not.toBe(firstDay);
      }),
    );
  });
});
