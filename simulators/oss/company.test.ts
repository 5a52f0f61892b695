import { describe, expect, it } from "vitest";
import {
  fullCompanyName,
  interpretReply,
  type Nib,
  oldFormOfNpwp,
  parseNib,
  parseNpwp,
  regionOf,
} from "../../src/protocols/oss/index.ts";
import { knownNib, LONG_NAME, makeCompanies, readyCompanies, troubledNib } from "./index.ts";
import { companyReply } from "./reply.ts";

const companies = makeCompanies();
const find = (nib: string) => {
  const company = companies.find((one) => one.nib === nib);
  if (company === undefined) throw new Error(`no ${nib}`);
  return company;
};
const recordOf = (nib: string) => interpretReply(companyReply("inqueryNIB", find(nib)), nib as Nib);

describe("the made-up companies", () => {
  it("are the same on every start, and different under another seed", () => {
    expect(makeCompanies()).toEqual(companies);
    expect(makeCompanies(1)).not.toEqual(companies);
  });

  it("are about two hundred, no two with the same NIB, NPWP or name", () => {
    expect(companies.length).toBeGreaterThanOrEqual(200);
    for (const key of ["nib", "name"] as const) {
      expect(new Set(companies.map((company) => company[key])).size, key).toBe(companies.length);
    }
    const numbers = companies.map(({ npwp }) => npwp);
    expect(new Set(numbers).size).toBe(companies.length);
  });

  it("cannot be mistaken for real ones: their NIB begin with 77 or 0077", () => {
    for (const { nib } of companies) {
      expect(parseNib(nib).ok, nib).toBe(true);
      expect(nib).toMatch(/^(77|0077)/);
    }
  });

  it("have an old-form NPWP except the one that has a placeholder", () => {
    for (const { nib, npwp } of companies) {
      const parsed = parseNpwp(npwp);
      expect(parsed.ok, nib).toBe(nib !== knownNib.withoutNpwp);
      if (parsed.ok) expect(oldFormOfNpwp(parsed.value)).toBe(npwp);
    }
  });

  it("sit in cities that exist, except the one made to sit nowhere", () => {
    for (const { nib, regionCode } of companies) {
      expect(regionCode, nib).toMatch(/^\d{10}$/);
      expect(regionOf(regionCode).city === null, nib).toBe(nib === knownNib.unknownCity);
    }
  });

  it("are mostly call centres of high risk, with enough of every other sort", () => {
    expect(readyCompanies().length).toBeGreaterThanOrEqual(100);
    const count = (is: (company: (typeof companies)[number]) => boolean) => companies.filter(is).length;
    expect(count(({ status }) => status === "frozen")).toBeGreaterThanOrEqual(3);
    expect(count(({ status }) => status === "revoked")).toBeGreaterThanOrEqual(3);
    expect(count(({ status }) => status === "not-yet-active")).toBeGreaterThanOrEqual(3);
    expect(count(({ activities }) => activities.every(({ kbli }) => kbli !== "82200"))).toBeGreaterThanOrEqual(10);
    for (const kind of ["pt", "cv", "koperasi", "yayasan", "pt-perorangan"]) {
      expect(
        count((company) => company.kind === kind),
        kind,
      ).toBeGreaterThanOrEqual(3);
    }
  });

  it("hold one name of exactly eighty characters", () => {
    expect(LONG_NAME).toHaveLength(80);
    expect(find(knownNib.longName).name).toBe(LONG_NAME);
    expect(fullCompanyName(find(knownNib.longName))).toBe(`PT ${LONG_NAME}`);
  });
});

describe("the known NIB", () => {
  it("read through the contract as what they are made for", () => {
    const statusOf = (nib: string) => {
      const record = recordOf(nib);
      return record.ok ? record.value.nibStatus : record.refusal.code;
    };
    expect(statusOf(knownNib.ready)).toBe("active");
    expect(statusOf(knownNib.leadingZero)).toBe("active");
    expect(statusOf(knownNib.mayOperate)).toBe("may-operate");
    expect(statusOf(knownNib.frozen)).toBe("frozen");
    expect(statusOf(knownNib.revoked)).toBe("revoked");
    expect(statusOf(knownNib.revokedByDocument)).toBe("revoked");
    expect(statusOf(knownNib.notYetActive)).toBe("not-yet-active");
    expect(statusOf(knownNib.unlistedStatus)).toBe("oss-malformed");
    expect(recordOf(knownNib.withoutNpwp)).toMatchObject({ value: { npwp: null } });
    expect(recordOf(knownNib.oddRisk)).toMatchObject({ value: { activities: [{ code: "82200", risk: "low" }] } });
    expect(recordOf(knownNib.unknownCity)).toMatchObject({ value: { city: null, province: "Sulawesi Tenggara" } });
    expect(recordOf(knownNib.foreignName)).toMatchObject({ value: { name: "Björkström Kundtjänst Indonesia" } });
    const other = recordOf(knownNib.withoutKbli);
    expect(other.ok && other.value.activities.some(({ code }) => code === "82200")).toBe(false);
  });

  it("all exist, except the one that is unknown", () => {
    const nibs = new Set(companies.map(({ nib }) => nib));
    for (const [purpose, nib] of [...Object.entries(knownNib), ...Object.entries(troubledNib)]) {
      expect(nibs.has(nib), purpose).toBe(purpose !== "unknown");
    }
  });

  it("every company but the unlisted one can be read", () => {
    for (const { nib } of companies) expect(recordOf(nib).ok, nib).toBe(nib !== knownNib.unlistedStatus);
  });
});
