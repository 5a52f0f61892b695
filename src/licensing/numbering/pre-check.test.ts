import { describe, expect, it } from "vitest";
import { changesAcceptedField } from "./accepted-fields.ts";
import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "./application-words.ts";
import { type PreCheckFacts, preCheck } from "./pre-check.ts";

const sound: PreCheckFacts = {
  form: {
    kbli: "82200",
    service: CALL_CENTRE_SERVICE,
    numberKind: CALL_CENTRE_NUMBER_KIND,
    code: "1500123",
    purpose: "Layanan pelanggan 24 jam",
    letterFileId: "file",
    declaration: true,
  },
  heldCode: "1500123",
  hasLetter: true,
  organisation: { isVerified: true, nibStatus: "active", kbli: [{ code: "82200", risk: "high" }] },
  requiredKbli: "82200",
  kbliNames: ["82200", "82201"],
  blockedNibStatuses: ["frozen", "revoked"],
};
const withForm = (form: Partial<PreCheckFacts["form"]>): PreCheckFacts => ({
  ...sound,
  form: { ...sound.form, ...form },
});
const withCompany = (organisation: Partial<PreCheckFacts["organisation"]>): PreCheckFacts => ({
  ...sound,
  organisation: { ...sound.organisation, ...organisation },
});
const codesOf = (facts: PreCheckFacts) => preCheck(facts).map(({ code }) => code);

describe("the pre-check", () => {
  it("finds nothing in a sound application", () => {
    expect(preCheck(sound)).toEqual([]);
  });

  it.each([
    ["a company that is not verified", withCompany({ isVerified: false }), "finding-not-verified"],
    ["a NIB that OSS calls frozen", withCompany({ nibStatus: "frozen" }), "finding-nib-not-in-force"],
    ["another KBLI", withForm({ kbli: "62019" }), "finding-kbli-not-chosen"],
    ["a NIB that OSS calls not yet active", withCompany({ nibStatus: "not-yet-active" }), "finding-nib-not-active"],
    ["a NIB without the KBLI", withCompany({ kbli: [] }), "finding-kbli-not-in-nib"],
    ["a KBLI of lower risk", withCompany({ kbli: [{ code: "82200", risk: "low" }] }), "finding-risk-not-high"],
    ["another service", withForm({ service: "premium" }), "finding-service"],
    ["another number kind", withForm({ numberKind: "block" }), "finding-number-kind"],
    ["a code that is not the held one", { ...sound, heldCode: "1500124" }, "finding-code-not-held"],
    ["a code that nobody holds any more", { ...sound, heldCode: null }, "finding-code-not-held"],
    ["a purpose of nineteen characters", withForm({ purpose: ` ${"x".repeat(19)} ` }), "finding-purpose-short"],
    ["a letter that is not there", { ...sound, hasLetter: false }, "finding-letter-missing"],
    ["a declaration not given", withForm({ declaration: false }), "finding-declaration"],
  ])("names %s", (_fault, facts, code) => {
    expect(codesOf(facts)).toEqual([code]);
  });

  it("takes a NIB that holds the activity under its later KBLI", () => {
    expect(codesOf(withCompany({ kbli: [{ code: "82201", risk: "high" }] }))).toEqual([]);
    expect(codesOf(withCompany({ kbli: [{ code: "82201", risk: "low" }] }))).toEqual(["finding-risk-not-high"]);
  });

  it("takes a purpose of twenty characters", () => {
    expect(codesOf(withForm({ purpose: "x".repeat(20) }))).toEqual([]);
  });

  it("names every fault of an empty form at once, each with the rule behind it", () => {
    const empty = withForm({
      kbli: "",
      service: "",
      numberKind: "",
      code: "",
      purpose: "",
      letterFileId: null,
      declaration: false,
    });
    const findings = preCheck({ ...empty, heldCode: null, hasLetter: false });
    expect(findings.map(({ place }) => place)).toEqual([
      "kbli",
      "service",
      "numberKind",
      "code",
      "purpose",
      "letter",
      "declaration",
    ]);
    expect(findings.every(({ ruleId }) => ruleId !== "")).toBe(true);
  });
});

describe("a correction", () => {
  const items = [
    { key: "nib", verdict: "accepted" },
    { key: "letter", verdict: "returned" },
    { key: "declaration", verdict: "accepted" },
    { key: "code", verdict: "accepted" },
  ] as const;
  it.each([
    ["the letter that was returned", { letterFileId: "better" }, false],
    ["the purpose, which the returned letter is about too", { purpose: "Layanan pengaduan pelanggan" }, false],
    ["the accepted KBLI", { kbli: "62019" }, true],
    ["the accepted declaration", { declaration: false }, true],
    ["nothing", {}, false],
  ])("of %s", (_what, change, isLocked) => {
    expect(changesAcceptedField(items, { before: sound.form, after: { ...sound.form, ...change } })).toBe(isLocked);
  });
});
