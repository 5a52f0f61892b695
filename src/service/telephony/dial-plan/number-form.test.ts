import { describe, expect, it } from "vitest";
import { type BridgedCode, byHandFaults, describeNumberMode, mayServe } from "./number-form.ts";

const PATTERNS = [
  { label: "14XYZ", digits: 5, lowest: "14000", highest: "14999" },
  { label: "1500XYZ", digits: 7, lowest: "1500000", highest: "1500999" },
];
const papers = { decreeNumber: "12/SK/2026", licenceNumber: "" };
const faults = (code: string, own: { isInInventory?: boolean; decreeNumber?: string } = {}) =>
  byHandFaults(
    { code, papers: { ...papers, decreeNumber: own.decreeNumber ?? papers.decreeNumber } },
    { patterns: PATTERNS, isInInventory: own.isInInventory ?? false },
  ).map(({ path, code: fault }) => `${path} ${fault}`);

describe("a code that is entered by hand", () => {
  it.each(["14000", "14999", "1500123"])("may be %s, which the plan has", (code) => {
    expect(faults(code)).toEqual([]);
  });

  it.each(["13999", "15000", "140000", "1501000", "112"])("is refused when the plan does not have it: %s", (code) => {
    expect(faults(code)).toEqual(["code number-not-in-plan"]);
  });

  it.each(["14 045", "1404x", "12", "", "123456789"])("is refused when it is not written in digits: %s", (code) => {
    expect(faults(code)).toEqual(["code number-form"]);
  });

  it("is refused when Licensing here has it, and without its decree", () => {
    expect(faults("14045", { isInInventory: true, decreeNumber: "" })).toEqual([
      "code number-kept-by-licensing",
      "decreeNumber number-decree-missing",
    ]);
  });
});

const bridged = (own: Partial<BridgedCode>): BridgedCode => ({
  mode: "open",
  source: "licensing",
  organisationId: "a",
  ...own,
});

describe("a call centre", () => {
  it("serves a code of its own company, of no other, and of none while it is tied to none", () => {
    expect(mayServe({ organisationId: "a" }, bridged({}))).toBe(true);
    expect(mayServe({ organisationId: "b" }, bridged({}))).toBe(false);
    expect(mayServe({ organisationId: null }, bridged({}))).toBe(false);
    expect(mayServe({ organisationId: null }, bridged({ organisationId: null }))).toBe(false);
    expect(mayServe({ organisationId: "a" }, bridged({ source: "by-hand" }))).toBe(false);
    expect(mayServe({ organisationId: "a" }, undefined)).toBe(false);
  });
});

describe("how a number stands", () => {
  const standing = (code: BridgedCode, own: { hasTrunk?: boolean; phones?: readonly boolean[] } = {}) =>
    describeNumberMode({
      code,
      tenantOrganisationId: "a",
      hasTrunk: own.hasTrunk ?? true,
      phones: (own.phones ?? [true]).map((isRegistered) => ({ isRegistered })),
    });

  it("is ready when it is open, has a line, and one of its phones can be reached", () => {
    expect(standing(bridged({}), { phones: [false, true] })).toEqual({
      mode: "open",
      reason: "licensing-open",
      missing: [],
    });
  });

  it("says what is missing", () => {
    const byHand = bridged({ source: "by-hand", organisationId: null, mode: "test" });
    expect(standing(byHand, { hasTrunk: false, phones: [] })).toEqual({
      mode: "test",
      reason: "by-hand-test",
      missing: ["licence", "trunk", "phone"],
    });
    expect(standing(bridged({ mode: "off" }), { phones: [false] }).missing).toEqual(["decree", "registered-phone"]);
  });

  it("is off once the code is another company's, whatever its mode there", () => {
    expect(standing(bridged({ organisationId: "b" }))).toMatchObject({ mode: "off", reason: "left" });
  });
});
