import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { countingRights, secondFactorState } from "./second-factor.ts";

const officer = { role: "director", team: null, organisationId: null };
const applicant = { role: "applicant-owner", team: null, organisationId: "a" };

describe("the second factor", () => {
  it("is needed by officers, and by nobody else", () => {
    const facts = { isDemo: false, isEnrolled: false, isGiven: false };
    expect(secondFactorState({ ...facts, memberships: [officer] })).toBe("to-enrol");
    expect(secondFactorState({ ...facts, memberships: [applicant] })).toBe("not-needed");
    expect(secondFactorState({ ...facts, memberships: [] })).toBe("not-needed");
  });

  it("is given by whoever enrolled, officer or not", () => {
    const facts = { memberships: [applicant], isDemo: false, isEnrolled: true };
    expect(secondFactorState({ ...facts, isGiven: false })).toBe("to-give");
    expect(secondFactorState({ ...facts, isGiven: true })).toBe("given");
  });

  it("is not asked of demo accounts, which work on this machine only", () => {
    const facts = { memberships: [officer], isEnrolled: false, isGiven: false };
    expect(secondFactorState({ ...facts, isDemo: true })).toBe("not-needed");
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

interface Words {
  readonly errors?: Readonly<Record<string, string>>;
  readonly web: { readonly secondFactor?: Readonly<Record<string, string>> };
}

it.each(["id", "en"])("is explained to officers and to people of call centres alike (%s)", (locale) => {
  const folder = path.resolve(import.meta.dirname, "../../../locales/parts", locale);
  const [web, accounts] = ["web", "accounts"].map(
    (part) => JSON.parse(readFileSync(path.join(folder, `${part}.json`), "utf8")) as Words,
  );
  const said = [
    ...Object.values(web?.web.secondFactor ?? {}),
    accounts?.errors?.["second-factor-required"] ?? "petugas",
  ];
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((text) => /petugas|officer/iu.test(text))).toEqual([]);
});
