import { describe, expect, it } from "vitest";
import textsEn from "../../../locales/parts/en/licence-requirements.json" with { type: "json" };
import textsId from "../../../locales/parts/id/licence-requirements.json" with { type: "json" };
import { licenceRules, SOUND_COMPANY, SOUND_FORM, soundApplication } from "../../../testkit/licence-form.ts";
import {
  citationFault,
  currentRuleset,
  openRulebook,
  publishedRequirements,
  publishRequirements,
  readFileRules,
  requirementsOfRules,
  rulesetVersion,
} from "../../regulation/index.ts";
import { functionsOf } from "./check-equivalence.shared.ts";
import { licenceRulesSchema } from "./contract.ts";
import { FINDING_CODES } from "./finding-codes.shared.ts";
import { wordedParams } from "./finding-words.shared.ts";
import { type LicenceForm, PART_KEYS } from "./form.shared.ts";
import { preCheck } from "./pre-check.shared.ts";
import { type CompanyFacts, requirementOfSlot, requirementsOf, requirementsOfPart } from "./required.shared.ts";

const rules = licenceRules();
const keysOf = (form: LicenceForm = SOUND_FORM, company: CompanyFacts = SOUND_COMPANY) =>
  requirementsOf(form, company, rules);
const edition = requirementsOfRules(rulesetVersion);

function book() {
  const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

describe("the list of requirements", () => {
  it("asks for the letter, D01 to D13 and the proof of devices with the application", () => {
    expect(keysOf().map(({ key }) => key)).toEqual([
      "D00",
      "D01",
      "D02",
      "D03",
      "D04",
      "D05",
      "D06",
      "D07",
      "D08",
      "D09",
      "D10",
      "D11",
      "D12",
      "D13",
      "D16",
    ]);
  });

  it("asks for the letter of the test and for the SKLO later only", () => {
    const later = edition.requirements.filter(({ stage }) => stage !== "application").map(({ key }) => key);
    expect(later).toEqual(["D14", "D15"]);
  });

  it("asks for every part in some configuration, and for each only where it applies", () => {
    const cloud = {
      ...SOUND_FORM,
      configuration: {
        ...SOUND_FORM.configuration,
        exchanges: SOUND_FORM.configuration.exchanges.map((row) => ({ ...row, kind: "cloud-pbx" as const })),
      },
    };
    const partsOf = (form: LicenceForm) => new Set(keysOf(form).flatMap(({ parts }) => parts));
    expect([...partsOf(cloud)].toSorted()).toEqual(PART_KEYS.toSorted());
    expect(partsOf(SOUND_FORM).has("equivalence")).toBe(false);
    expect(requirementsOfPart(keysOf(cloud), "equivalence")).toEqual(["D02"]);
    expect(requirementsOfPart(keysOf(), "declarations")).toEqual(["D09", "D10", "D11", "D13"]);
  });

  it("asks for a decree only where none is on record", () => {
    const slots = (company: CompanyFacts) =>
      keysOf(SOUND_FORM, company).flatMap((one) => one.slots.map(({ slot }) => slot));
    expect(slots(SOUND_COMPANY)).not.toContain("D06");
    expect(slots({ ...SOUND_COMPANY, codes: [] })).toContain("D06");
  });

  it("asks for certificate and photo of each device that can be touched, and for proof of every one", () => {
    const rows = SOUND_FORM.devices.rows.map((row, index) => ({ ...row, isVirtual: index === 1 }));
    const asked = keysOf({ ...SOUND_FORM, devices: { rows } });
    const slots = asked.flatMap((one) => one.slots.map(({ slot }) => slot)).filter((slot) => slot.includes(":"));
    expect(slots).toEqual(["certificate:d1", "photo:d1", "agreement:a1", "proof:d1", "proof:d2"]);
    expect(requirementOfSlot(asked, "proof:d2")).toBe("D16");
    expect(requirementOfSlot(asked, "certificate:d1")).toBe("D03");
    expect(requirementOfSlot(asked, "certificate:gone")).toBeNull();
  });

  it("says of every row where it is written, and calls assumed exactly what rests on Sambung itself", () => {
    for (const requirement of edition.requirements) {
      const { key, source, standing } = requirement;
      expect(citationFault(requirement, currentRuleset.sources), key).toBeNull();
      expect(standing, key).toBe(source === "SAMBUNG" ? "assumed" : "confirmed");
    }
  });

  it("takes no other files than the rules on files do", () => {
    const { types, bytesMax } = readFileRules(book());
    for (const { key, slots } of keysOf()) {
      for (const slot of slots) expect({ key, ...slot }).toMatchObject({ key, types, bytesMax });
    }
  });

  it("cites every rule that a finding of an empty or a sound form rests on", () => {
    const empty = preCheck({ ...soundApplication(), slots: [] });
    for (const { rule } of empty) expect(rules.citations[rule], rule).toBeTruthy();
  });

  it("travels to the browser whole", () => {
    expect(licenceRulesSchema.parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });
});

describe("functions of a PBX", () => {
  const withKinds = (kind: "pbx" | "cloud-pbx" | "cpaas", smsA2p = false): LicenceForm => ({
    ...SOUND_FORM,
    service: { configurations: [kind === "cloud-pbx" ? "ip-pbx" : kind], smsA2p },
    configuration: {
      ...SOUND_FORM.configuration,
      exchanges: SOUND_FORM.configuration.exchanges.map((row) => ({ ...row, kind })),
    },
  });

  it("are asked of a cloud and of CPaaS, webhooks of CPaaS only, messages with SMS only", () => {
    const asked = (form: LicenceForm) => functionsOf(form, SOUND_COMPANY, rules);
    expect(asked(withKinds("pbx", true))).toEqual([]);
    expect(asked(withKinds("cloud-pbx"))).toHaveLength(13);
    expect(asked(withKinds("cpaas"))).toContain("webhooks");
    expect(asked(withKinds("cpaas", true))).toContain("messages");
  });

  it("are named by the rule in the order of the list", () => {
    const names: Readonly<Record<string, string>> = textsId.licence.function;
    expect(edition.functions.map(({ key }) => names[key])).toEqual(book().rules["pbx-functions"].value);
  });
});

describe("texts", () => {
  it("say of every requirement, finding, declaration and function what it is, in both languages", () => {
    for (const { licence } of [textsId, textsEn]) {
      expect(Object.keys(licence.requirement)).toEqual(edition.requirements.map(({ key }) => key));
      expect(Object.keys(licence.finding)).toEqual([...FINDING_CODES]);
      expect(Object.keys(licence.declaration)).toEqual(
        edition.requirements.flatMap(({ declarations }) => declarations),
      );
      expect(Object.keys(licence.function)).toEqual(edition.functions.map(({ key }) => key));
    }
  });

  it("name a function and a date in the reader's language", () => {
    const finding = { code: "x", level: "blocks", requirement: "D02", rule: "D02" } as const;
    const place = { part: null, slot: null, rowId: null, field: null, page: null };
    const words = { say: (key: string) => key.toUpperCase(), date: (date: string) => `on ${date}` };
    expect(
      wordedParams({ ...finding, place, params: { function: "ivr", date: "2026-11-25", days: 3 } }, words),
    ).toEqual({
      function: "LICENCE.FUNCTION.IVR",
      date: "on 2026-11-25",
      days: 3,
    });
  });
});

describe("a published edition of the requirements", () => {
  const [stored] = publishedRequirements;
  const first = edition.requirements[0];

  it("belongs to the version of the rules it was made for and to later ones", () => {
    expect(requirementsOfRules("2031.01").version).toBe("2026.11");
    const later = { ...stored, version: "2027.01", rulesVersion: "2027.01" };
    const published = publishRequirements([stored, later]);
    expect(requirementsOfRules("2026.11", published).version).toBe("2026.11");
    expect(requirementsOfRules("2027.02", published).version).toBe("2027.01");
  });

  it.each([
    ["a requirement twice", { requirements: [first, first] }],
    ["a fact nobody knows", { requirements: [{ ...first, when: { any: ["moon"] } }] }],
    ["a rule nobody knows", { requirements: [{ ...first, rules: ["moon-phase"] }] }],
    ["a function twice", { functions: [edition.functions[0], edition.functions[0]] }],
  ])("does not load with %s", (_fault, change) => {
    expect(() => publishRequirements([{ ...stored, ...change }])).toThrow();
  });

  it("is published once", () => {
    expect(() => publishRequirements([stored, stored])).toThrow();
  });
});
