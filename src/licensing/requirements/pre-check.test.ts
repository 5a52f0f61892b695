import { describe, expect, it } from "vitest";
import { licenceRules, SOUND_COMPANY, soundApplication } from "../../../testkit/licence-form.ts";
import type { FilledSlot, PreCheckInput } from "./check-frame.shared.ts";
import type { TextFacts } from "./file-facts.shared.ts";
import { EMPTY_FORM, type LicenceForm, type PartKey } from "./form.shared.ts";
import { mayBeHandedIn, preCheck } from "./pre-check.shared.ts";
import type { CompanyFacts } from "./required.shared.ts";
import { sampleForm } from "./sample-form.ts";

const sound = soundApplication();
const codesOf = (input: PreCheckInput) => preCheck(input).map(({ code }) => code);

function withPart<Key extends PartKey>(key: Key, change: (part: LicenceForm[Key]) => LicenceForm[Key]): PreCheckInput {
  return { ...sound, form: { ...sound.form, [key]: change(sound.form[key]) } };
}

function withCompany(change: Partial<CompanyFacts>): PreCheckInput {
  return { ...sound, company: { ...sound.company, ...change } };
}

type FactsChange = Partial<NonNullable<FilledSlot["facts"]>>;
type TemplateChange = Partial<NonNullable<NonNullable<FilledSlot["facts"]>["template"]>>;

function withFile(slot: string, change: (filled: FilledSlot) => FilledSlot | null): PreCheckInput {
  const slots = sound.slots.flatMap((one) => {
    if (one.slot !== slot) return [one];
    const changed = change(one);
    return changed === null ? [] : [changed];
  });
  return { ...sound, slots };
}

function withFacts(slot: string, change: FactsChange): PreCheckInput {
  return withFile(slot, (one) => ({ ...one, facts: one.facts === null ? null : { ...one.facts, ...change } }));
}

function withTemplate(change: TemplateChange, facts: FactsChange = {}): PreCheckInput {
  const template = sound.slots.find(({ slot }) => slot === "D07")?.facts?.template;
  if (template === null || template === undefined) throw new Error("D07 is on a template");
  return withFacts("D07", { ...facts, template: { ...template, ...change } });
}

function withStated(slot: string, change: Partial<FilledSlot["stated"]>): PreCheckInput {
  return withFile(slot, (one) => ({ ...one, stated: { ...one.stated, ...change } }));
}

describe("a sound application", () => {
  it("has no finding", () => {
    expect(preCheck(sound)).toEqual([]);
    expect(mayBeHandedIn([])).toBe(true);
  });

  it.each(["pbx", "cloud-pbx", "cpaas-sms"] as const)("has no finding with the sample of %s", (configuration) => {
    const functions = licenceRules().functions.map(({ key }) => key);
    const agreement = { signedOn: "2026-09-01", validFrom: "2026-09-15", validUntil: "2029-09-14" };
    const form = sampleForm({ configuration, functions, agreement, statementDate: "2026-11-10" });
    expect(preCheck(soundApplication(form))).toEqual([]);
    expect(form.configuration.smsCarriers).toHaveLength(configuration === "cpaas-sms" ? 1 : 0);
  });

  it("has findings in every requirement while nothing is filled in, and never a fault in the check itself", () => {
    const found = preCheck({ ...sound, form: EMPTY_FORM, slots: [] });
    const open = new Set(found.map(({ requirement }) => requirement));
    expect([...open]).toEqual([
      "D00",
      "D01",
      "D02",
      "D03",
      "D04",
      "D05",
      "D07",
      "D08",
      "D09",
      "D10",
      "D11",
      "D12",
      "D13",
    ]);
    expect(mayBeHandedIn(found)).toBe(false);
  });
});

describe("a file", () => {
  it.each([
    ["is missing", withFile("D07", () => null), "file-missing", "blocks"],
    ["is still being read", withFile("D07", (one) => ({ ...one, facts: null })), "file-being-read", "not-checked"],
    ["is a picture where a PDF is asked for", withFacts("D12", { type: "image/png" }), "file-type", "blocks"],
    ["is one byte too large", withFacts("D12", { bytes: 5 * 1_048_576 + 1 }), "file-too-large", "blocks"],
    ["cannot be read", withFacts("D12", { unread: ["encrypted"] }), "file-unread", "not-checked"],
    ["is on the template of another document", withTemplate({ requirement: "D08" }), "template-wrong", "blocks"],
    ["is on an old template", withTemplate({ version: "2025.01" }), "template-outdated", "blocks"],
    ["was made for another case", withTemplate({ caseId: "other" }), "template-other-case", "blocks"],
    ["mixes documents", withTemplate({ isMixed: true }), "template-mixed", "blocks"],
    ["is no template though it is made by a program", withFacts("D07", { template: null }), "template-absent", "warns"],
    [
      "is a scan without marks that can be seen",
      withFacts("D07", { template: null, hasText: false }),
      "template-not-seen",
      "not-checked",
    ],
    ["lacks a page", withTemplate({ pagesFound: [1] }, { pages: 1 }), "pages-missing", "blocks"],
    ["has a page whose mark is not seen", withTemplate({ pagesFound: [1] }), "pages-not-seen", "not-checked"],
    ["has a page twice", withTemplate({ pagesFound: [1, 2, 2] }, { pages: 3 }), "page-doubled", "warns"],
    ["has its pages the wrong way round", withTemplate({ pagesFound: [2, 1] }), "pages-out-of-order", "warns"],
    ["has an empty field", withFacts("D07", { fields: { bank: " ", nama: "Rani" } }), "file-field-empty", "blocks"],
  ] as const)("that %s is named", (_fault, input, code, level) => {
    expect(preCheck(input)).toMatchObject([{ code, level }]);
  });

  it("whose signature is blank warns, with the place so that it can be shown", () => {
    const area = { kind: "e-meterai", page: 2, left: 30, top: 50, width: 90, height: 60, isBlank: true } as const;
    expect(preCheck(withFacts("D07", { areas: [area] }))).toMatchObject([
      { code: "e-meterai-blank", level: "warns", place: { slot: "D07", page: 2 }, params: { left: 30, width: 90 } },
    ]);
    expect(codesOf(withFacts("D07", { areas: [{ ...area, isBlank: null }] }))).toEqual(["e-meterai-unsure"]);
  });

  it("of exactly five megabytes is taken", () => {
    expect(codesOf(withFacts("D12", { bytes: 5 * 1_048_576 }))).toEqual([]);
  });

  it("that lacks two pages and shows one without a mark is missing one for certain", () => {
    const input = withTemplate({ pagesOf: 4, pagesFound: [1, 2] }, { pages: 3 });
    expect(preCheck(input)).toMatchObject([{ code: "pages-missing", params: { pages: "3, 4", count: 2 } }]);
  });

  it("that hangs on two slots warns on the later one", () => {
    const sha256 = sound.slots.find(({ slot }) => slot === "D07")?.facts?.sha256 ?? "";
    expect(preCheck(withFacts("D08", { sha256 }))).toMatchObject([
      { code: "file-twice", level: "warns", place: { slot: "D08" }, params: { other: "D07" } },
    ]);
  });

  it("that nobody asks for is left alone", () => {
    const stray = { slot: "photo:gone", facts: null, stated: { number: "", issuedOn: "", validUntil: "" } };
    expect(codesOf({ ...sound, slots: [...sound.slots, stray] })).toEqual([]);
  });
});

describe("the KSWP", () => {
  it("is good on its thirtieth day and not on the day after", () => {
    expect(codesOf(withStated("D12", { issuedOn: "2026-10-26" }))).toEqual([]);
    expect(preCheck(withStated("D12", { issuedOn: "2026-10-25" }))).toMatchObject([
      { code: "file-too-old", requirement: "D12", rule: "kswp-valid-days", params: { days: 30, date: "2026-11-24" } },
    ]);
  });

  it("is refused past the day it says itself, without its date, and with a date that has not come", () => {
    expect(codesOf(withStated("D12", { validUntil: "2026-11-25" }))).toEqual([]);
    expect(codesOf(withStated("D12", { validUntil: "2026-11-24" }))).toEqual(["file-expired"]);
    expect(codesOf(withStated("D12", { issuedOn: "" }))).toEqual(["stated-missing"]);
    expect(codesOf(withStated("D12", { issuedOn: "2026-11-26" }))).toEqual(["issued-later"]);
    expect(codesOf(withStated("D12", { issuedOn: "2026-11-25", validUntil: "2026-11-24" }))).toEqual([
      "dates-out-of-order",
      "file-expired",
    ]);
  });
});

describe("what the text of the KSWP names", () => {
  const own = `0${SOUND_COMPANY.npwp.replaceAll(/\D/g, "")}`.slice(-16);
  const saying = (said: TextFacts | null) => preCheck(withFacts("D12", { said }));

  it("is nobody's business where it agrees with the company and with what was told", () => {
    expect(saying({ npwps: [own], dates: ["2026-11-20"] })).toEqual([]);
    expect(saying({ npwps: ["0981234567890999", own], dates: ["2025-01-01", "2026-11-20"] })).toEqual([]);
    expect(saying({ npwps: [], dates: [] })).toEqual([]);
  });

  it("warns where it names other companies only, or other dates only, and never blocks", () => {
    expect(saying({ npwps: ["0981234567890999"], dates: ["2025-01-01"] })).toMatchObject([
      { code: "npwp-other", level: "warns", requirement: "D12", params: { npwp: "0981234567890999" } },
      { code: "date-other", level: "warns", place: { field: "stated.issuedOn" }, params: { date: "2026-11-20" } },
    ]);
  });

  it("is not checked where the paper holds no text, and nothing is said where nobody looked", () => {
    expect(saying(null)).toMatchObject([{ code: "paper-without-text", level: "not-checked" }]);
    expect(preCheck(withFacts("D12", {}))).toEqual([]);
    expect(preCheck(withFacts("D07", { said: { npwps: ["0981234567890999"], dates: ["2025-01-01"] } }))).toEqual([]);
  });
});

describe("the commitment", () => {
  const firstYear = (capacity: number | null, unit: "e1" | "channels") =>
    withPart("commitment", ({ rows }) => ({
      rows: rows.map((row) => (row.year === 1 ? { ...row, capacity, unit } : row)),
    }));

  it("fails with 29 SIP channels in year one, and passes with 30", () => {
    expect(preCheck(firstYear(29, "channels"))).toMatchObject([
      {
        code: "year-one-capacity",
        level: "blocks",
        place: { part: "commitment", rowId: "c1", field: "rows.0.capacity" },
        params: { channels: 29, least: 30, e1: 1 },
        rule: "commitment-first-year-e1",
      },
    ]);
    expect(codesOf(firstYear(30, "channels"))).toEqual([]);
  });

  it("counts channels of two cities in one year together", () => {
    const half = { year: 1, centres: 1, capacity: 15, unit: "channels" } as const;
    const rows = [
      { ...half, id: "a", city: "Kota Depok" },
      { ...half, id: "b", city: "Kota Medan" },
    ];
    expect(codesOf(withPart("commitment", () => ({ rows })))).toEqual([]);
  });

  it("may add nothing in years two to five", () => {
    expect(codesOf(withPart("commitment", ({ rows }) => ({ rows: rows.filter(({ year }) => year === 1) })))).toEqual(
      [],
    );
    expect(
      codesOf(
        withPart("commitment", ({ rows }) => ({
          rows: rows.map((row) => (row.year > 1 ? { ...row, capacity: 0 } : row)),
        })),
      ),
    ).toEqual([]);
  });

  it.each([
    ["a capacity not filled in", { capacity: null }, ["field-missing", "year-one-capacity"]],
    ["a city of blanks", { city: "  " }, ["field-missing"]],
    ["no centre in year one", { centres: 0 }, ["year-one-centre"]],
  ] as const)("names %s", (_fault, change, codes) => {
    const input = withPart("commitment", ({ rows }) => ({
      rows: rows.map((row) => (row.year === 1 ? { ...row, ...change } : row)),
    }));
    expect(codesOf(input)).toEqual(codes);
  });

  it("warns of one city twice in a year, whatever its letters", () => {
    const input = withPart("commitment", ({ rows }) => ({
      rows: rows.map((row) => (row.year === 3 ? { ...row, year: 2, city: " kota  DEPOK" } : row)),
    }));
    expect(preCheck(input)).toMatchObject([{ code: "commitment-twice", level: "warns", place: { rowId: "c3" } }]);
  });
});

describe("the company", () => {
  it.each([
    ["a NIB without the activity", withCompany({ kbli: ["62019"] }), "kbli-not-in-nib"],
    ["no NPWP", withCompany({ npwp: "" }), "npwp-unknown"],
    ["no decree on record", withCompany({ codes: [{ code: "1500123", decree: null }] }), "file-missing"],
    [
      "no configuration chosen",
      withPart("service", (part) => ({ ...part, configurations: [] })),
      "configuration-not-chosen",
    ],
  ])("is stopped by %s", (_fault, input, code) => {
    expect(codesOf(input)).toContain(code);
    expect(mayBeHandedIn(preCheck(input))).toBe(false);
  });

  it("that is a government body has no NIB to look into", () => {
    expect(codesOf(withCompany({ isGovernment: true, nib: null, kbli: [] }))).toEqual([]);
  });
});

describe("an agreement", () => {
  const withAgreement = (change: Partial<LicenceForm["agreements"]["rows"][number]>) =>
    withPart("agreements", ({ rows }) => ({ rows: rows.map((row) => ({ ...row, ...change })) }));

  it("runs for another twelve months to the day, and a day less is too early", () => {
    expect(codesOf(withAgreement({ validUntil: "2027-11-25" }))).toEqual([]);
    expect(preCheck(withAgreement({ validUntil: "2027-11-24" }))).toMatchObject([
      { code: "agreement-ends-early", rule: "agreement-months-left-min", params: { months: 12 } },
    ]);
  });

  it("that ended yesterday is over, and one that ends today is not", () => {
    expect(codesOf(withAgreement({ validUntil: "2026-11-24" }))).toEqual(["agreement-over"]);
    expect(codesOf(withAgreement({ validUntil: "2026-11-25" }))).toEqual(["agreement-ends-early"]);
  });

  it.each([
    ["begins after it ends", { validFrom: "2029-09-15" }, "dates-out-of-order"],
    ["was signed after it ends", { signedOn: "2026-11-25", validUntil: "2026-11-24" }, "dates-out-of-order"],
    ["is signed tomorrow", { signedOn: "2026-11-26" }, "signed-later"],
    ["begins tomorrow", { validFrom: "2026-11-26" }, "agreement-not-begun"],
    ["names no partner", { partner: "" }, "field-missing"],
    ["names no licence of the partner", { partnerLicence: " " }, "field-missing"],
    ["gives no number of channels", { channels: null }, "field-missing"],
    ["is not about telephony", { kind: "network" }, "agreement-missing"],
  ] as const)("that %s is named", (_fault, change, code) => {
    expect(codesOf(withAgreement(change))).toContain(code);
  });

  it("is not asked of a company that offers telephony itself", () => {
    const bare = withPart("agreements", () => ({ rows: [] }));
    const own = { ...bare, company: { ...bare.company, ownLicence: true } };
    expect(codesOf(bare)).toContain("agreement-missing");
    expect(codesOf(own)).not.toContain("agreement-missing");
  });

  it("entered twice warns", () => {
    const twice = withPart("agreements", ({ rows }) => ({
      rows: [...rows, ...rows.map((row) => ({ ...row, id: "a2" }))],
    }));
    expect(codesOf(twice)).toEqual(["agreement-twice", "file-missing"]);
  });
});

describe("a device", () => {
  const withDevice = (change: Partial<LicenceForm["devices"]["rows"][number]>) =>
    withPart("devices", ({ rows }) => ({
      rows: rows.map((row, index) => (index === 0 ? { ...row, ...change } : row)),
    }));

  it.each([
    ["without a certificate", { certificateNumber: "" }, "device-without-certificate"],
    ["without a serial number", { serial: "" }, "field-missing"],
    ["at a site that is gone", { siteId: "gone" }, "site-unknown"],
    ["held by contract", { ownership: "contract" }, "device-by-contract"],
    ["with the serial of another", { maker: "Contoh Suara", type: "IPX-900", serial: "sn-0002" }, "serial-twice"],
  ] as const)("%s is named", (_fault, change, code) => {
    expect(codesOf(withDevice(change))).toContain(code);
  });

  it("in the cloud needs neither serial, site, certificate nor photo, but a contract", () => {
    const cloud = { isVirtual: true, serial: "", siteId: "", certificateNumber: "" } as const;
    expect(codesOf(withDevice({ ...cloud, ownership: "contract" }))).toEqual([]);
    expect(codesOf(withDevice({ ...cloud, ownership: "leased" }))).toEqual(["virtual-needs-contract"]);
  });

  it("needs the files of its certificate, its photo and its proof", () => {
    for (const slot of ["certificate:d1", "photo:d1", "proof:d1"]) {
      expect(preCheck(withFile(slot, () => null))).toMatchObject([
        { code: "file-missing", place: { slot, rowId: "d1" } },
      ]);
    }
  });
});

describe("the funds", () => {
  const withFunds = (change: Partial<LicenceForm["funds"]>) => withPart("funds", (part) => ({ ...part, ...change }));

  it("are five per cent of the investment to the rupiah", () => {
    expect(codesOf(withFunds({ balanceRupiah: 150_000_000 }))).toEqual([]);
    expect(preCheck(withFunds({ balanceRupiah: 149_999_999 }))).toMatchObject([
      { code: "funds-too-low", params: { percent: 5, least: "150.000.000" }, rule: "bank-funds-percent-min" },
    ]);
  });

  it("are rounded up where five per cent is not a whole rupiah", () => {
    const odd = { investmentRupiah: [101, 0, 0, 0, 0], totalRupiah: 101 };
    expect(codesOf(withFunds({ ...odd, balanceRupiah: 5 }))).toEqual(["funds-too-low"]);
    expect(codesOf(withFunds({ ...odd, balanceRupiah: 6 }))).toEqual([]);
  });

  it("are measured by the larger of the total and the sum when the two differ", () => {
    expect(codesOf(withFunds({ totalRupiah: 100 }))).toEqual(["investment-sum"]);
    expect(codesOf(withFunds({ totalRupiah: 100, balanceRupiah: 5 }))).toEqual(["investment-sum", "funds-too-low"]);
  });

  it.each([
    ["a year not filled in", { investmentRupiah: [1, null, 1, 1, 1] }, "field-missing"],
    ["a statement of tomorrow", { statementDate: "2026-11-26" }, "issued-later"],
    ["an investment of nothing", { investmentRupiah: [0, 0, 0, 0, 0], totalRupiah: 0 }, "investment-nothing"],
  ])("name %s", (_fault, change, code) => {
    expect(codesOf(withFunds(change))).toContain(code);
  });
});

describe("the shareholding", () => {
  const withHolder = (id: string, change: Partial<LicenceForm["shareholding"]["holders"][number]>) =>
    withPart("shareholding", ({ holders }) => ({
      holders: holders.map((holder) => (holder.id === id ? { ...holder, ...change } : holder)),
    }));

  it("adds up to the whole in each company, to the hundredth of a percent", () => {
    expect(preCheck(withHolder("h2", { basisPoints: 2_999 }))).toMatchObject([
      { code: "shares-sum", params: { percent: "99.99" } },
    ]);
    expect(preCheck(withHolder("h3", { basisPoints: 5_101 }))).toMatchObject([
      { code: "shares-sum-of", params: { percent: "100.01", name: "PT Induk Contoh" } },
    ]);
  });

  it("names the holders of a company in the first tier, not in the second", () => {
    const bare = withPart("shareholding", ({ holders }) => ({
      holders: holders.filter(({ ownerOf }) => ownerOf === null),
    }));
    expect(preCheck(bare)).toMatchObject([{ code: "holder-without-holders", rule: "shareholding-tiers" }]);
    expect(codesOf(withHolder("h1", { kind: "state" }))).toEqual([]);
  });

  it.each([
    ["a holder of nobody", "h3", { ownerOf: "gone" }, "holder-of-nobody"],
    ["a holder of itself", "h3", { ownerOf: "h3" }, "holder-of-nobody"],
    ["a holder without a country", "h2", { country: "" }, "field-missing"],
  ])("names %s", (_fault, id, change, code) => {
    expect(codesOf(withHolder(id, change))).toContain(code);
  });
});

describe("contact and declarations", () => {
  it.each([
    ["phone", "banyak", "phone-shape"],
    ["email", "layanan", "email-shape"],
    ["web", "kami punya", "web-shape"],
    ["escalation", " ", "field-missing"],
    ["complaintDays", null, "field-missing"],
  ])("name the field %s when it is %j", (field, value, code) => {
    const input = withPart("contact", (part) => ({ ...part, [field]: value }));
    expect(preCheck(input)).toMatchObject([{ code, place: { part: "contact", field } }]);
  });

  it("name each declaration that is not accepted, under its own requirement", () => {
    for (const [key, requirement] of [
      ["share-lock", "D09"],
      ["ability", "D10"],
      ["truth", "D10"],
      ["no-arrears", "D11"],
      ["not-blacklisted", "D13"],
    ] as const) {
      const input = withPart("declarations", ({ accepted }) => ({ accepted: accepted.filter((one) => one !== key) }));
      expect(preCheck(input)).toMatchObject([{ code: "declaration-not-accepted", requirement, place: { field: key } }]);
    }
  });
});
