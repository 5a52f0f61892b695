import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLimited, NO_ATTEMPTS, withFailure, withSuccess } from "./attempt-limit.ts";
import { isPasswordFit } from "./password.ts";
import { isTeamFit, PERMISSIONS, permissionsOf, permitsInTeam, ROLE_LIST, ROLES } from "./roles.ts";

describe("roles", () => {
  it("of applicants, of the ministry and of operators have no permission in common", () => {
    const ofSide = (side: string) =>
      new Set(
        ROLE_LIST.filter((role) => ROLES[role].side === side).flatMap((role) => [
          ...permissionsOf([{ role, team: null }]),
        ]),
      );
    const all = ["applicant", "ministry", "operator"].flatMap((side) => [...ofSide(side)]);
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
  });

  it("never let one role check, propose and decide", () => {
    const steps = ["application.check", "application.propose", "application.decide"] as const;
    for (const role of ROLE_LIST) {
      const own = permissionsOf([{ role, team: "numbering" }]);
      expect(steps.filter((step) => own.has(step)).length).toBeLessThanOrEqual(1);
    }
  });

  it("give every permission to somebody", () => {
    const given = permissionsOf(ROLE_LIST.map((role) => ({ role, team: null })));
    expect(PERMISSIONS.filter((permission) => !given.has(permission))).toEqual([]);
  });

  it("that nobody knows permit nothing", () => {
    expect([
      ...permissionsOf([
        { role: "emperor", team: null },
        { role: "constructor", team: null },
      ]),
    ]).toEqual([]);
  });

  it("of a team check cases of that team only, while a director decides in all", () => {
    expect(permitsInTeam([{ role: "evaluator", team: "licensing" }], "application.check", "numbering")).toBe(false);
    expect(permitsInTeam([{ role: "evaluator", team: "numbering" }], "application.check", "numbering")).toBe(true);
    expect(permitsInTeam([{ role: "director", team: null }], "application.decide", "numbering")).toBe(true);
  });

  it.each([
    ["evaluator", "numbering", true],
    ["evaluator", null, false],
    ["director", null, true],
    ["director", "numbering", false],
    ["test-team", "tests", true],
    ["test-team", "numbering", false],
  ] as const)("%s with team %s: %s", (role, team, isFit) => {
    expect(isTeamFit(role, team)).toBe(isFit);
  });
});

describe("the limit on failed log-ins", () => {
  const WINDOW_MS = 15 * 60_000;
  const failed = (count: number, nowMs = 0) =>
    Array.from({ length: count }).reduce<typeof NO_ATTEMPTS>((state) => withFailure(state, "a", nowMs), NO_ATTEMPTS);

  it("shuts after the tenth failure, for this key only", () => {
    expect(isLimited(failed(9), "a", 0)).toBe(false);
    expect(isLimited(failed(10), "a", 0)).toBe(true);
    expect(isLimited(failed(10), "b", 0)).toBe(false);
  });

  it("opens again fifteen minutes after, and at once after a success", () => {
    expect(isLimited(failed(10), "a", WINDOW_MS - 1)).toBe(true);
    expect(isLimited(failed(10), "a", WINDOW_MS)).toBe(false);
    expect(isLimited(withSuccess(failed(10), "a"), "a", 0)).toBe(false);
  });

  it("remembers a bounded number of keys, and changes nothing it was given", () => {
    const before = failed(3);
    withFailure(before, "a", 1);
    expect(before.failuresMsByKey.get("a")).toEqual([0, 0, 0]);
    expect(failed(50).failuresMsByKey.get("a")).toHaveLength(10);
  });
});

describe("a password", () => {
  const rule = { charactersMin: 8, classes: ["upper-case", "lower-case", "digit", "symbol"] };
  it.each([
    ["Rahasia-1", true],
    ["Rahas-1", false],
    ["rahasia-1", false],
    ["RAHASIA-1", false],
    ["Rahasia--", false],
    ["Rahasia11", false],
    ["Raha sia1", false],
    ["Ráhasia-1", true],
  ])("%s: %s", (password, isFit) => {
    expect(isPasswordFit(password, rule, [])).toBe(isFit);
  });

  it("is not the person's own name or address, in whatever case", () => {
    expect(isPasswordFit("Budi-Santoso1", rule, ["bUDI-sANTOSO1"])).toBe(false);
  });

  it("shorter than the rule is never fit", () => {
    fc.assert(fc.property(fc.string({ maxLength: 7 }), (password) => !isPasswordFit(password, rule, [])));
  });
});
