import { describe, expect, it } from "vitest";
import { currentRuleset, type RuleId, ruleInForce } from "../../../regulation/index.ts";
import { changesAcceptedField } from "../cases/accepted-fields.ts";
import { beginForm, type UsageRow } from "../cases/application-form.ts";
import { KIND_RULES } from "../cases/application-kind.ts";
import { type PreCheckFacts, preCheck } from "./pre-check.ts";

const form = beginForm({ kbli: "82200", code: "1500123", ownService: null, heldCodes: [] });
const sound: PreCheckFacts = {
  kind: "new",
  form: { ...form, purpose: "Layanan pelanggan 24 jam", letterFileId: "file", declaration: true },
  heldCode: "1500123",
  hasLetter: true,
  hasLicence: false,
  hasBasisFile: false,
  hasUserLetter: false,
  heldCodes: [],
  services: [],
  today: "2026-11-25",
  organisation: {
    isGovernment: false,
    isVerified: true,
    nibStatus: "active",
    kbli: [{ code: "82200", risk: "high" }],
  },
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
const ruleValue = (id: string) => {
  const rule = ruleInForce(id as RuleId, sound.today, currentRuleset);
  if (!rule.ok) throw new Error(rule.refusal.code);
  return rule.value.value as number;
};
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

  it("takes a purpose of the length that its rule says, and none shorter", () => {
    const min = ruleValue("number-text-characters-min");
    expect(codesOf(withForm({ purpose: "x".repeat(min) }))).toEqual([]);
    expect(codesOf(withForm({ purpose: "x".repeat(min - 1) }))).toEqual(["finding-purpose-short"]);
  });

  it("cites for each document that is checked a rule that lists it", () => {
    const words: Readonly<Record<string, RegExp>> = {
      letter: /Surat permohonan/u,
      declaration: /Pernyataan kebenaran/u,
      basis: /Perizinan berusaha/u,
      "user-letter": /[Ss]urat .*pengguna/u,
      decree: /Penetapan penomoran/u,
      licences: /Perizinan berusaha/u,
      reason: /Alasan/u,
    };
    const documents = Object.values(KIND_RULES)
      .flatMap(({ items }) => items)
      .filter(({ key }) => Object.hasOwn(words, key) && key !== "declaration");
    const declarations = Object.values(KIND_RULES).flatMap(({ items }) =>
      items.filter(({ key }) => key === "declaration").map(({ ruleId }) => ruleId),
    );
    for (const { key, ruleId } of documents) expect(JSON.stringify(ruleValue(ruleId)), key).toMatch(words[key] ?? "");
    expect(documents.length).toBeGreaterThan(5);
    // The declaration is confirmed by an official source for a new number only.
    expect(declarations).toEqual([
      "number-new-documents",
      "number-declaration",
      "number-declaration",
      "number-declaration",
    ]);
    expect(JSON.stringify(ruleValue("number-new-documents"))).toMatch(words["declaration"] ?? "");
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
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      "service-kbli",
      "service-kd-izin",
      "service-kd-izin",
      "hold-minutes",
      "number-text-characters-min",
      "number-new-documents",
      "number-new-documents",
    ]);
  });
});

describe("the pre-check of a new service of a holder", () => {
  const holder: PreCheckFacts = {
    ...withForm({ newService: "Layanan Darurat Medis", basisFileId: "file" }),
    services: ["Jasa Pusat Panggilan Informasi (Call Center)"],
    hasBasisFile: true,
  };
  const named = (newService: string): PreCheckFacts => ({ ...holder, form: { ...holder.form, newService } });
  const government = { ...holder.organisation, isGovernment: true };

  it.each<[string, PreCheckFacts, string | undefined]>([
    ["nothing in a sound application", holder, undefined],
    ["a service without a name", named(""), "finding-new-service-missing"],
    ["a service that has a code", named("jasa pusat panggilan informasi, call center"), "finding-new-service-known"],
    ["an operator's licence that is missing", { ...holder, hasBasisFile: false }, "finding-licence-missing"],
    [
      "no licence of a government body",
      { ...holder, hasBasisFile: false, organisation: government, form: { ...holder.form, ownService: true } },
      undefined,
    ],
  ])("finds %s", (_what, facts, code) => {
    expect(codesOf(facts)).toEqual(code === undefined ? [] : [code]);
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

const usedRow: UsageRow = {
  code: "1500100",
  decree: "1/TEL.05.05/2026",
  endUser: "PT Bank Contoh",
  service: "Layanan nasabah",
  activatedOn: "2026-11-25",
  status: "in-use",
  originatingOperators: "Telkom, Telkomsel",
  monthlyCalls: "12000",
  evidence: "Rekaman trafik terlampir",
};
const additional: PreCheckFacts = {
  ...sound,
  kind: "additional",
  hasLetter: false,
  hasUserLetter: true,
  heldCodes: [{ code: "1500100", decree: "1/TEL.05.05/2026" }],
  form: {
    ...sound.form,
    letterFileId: null,
    basis: "decree",
    userName: "Dinas Contoh",
    userLetterFileId: "user-file",
    usageReport: [usedRow],
  },
};
const withMore = (more: Partial<PreCheckFacts["form"]>, facts: Partial<PreCheckFacts> = {}): PreCheckFacts => ({
  ...additional,
  ...facts,
  form: { ...additional.form, ...more },
});
const withRow = (row: Partial<UsageRow>) => withMore({ usageReport: [{ ...usedRow, ...row }] });

describe("the pre-check of a Nomor Tambahan", () => {
  it("finds nothing in a sound one, and asks for no letter to the Director", () => {
    expect(preCheck(additional)).toEqual([]);
  });

  it.each([
    ["a basis not chosen", withMore({ basis: "" }), "finding-basis-missing"],
    ["a licence that was not uploaded", withMore({ basis: "licence" }), "finding-licence-missing"],
    ["a user without a name", withMore({ userName: "X " }), "finding-user-name"],
    ["a user's letter that is not there", withMore({}, { hasUserLetter: false }), "finding-user-letter-missing"],
    ["a held code the report leaves out", withMore({ usageReport: [] }), "finding-usage-row-missing"],
    ["a status not chosen", withRow({ status: "" }), "finding-usage-status"],
    ["a used code without its user", withRow({ endUser: "" }), "finding-usage-end-user"],
    ["a row without its service", withRow({ service: "" }), "finding-usage-service"],
    ["a used code without the day it was put to use", withRow({ activatedOn: "" }), "finding-usage-activated"],
    ["a day of use that has not come", withRow({ activatedOn: "2026-11-26" }), "finding-usage-activated-later"],
    ["a used code without operators", withRow({ originatingOperators: "" }), "finding-usage-operators"],
    ["calls that are no number", withRow({ monthlyCalls: "banyak" }), "finding-usage-calls"],
    ["a note on evidence too short", withRow({ evidence: "ada bukti" }), "finding-usage-evidence"],
  ])("names %s", (_fault, facts, code) => {
    expect(codesOf(facts)).toEqual([code]);
  });

  it("asks of a code that is not in use only why", () => {
    const idle = { ...usedRow, endUser: "", activatedOn: "", originatingOperators: "", monthlyCalls: "" };
    expect(codesOf(withRow({ ...idle, status: "not-in-use", evidence: "Menunggu calon pengguna." }))).toEqual([]);
  });

  it("names the code of a faulty row, also of one that is not held", () => {
    const rows = [usedRow, { ...usedRow, code: "1500999" }];
    expect(preCheck(withMore({ usageReport: rows }))).toEqual([
      {
        place: "usageReport",
        code: "finding-usage-row-strange",
        ruleId: "usage-report-fields",
        accessCode: "1500999",
      },
    ]);
  });

  it("cannot rest on a decree where none is held", () => {
    expect(codesOf(withMore({ usageReport: [] }, { heldCodes: [] }))).toEqual(["finding-basis-no-decree"]);
  });
});

describe("the pre-check of a government body", () => {
  const body = { ...sound, organisation: { isGovernment: true, isVerified: true, nibStatus: "unknown", kbli: [] } };

  it("asks for no NIB, but whether the legal basis gives it the service", () => {
    expect(codesOf(body)).toEqual(["finding-own-service"]);
    expect(codesOf({ ...body, form: { ...body.form, ownService: true } })).toEqual([]);
  });
});
