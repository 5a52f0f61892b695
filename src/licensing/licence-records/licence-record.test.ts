import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codesModeFor, decideLicence, LICENCE_ACTIONS, type STANDINGS } from "./licence-record.ts";

const facts = { standing: "active", version: 3, isNibBlocked: false } as const;
const outcome = (given: Parameters<typeof decideLicence>[0], act: (typeof LICENCE_ACTIONS)[number], version = 3) => {
  const decided = decideLicence(given, { act, expectedVersion: version });
  return decided.ok ? decided.value : decided.refusal;
};

describe("a licence", () => {
  it.each([
    ["active", "suspend", "suspended"],
    ["active", "resume", "licence-not-suspended"],
    ["active", "revoke", "revoked"],
    ["suspended", "suspend", "licence-not-active"],
    ["suspended", "resume", "active"],
    ["suspended", "revoke", "revoked"],
    ["revoked", "suspend", "licence-revoked-already"],
    ["revoked", "resume", "licence-revoked-already"],
    ["revoked", "revoke", "licence-revoked-already"],
  ] as const)("that is %s, asked to %s: %s", (standing, act, expected) => {
    expect(outcome({ ...facts, standing }, act)).toBe(expected);
  });

  it("is not resumed while OSS has its company's NIB frozen or revoked", () => {
    expect(outcome({ ...facts, standing: "suspended", isNibBlocked: true }, "resume")).toBe("nib-not-in-force");
  });

  it("is not changed by whoever saw an earlier one, while a rule asks for no version", () => {
    expect(outcome(facts, "suspend", 2)).toBe("version-stale");
    expect(decideLicence(facts, { act: "suspend", expectedVersion: null }).ok).toBe(true);
  });

  it("never comes back once it is revoked, whatever is asked of it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LICENCE_ACTIONS), { maxLength: 20 }), (acts) => {
        let standing: (typeof STANDINGS)[number] = "active";
        let wasRevoked = false;
        for (const act of acts) {
          const decided = decideLicence({ ...facts, standing }, { act, expectedVersion: null });
          if (decided.ok) standing = decided.value;
          if (wasRevoked) expect(standing).toBe("revoked");
          wasRevoked ||= standing === "revoked";
        }
      }),
    );
  });
});

describe("the codes of a company", () => {
  it("are open while one of its licences stands, and silent otherwise", () => {
    expect(codesModeFor(["revoked", "active"])).toBe("open");
    expect(codesModeFor(["suspended", "revoked"])).toBe("off");
    expect(codesModeFor([])).toBe("off");
  });
});
