import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTeamFit, PERMISSIONS, permissionsOf, permitsInTeam, ROLE_LIST, ROLES } from "./authority/roles.ts";
import { limitAttempts, openAttemptLimit } from "./sessions/attempt-limit.ts";
import { openLogInLimit } from "./sessions/log-in-limit.effects.ts";
import { isPasswordFit } from "./sessions/password.ts";
import { checkPassword, DECOY, hashPassword } from "./sessions/secrets.effects.ts";

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

describe("the limit on failures", () => {
  const WINDOW_MS = 15 * 60_000;
  const failed = (count: number) => {
    const limit = openAttemptLimit();
    for (let nth = 0; nth < count; nth += 1) limit.addFailure("a", 0);
    return limit;
  };

  it("refuses after the tenth failure, for this key only", () => {
    expect(failed(9).isLimited("a", 0)).toBe(false);
    expect(failed(10).isLimited("a", 0)).toBe(true);
    expect(failed(10).isLimited("b", 0)).toBe(false);
  });

  it("ends fifteen minutes after, and at once after a success", () => {
    const limit = failed(10);
    expect(limit.isLimited("a", WINDOW_MS - 1)).toBe(true);
    expect(limit.isLimited("a", WINDOW_MS)).toBe(false);
    limit.reset("a");
    expect(limit.isLimited("a", 0)).toBe(false);
  });

  it("remembers a bounded number of keys", () => {
    const limit = openAttemptLimit();
    for (let nth = 0; nth < 100_100; nth += 1) limit.addFailure(`made-up-${nth}`, 0);
    expect(limit.size).toBe(100_000);
  });

  const attempt = { key: "a", nowMs: 0, isFailure: (fits: boolean) => !fits };

  it("counts attempts at the same time before they are checked", async () => {
    const limit = openAttemptLimit();
    let checks = 0;
    const check = async () => {
      checks += 1;
      return false;
    };
    await Promise.all(Array.from({ length: 100 }, () => limitAttempts(limit, attempt, check)));
    expect(checks).toBe(10);
  });

  it("does not count an attempt whose check throws", async () => {
    const limit = failed(9);
    const check = () => Promise.reject(new Error("the database is away"));
    await expect(limitAttempts(limit, attempt, check)).rejects.toThrow("away");
    expect(limit.isLimited("a", 0)).toBe(false);
  });
});

describe("the limit on wrong passwords", () => {
  const wrong = async () => ({ fits: false });
  const right = async () => ({ fits: true });

  it("ends the guesses at one account from many addresses", async () => {
    const limitLogIn = openLogInLimit();
    const guess = (nth: number) =>
      limitLogIn({ email: "Budi@uji.invalid", address: `203.0.113.${nth}`, nowMs: 0 }, wrong);
    for (let nth = 0; nth < 100; nth += 1) expect(await guess(nth)).toEqual({ fits: false });
    expect(await guess(100)).toBe("too-many-attempts");
    const other = { email: "sari@uji.invalid", address: "203.0.113.100", nowMs: 0 };
    expect(await limitLogIn(other, right)).toEqual({ fits: true });
  });

  it("ends the guesses of one address at made-up names, an IPv6 network being one address", async () => {
    const limitLogIn = openLogInLimit();
    const guess = (nth: number) =>
      limitLogIn({ email: `orang-${nth}@uji.invalid`, address: `2001:db8:1:2::${nth}`, nowMs: 0 }, wrong);
    for (let nth = 0; nth < 300; nth += 1) expect(await guess(nth)).toEqual({ fits: false });
    expect(await guess(300)).toBe("too-many-attempts");
    const elsewhere = { email: "orang-300@uji.invalid", address: "2001:db8:1:3::1", nowMs: 0 };
    expect(await limitLogIn(elsewhere, right)).toEqual({ fits: true });
  });

  it("does not lock an owner out by one address", async () => {
    const limitLogIn = openLogInLimit();
    const guess = { email: "budi@uji.invalid", address: "203.0.113.1", nowMs: 0 };
    for (let nth = 0; nth < 200; nth += 1) await limitLogIn(guess, wrong);
    expect(await limitLogIn(guess, right)).toBe("too-many-attempts");
    expect(await limitLogIn({ ...guess, address: "203.0.113.2" }, right)).toEqual({ fits: true });
  });

  it("counts no right password, however many agents log in at the same time", async () => {
    const limitLogIn = openLogInLimit();
    const logIn = (nth: number) =>
      limitLogIn({ email: `agen-${nth}@uji.invalid`, address: "203.0.113.1", nowMs: 0 }, right);
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, nth) => logIn(nth)));
    expect(answers.filter((answer) => answer === "too-many-attempts")).toEqual([]);
  });
});

describe("the check of a password", () => {
  it("uses the same parameters for an unknown person as for a known one", async () => {
    const parameters = (hash: string) => hash.split("$").slice(0, 4);
    expect(parameters(DECOY)).toEqual(parameters(await hashPassword("Mawar-42")));
    expect(DECOY.split("$").map((part) => part.length)).toEqual(
      (await hashPassword("Mawar-42")).split("$").map((part) => part.length),
    );
    expect(await checkPassword(undefined, "Mawar-42")).toBe(false);
  });

  it("is refused when too many wait, and goes on afterwards", async () => {
    const checks = await Promise.allSettled(Array.from({ length: 410 }, () => checkPassword(undefined, "Mawar-42")));
    expect(checks.filter(({ status }) => status === "rejected")).toHaveLength(8);
    expect(await checkPassword(undefined, "Mawar-42")).toBe(false);
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
